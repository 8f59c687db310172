"""Why, for whom, how."""

from paripasso.programs.models.eligibility import ClosedList, Eligibility
from paripasso.programs.models.guidelines import Acceptance, Guideline
from paripasso.programs.models.programs import Aim, Grant, Pledge, Program
from paripasso.programs.models.rounds import Round

__all__ = ["Acceptance", "Aim", "ClosedList", "Eligibility", "Grant", "Guideline", "Pledge", "Program", "Round"]
