"""What may be done with runs and proposals, and in which words quality is told. Pure: no query, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paripasso.matching.enums import UNDER_WAY, ProposalState, RunState
from paripasso.programs.enums import RoundState

if TYPE_CHECKING:
    from paripasso.matching.models import MatchRun, Proposal

WEAK = 5_000  # a pair below half of what could be is worth a look before it is published
LOWEST_BAND = 40
BANDS = ((0, 40), (40, 50), (50, 60), (60, 70), (70, 80), (80, 90), (90, 100))
ROUNDS_TO_MATCH = frozenset({RoundState.DRAFT, RoundState.ENROLLING, RoundState.MATCHING})
ROUNDS_TO_PUBLISH = frozenset({RoundState.ENROLLING, RoundState.MATCHING})
ATTEMPTS = 5


def may_start(round_state: str) -> bool:
    """Until people have met their peers, a round may be matched as often as one likes."""
    return round_state in ROUNDS_TO_MATCH


def may_cancel(run: MatchRun) -> bool:
    """A run can be stopped while it waits or works."""
    return run.state in UNDER_WAY


def may_decide(proposal: Proposal) -> bool:
    """Proposals are decided about between the result and the publishing."""
    return proposal.run.state == RunState.DONE


def may_lock(proposal: Proposal, *, members: int) -> bool:
    """Only pairs can be locked: the engine keeps two together, a third joins where it fits best."""
    return may_decide(proposal) and members == 2 and proposal.state == ProposalState.PROPOSED


def may_publish(run: MatchRun, *, round_state: str) -> bool:
    """A run with a result is published once, from a round that has not begun to run."""
    return run.state == RunState.DONE and round_state in ROUNDS_TO_PUBLISH


def is_weak(score: int) -> bool:
    """Whether a proposal is worth a second look. `score` in ten-thousandths."""
    return score < WEAK


def steps_of(score: int) -> int:
    """A score in steps of five, as the two staggered bars show it; something is never shown as nothing."""
    return max(min(5, (score + 1_000) // 2_000), 1 if score else 0)


def empty_bands() -> list[int]:
    """A zero for each band of quality, the weakest first."""
    return [0] * len(BANDS)


def band_of(score: int) -> int:
    """The band of quality a score falls in; `score` in ten-thousandths."""
    return 0 if score < LOWEST_BAND * 100 else min(len(BANDS) - 1, (score // 1_000) - 3)
