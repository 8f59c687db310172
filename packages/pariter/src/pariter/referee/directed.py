"""Directed programmes: records, places, and the prices of seekers and givers, against every pair that is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from pariter import directions, scoring
from pariter.directions import Int64, Parts
from pariter.problem import Problem
from pariter.result import Change, Pair, Proof, Result
from pariter.terms import Bars, Block
from pariter.trials import changed

Findings = Iterator[tuple[str, dict[str, Any]]]


def findings(problem: Problem, result: Result, sample: int | None, seed: int) -> Findings:
    """What is wrong with a directed result, as codes with parameters."""
    play, settled = directions.parts(problem), directions.locked(problem)
    wrong = [
        *_records(problem, result, settled),
        *_places(problem, result, play, settled),
        *unmatched(problem, result, play),
    ]
    yield from wrong
    if not wrong:
        chosen = [pair for pair in result.pairs if not pair.locked]
        yield from proof_of(problem, result, chosen, play, drawn(len(problem.population), sample, seed))


def drawn(size: int, sample: int | None, seed: int) -> list[slice]:
    """The rows to test: all, or some drawn by chance."""
    spans = list(scoring.spans(size, scoring.CHUNK if sample is None else 16))
    if sample is None or sample >= size:
        return spans
    chosen = np.random.default_rng(seed).choice(len(spans), min(len(spans), -(-sample // 16)), replace=False)
    return [spans[place] for place in sorted(chosen.tolist())]


def _records(problem: Problem, result: Result, settled: list[tuple[int, int]]) -> Findings:
    index, locks = problem.population.index, set(settled)
    for pair in result.pairs:
        way = (index[pair.a], index[pair.b])
        yield from record(problem, pair, lock=way in locks)
    held = Counter((index[pair.a], index[pair.b]) for pair in result.pairs if pair.locked)
    yield from (("missing_lock", {"pair": list(way)}) for way in settled if held[way] != 1)
    if result.groups:
        yield "altered_group", {"groups": len(result.groups)}


def record(problem: Problem, pair: Pair, *, lock: bool) -> Findings:
    """One directed pair, scored again."""
    seeker, giver = problem.population.index[pair.a], problem.population.index[pair.b]
    here = (slice(seeker, seeker + 1), slice(giver, giver + 1))
    if scoring.barred(problem, *here)[0, 0] or (pair.value < problem.policy.objective.floor and not lock):
        yield "not_allowed", {"a": pair.a, "b": pair.b}
    if pair != directions.pair(problem, seeker, giver, lock=lock):
        yield "altered_pair", {"a": pair.a, "b": pair.b}


def _places(problem: Problem, result: Result, play: Parts, settled: list[tuple[int, int]]) -> Findings:
    """Everybody in their part, once as a seeker, and as a giver as often as there is room; nobody forgotten."""
    index, chosen = problem.population.index, [pair for pair in result.pairs if not pair.locked]
    seeking, giving = Counter(index[pair.a] for pair in chosen), Counter(index[pair.b] for pair in chosen)
    met = {one for pair in settled for one in pair} | set(seeking) | set(giving)
    for one in sorted(met):
        if seeking[one] > int(play.seeks[one]) or giving[one] > int(play.room[one]):
            yield "too_many_places", {"person": problem.population.ids[one]}
    left = [one for place, one in enumerate(problem.population.ids) if place not in met]
    if left != [one.person for one in result.unmatched]:
        yield "altered_unmatched", {"person": ""}


def unmatched(problem: Problem, result: Result, play: Parts) -> Findings:
    """Those left out: the reasons counted again, the changes tried again."""
    for one in result.unmatched:
        person = problem.population.index[one.person]
        if one != directions.unmatched(problem, person, play, one.change):
            yield "altered_unmatched", {"person": one.person}
        elif one.change and not _would_help(problem, person, one.change, play):
            yield "altered_change", {"person": one.person}


def _would_help(problem: Problem, person: int, change: Change, play: Parts) -> bool:
    try:
        other, trial = problem.population.index[change.partner], changed(problem, person, change.code, change.params)
    except (LookupError, TypeError, ValueError):
        return False
    here = (slice(person, person + 1), slice(other, other + 1))
    ways = [here] if play.seeks[person] and play.gives[other] else []
    ways += [here[::-1]] if play.gives[person] and play.seeks[other] else []
    worths = [int(directions.values(trial, *way)[0, 0]) for way in ways]
    fits = change.value in worths and change.value >= problem.policy.objective.floor
    return fits and not scoring.barred(trial, *here)[0, 0]


def proof_of(problem: Problem, result: Result, chosen: list[Pair], play: Parts, spans: list[slice]) -> Findings:
    """Sums, cover and prices; also of rings, where everybody seeks and gives once."""
    proof, size = result.proof, len(problem.population)
    lengths = {len(proof.head_count), len(proof.worst_cover) or 2 * size, 2 * len(proof.prices), 2 * len(proof.giving)}
    if lengths != {2 * size} or proof.unit < 1 or proof.chairs or proof.odd_sets:
        yield "prices", {"shape": sorted(lengths)}
        return
    seeking, giving = np.array(proof.prices, np.int64), np.array(proof.giving, np.int64)
    weakest = min((pair.value for pair in chosen), default=0)
    yield from _sums(problem, result, chosen, play, weakest)
    if (seeking < 0).any() or (giving < 0).any() or (proof.base and not problem.policy.objective.most_people):
        yield "prices", {"below": 0}
    for rows in spans:
        values = directions.values(problem, rows, slice(0, size))
        may = directions.allowed(problem, rows, slice(0, size), values, play)
        asked = proof.unit * scoring.worth(problem.policy, values) - seeking[rows, None] - giving[None, :] - proof.base
        used = may & (values >= weakest) if proof.worst_cover else may
        past = _past(proof.head_count, rows, may)
        if past or (proof.worst_cover and _past(proof.worst_cover, rows, may & (values > weakest))):
            yield "head_count", {"rows": [rows.start, rows.stop]}
        if (asked[used] > 0).any():
            yield "prices", {"rows": [rows.start, rows.stop]}


def _sums(problem: Problem, result: Result, chosen: list[Pair], play: Parts, weakest: int) -> Findings:
    proof, objective = result.proof, problem.policy.objective
    total = int(scoring.worth(problem.policy, np.array([pair.value for pair in chosen], np.int64)).sum())
    most, bound = places_in(proof.head_count, play.room), _bound(proof, play.room, len(chosen))
    if proof.pairs_bound != most or len(chosen) > most:
        yield "head_count", {"pairs": len(chosen), "bound": most}
    asked = objective.best_worst and objective.most_people
    if proof.worst_cover and (places_in(proof.worst_cover, play.room) >= len(chosen) or not asked):
        yield "worst_pair", {"worst": weakest}
    steps = [("head_count", len(chosen), most), ("total", total, bound)]
    steps[1:1] = [("worst_pair", weakest, weakest)] if proof.worst_cover else []
    stated = [(step.name, step.reached, step.bound) for step in result.steps]
    if (result.value, result.bound, proof.bound_halves, stated) != (total, bound, 2 * bound, steps):
        yield "altered_totals", {}


def places_in(labels: tuple[int, ...], room: Int64) -> int:
    """How many pairs a cover allows: seekers once, givers as often as they have room."""
    cover = np.array(labels, np.int64) < 0
    return int(cover[: len(room)].sum()) + int((room * cover[len(room) :]).sum())


def _bound(proof: Proof, room: Int64, pairs: int) -> int:
    prices = sum(proof.prices) + sum(price * places for price, places in zip(proof.giving, room.tolist(), strict=True))
    return int((prices + proof.base * pairs) // proof.unit)


def _past(labels: tuple[int, ...], rows: slice, pairs: Bars | Block) -> bool:
    """Whether a pair touches no part of a cover."""
    cover, size = np.array(labels, np.int64) < 0, len(labels) // 2
    return bool((pairs & ~cover[:size][rows, None] & ~cover[size:][None, :]).any())
