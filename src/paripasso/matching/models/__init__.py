"""Who with whom, and why."""

from paripasso.matching.models.policies import Policy
from paripasso.matching.models.proposals import Proposal, Seat, Unmatched
from paripasso.matching.models.runs import Entrant, MatchRun

__all__ = ["Entrant", "MatchRun", "Policy", "Proposal", "Seat", "Unmatched"]
