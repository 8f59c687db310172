"""Verify a finished run inside the house, where vetoes stay sealed.

The certificate is opened, held against what the run was given and against the rows people look at, and then against
`pariter.checks`, which knows no solver. Whoever alters a pair, a price or a value anywhere is found out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from paripasso.matching.engine.answers import Answer, answer
from paripasso.matching.engine.problem import keyed, rebuilt
from paripasso.matching.engine.snapshot import reader_of
from paripasso.matching.models import MatchRun, Proposal, Seat, Unmatched
from paripasso.sealing.door import Purpose, open_sealed
from paripasso.sealing.refusals import CannotOpen
from pariter import ProblemError, Result, ResultError, checks

OF_THE_HOUSE = frozenset(
    {"pool", "seconds", "seed", "locks_let_go", "compared_with", "changed"}
)  # figures that the run adds to the engine's


@dataclass(frozen=True)
class Found:
    """One thing that does not hold: a code, and where. Nothing in it names a private choice."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({told})" if told else self.code


def check(run: MatchRun, *, at: datetime) -> list[Found]:
    """Everything that is wrong with a run's result; empty if it is accepted."""
    try:
        sealed = open_sealed(reader_of(run), Purpose.ENGINE, [run.certificate], at=at)
        text = sealed[0].reveal()
        result = Result.from_json(text)
        problem, entrants = rebuilt(run, at=at)
    except CannotOpen:
        return [Found("certificate_does_not_open")]
    except ResultError as error:
        return [Found("certificate_altered", {"why": str(error)})]
    except ProblemError:
        return [Found("snapshot_altered")]
    if len(entrants) != result.people:
        return [Found("people_missing", {"missing": result.people - len(entrants)})]
    found = [Found(code) for code in _digests(run, text, result, keyed(problem.digest()))]
    found += [Found(one.code, _harmless(one.params)) for one in checks.check(problem, result)]
    return found or list(_rows(run, answer(run, problem, result, entrants)))


def _digests(run: MatchRun, text: str, result: Result, problem_digest: str) -> Iterator[str]:
    if keyed(text) != run.result_digest:
        yield "result_digest"
    if problem_digest != run.problem_digest:
        yield "snapshot_altered"
    if result.policy_digest != run.policy_digest or result.policy != run.policy:
        yield "policy_altered"


def _harmless(params: Any) -> dict[str, Any]:
    """A finding of the checker without names: the pair of a broken prohibition would be a veto told."""
    return {name: value for name, value in dict(params).items() if isinstance(value, int | float)}


def _rows(run: MatchRun, expected: Answer) -> Iterator[Found]:
    """Compare what people look at with what the certificate says."""
    figures = {name: value for name, value in run.result.items() if name not in OF_THE_HOUSE}
    for name in sorted(expected.figures.keys() | figures.keys()):
        if expected.figures.get(name) != figures.get(name):
            yield Found("figure_altered", {"figure": name})
    proposals = list(Proposal.objects.filter(run=run))
    if sorted(map(_said, proposals)) != sorted(map(_said, expected.proposals)):
        yield Found("proposals_altered")
    positions = {proposal.pk: proposal.position for proposal in (*proposals, *expected.proposals)}
    seats = Seat.objects.filter(proposal__run=run)
    if sorted(_sat(seat, positions) for seat in seats) != sorted(_sat(seat, positions) for seat in expected.seats):
        yield Found("seats_altered")
    if sorted(map(_left, Unmatched.objects.filter(run=run))) != sorted(map(_left, expected.unmatched)):
        yield Found("unmatched_altered")


def _said(proposal: Proposal) -> tuple[int, int, bool, bool, str]:
    return (
        proposal.position, proposal.score, proposal.is_across_departments, proposal.is_both_ways,
        _sorted(proposal.why),
    )  # fmt: skip


def _sat(seat: Seat, positions: dict[Any, int]) -> tuple[int, int, str, int]:
    return positions[seat.proposal_id], seat.position, str(seat.enrolment_id), seat.gets


def _left(one: Unmatched) -> tuple[str, str, int, str, str, str]:
    return (
        str(one.enrolment_id), one.reason, one.open_to, _sorted(one.barred), _sorted(one.change), str(one.partner_id)
    )  # fmt: skip


def _sorted(value: Any) -> str:
    """Plain values as text whose order does not depend on the database's."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_sorted(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_sorted(one) for one in value) + "]"
    return str(value)
