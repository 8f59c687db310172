"""Who with whom, and why."""

from paripasso.matching.models.policies import Policy
from paripasso.matching.models.runs import MatchRun, Proposal, Seat

__all__ = ["MatchRun", "Policy", "Proposal", "Seat"]
