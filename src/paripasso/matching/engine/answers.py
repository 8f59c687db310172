"""Turn the engine's answer into rows: proposals, seats, those without a peer, and the figures of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from paripasso.matching.engine.problem import keyed
from paripasso.matching.enums import ProposalState
from paripasso.matching.models import Entrant, MatchRun, Proposal, Seat, Unmatched
from paripasso.matching.rules import band_of, empty_bands
from pariter import Group, Pair, Problem, Result
from pariter import Unmatched as LeftOver

PEOPLE_IN_PARAMETERS = ("giver", "seeker")


@dataclass(frozen=True)
class Answer:
    """Rows still to be written, the figures for everyone who may see them, and the certificate for nobody."""

    proposals: list[Proposal]
    seats: list[Seat]
    unmatched: list[Unmatched]
    figures: dict[str, Any]
    certificate: str
    engine_version: str
    policy_digest: str
    problem_digest: str
    result_digest: str


def answer(run: MatchRun, problem: Problem, result: Result, entrants: Sequence[Entrant]) -> Answer:
    """Everything a run keeps of its result. The same result gives the same rows, ids of rows apart."""
    known = {str(entrant.card["id"]): entrant for entrant in entrants}
    places = _placed(result)
    proposals, seats = [], []
    for position, (members, pairs, value) in enumerate(places):
        proposal = _proposal(run, position, members, pairs, value, known)
        proposals.append(proposal)
        seats += _seats(proposal, members, pairs, known)
    left = [_unmatched(run, one, known) for one in result.unmatched]
    certificate = result.to_json()
    return Answer(
        proposals=proposals,
        seats=seats,
        unmatched=left,
        figures=_figures(result, proposals, [members for members, _, _ in places]),
        certificate=certificate,
        engine_version=result.engine,
        policy_digest=result.policy_digest,
        problem_digest=keyed(problem.digest()),
        result_digest=keyed(certificate),
    )


def _placed(result: Result) -> list[tuple[tuple[str, ...], tuple[Pair, ...], int]]:
    """Members, pairs and value of every proposal, in order of the first member's id."""
    found: list[tuple[tuple[str, ...], tuple[Pair, ...], int]]
    found = [((pair.a, pair.b), (pair,), pair.value) for pair in result.pairs]
    found += [_of_group(group) for group in result.groups]
    return sorted(found, key=lambda one: one[0])


def _of_group(group: Group) -> tuple[tuple[str, ...], tuple[Pair, ...], int]:
    return tuple(group.members), tuple(group.pairs), group.value


def _proposal(
    run: MatchRun,
    position: int,
    members: Sequence[str],
    pairs: Sequence[Pair],
    value: int,
    known: Mapping[str, Entrant],
) -> Proposal:
    departments = {known[one].card["department"] for one in members}
    return Proposal(
        run=run,
        state=ProposalState.LOCKED if all(pair.locked for pair in pairs) else ProposalState.PROPOSED,
        score=value,
        why={"pairs": [_why(pair, members) for pair in pairs]},
        is_across_departments=len(departments) == len(members) and None not in departments,
        is_both_ways=_both_ways(members, pairs),
        position=position,
    )


def _why(pair: Pair, members: Sequence[str]) -> dict[str, Any]:
    """A pair's reasons, with places of seats where the engine names people: no address is kept in them."""
    seat = {one: place for place, one in enumerate(members)}
    return {
        "seats": [seat[pair.a], seat[pair.b]],
        "value": pair.value,
        "gets": [{"score": way.score, "parts": dict(way.parts)} for way in (pair.a_gets, pair.b_gets)],
        "reasons": [{"code": one.code, "params": _seated(one.params, seat)} for one in pair.reasons],
    }


def _seated(params: Mapping[str, Any], seat: Mapping[str, int]) -> dict[str, Any]:
    return {name: seat[value] if name in PEOPLE_IN_PARAMETERS else _plain(value) for name, value in params.items()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _both_ways(members: Sequence[str], pairs: Sequence[Pair]) -> bool:
    """Everybody in it learns from somebody in it what they asked for."""
    learning = {pair.a for pair in pairs if pair.a_gets.parts.get("teaching", 0)}
    learning |= {pair.b for pair in pairs if pair.b_gets.parts.get("teaching", 0)}
    return learning == set(members)


def _seats(
    proposal: Proposal, members: Sequence[str], pairs: Sequence[Pair], known: Mapping[str, Entrant]
) -> list[Seat]:
    gets: dict[str, list[int]] = {one: [] for one in members}
    for pair in pairs:
        gets[pair.a].append(pair.a_gets.score)
        gets[pair.b].append(pair.b_gets.score)
    return [
        Seat(
            proposal=proposal,
            enrolment_id=known[one].enrolment_id,
            position=place,
            gets=sum(gets[one]) // max(1, len(gets[one])),
        )
        for place, one in enumerate(members)
    ]


def _unmatched(run: MatchRun, left: LeftOver, known: Mapping[str, Entrant]) -> Unmatched:
    change = left.change
    return Unmatched(
        run=run,
        enrolment_id=known[left.person].enrolment_id,
        reason=left.reason,
        open_to=left.open_to,
        barred=dict(left.barred),
        change={"code": change.code, "params": dict(change.params), "value": change.value} if change else {},
        partner_id=known[change.partner].enrolment_id if change and change.partner in known else None,
    )


def _figures(result: Result, proposals: Sequence[Proposal], places: Sequence[Sequence[str]]) -> dict[str, Any]:
    """What pages and commands print. Nothing here tells one private wish from another."""
    scores = [proposal.score for proposal in proposals]
    return {
        "people": result.people,
        "placed": result.placed,
        "proposals": len(proposals),
        "pairs": sum(1 for members in places if len(members) == 2),
        "groups": sum(1 for members in places if len(members) > 2),
        "unmatched": len(result.unmatched),
        "value": result.value,
        "bound": result.bound,
        "gap": result.gap,
        "gap_percent": round(result.gap_percent, 4),
        "mean": sum(scores) // len(scores) if scores else 0,
        "median": median_low(scores) if scores else 0,
        "worst": min(scores, default=0),
        "across_departments": sum(1 for proposal in proposals if proposal.is_across_departments),
        "both_ways": sum(1 for proposal in proposals if proposal.is_both_ways),
        "quality": _quality(scores),
        "barred": _barred(result.unmatched),
        "steps": [{"name": step.name, "reached": step.reached, "bound": step.bound} for step in result.steps],
    }


def _quality(scores: Iterable[int]) -> list[int]:
    """How many proposals stand in each band of quality, the weakest band first."""
    counts = empty_bands()
    for score in scores:
        counts[band_of(score)] += 1
    return counts


def _barred(left: Iterable[LeftOver]) -> dict[str, int]:
    """For each rule, how many of those without a peer it bars from somebody."""
    return dict(sorted(Counter(rule for one in left for rule in one.barred).items()))
