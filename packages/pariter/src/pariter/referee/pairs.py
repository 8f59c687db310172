"""The proof of one pool: the head count, the weakest pair and the prices, against every pair that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pariter import scoring
from pariter.bounds import Nest, around, nest, pairs_at_most, value_at_most
from pariter.problem import Problem
from pariter.result import Proof, Result
from pariter.terms import Bars, Block

Int64 = npt.NDArray[np.int64]
Findings = Iterator[tuple[str, dict[str, Any]]]
_ROWS = 16  # people next to each other, of a sample


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a result claims, as arrays: the labels, the prices, and the weakest pair of the matching."""

    problem: Problem
    free: Bars
    islands: Int64
    cover: Int64 | None
    prices: Int64
    tree: Nest
    weakest: int


def findings(problem: Problem, result: Result, sample: int | None, seed: int) -> Findings:
    """What is wrong with the proof of pairs, as codes with parameters."""
    index, proof, size = problem.population.index, result.proof, len(problem.population)
    records = [(p.a, p.b, p.value) for p in result.pairs if not (p.second or p.locked)]
    records += [(p.a, p.b, p.value) for group in result.groups for p in group.pairs if (p.a, p.b) == group.host]
    got = np.array([value for _, _, value in records], np.int64)
    weakest = min((value for _, _, value in records), default=0)
    yield from _sums(problem, result, got, weakest)
    if (
        {len(proof.prices), len(proof.head_count), len(proof.worst_cover) or size} != {size}
        or not _nested(proof)
        or _foreign(proof)
    ):
        yield "prices", {"odd_sets": len(proof.odd_sets)}
        return
    cover = np.array(proof.worst_cover, np.int64) if proof.worst_cover else None
    free = ~np.isin(np.arange(size), problem.locked)
    tree, prices = nest(size, proof.odd_sets), np.array(proof.prices, np.int64)
    claim = _Claim(problem, free, np.array(proof.head_count, np.int64), cover, prices, tree, weakest)
    seated = np.zeros(size, bool)
    seated[[index[one] for a, b, _ in records for one in (a, b)]] = True
    for rows, cols in _blocks(seated, sample, seed):
        used, broken = _tested(claim, rows, cols)
        seated[rows] |= used.any(axis=1)
        seated[cols] |= used.any(axis=0)
        yield from ((code, {"rows": [rows.start, rows.stop]}) for code in broken)
    chairs = int(seated.sum()) - 2 * len(records) if problem.policy.objective.most_people else 0
    if len(proof.chairs) != chairs or not _sound(proof, seated, signed=problem.policy.objective.most_people):
        yield "prices", {"chairs": chairs}


def _sums(problem: Problem, result: Result, got: Int64, weakest: int) -> Findings:
    """The totals, added up; a bound below what was reached; a weakest pair that could be stronger."""
    proof, asked = result.proof, problem.policy.objective
    total = int(scoring.worth(problem.policy, got).sum())
    most, bound = pairs_at_most(proof.head_count), value_at_most(proof.prices, proof.chairs, proof.odd_sets)
    if proof.pairs_bound != most or len(got) > most:
        yield "head_count", {"pairs": len(got), "bound": most}
    if proof.worst_cover and (pairs_at_most(proof.worst_cover) >= len(got) or not asked.best_worst):
        yield "worst_pair", {"worst": weakest}
    steps = [("head_count", len(got), most), ("total", total, bound // 2)]
    steps[1:1] = [("worst_pair", weakest, weakest)] if proof.worst_cover else []
    stated = [(step.name, step.reached, step.bound) for step in result.steps]
    if (result.value, result.bound, proof.bound_halves, stated) != (total, bound // 2, bound, steps):
        yield "altered_totals", {}


def _blocks(seated: Bars, sample: int | None, seed: int) -> Iterator[tuple[slice, slice]]:
    """All pairs once; or, as a sample, some people and everybody without a pair of their own, each against everyone."""
    size = len(seated)
    if sample is None or sample >= size:
        yield from ((rows, slice(rows.start, size)) for rows in scoring.spans(size))
        return
    spans = list(scoring.spans(size, _ROWS))
    drawn = np.random.default_rng(seed).choice(len(spans), min(len(spans), -(-sample // _ROWS)), replace=False)
    yield from ((spans[place], slice(0, size)) for place in sorted(drawn.tolist()))
    yield from ((slice(one, one + 1), slice(0, size)) for one in np.flatnonzero(~seated).tolist())


def _tested(claim: _Claim, rows: slice, cols: slice) -> tuple[Bars, list[str]]:
    """One block: the pairs that count, and what they break."""
    problem, broken = claim.problem, list[str]()
    pool = ~scoring.barred(problem, rows, cols) & claim.free[rows, None] & claim.free[None, cols]
    if not pool.any():
        return pool, []
    values = scoring.values(problem, rows, cols)
    pool &= values >= problem.policy.objective.floor
    used = pool if claim.cover is None else pool & (values >= claim.weakest)
    if _bridges(claim.islands, rows, cols, pool):
        broken.append("head_count")
    if claim.cover is not None and _bridges(claim.cover, rows, cols, pool & (values > claim.weakest)):
        broken.append("worst_pair")
    if not _covered(claim, rows, cols, used, values):
        broken.append("prices")
    return used, broken


def _bridges(labels: Int64, rows: slice, cols: slice, pairs: Bars) -> bool:
    """Whether a pair runs between two islands without touching a hub."""
    mine, yours = labels[rows, None], labels[None, cols]
    return bool(pairs[(mine >= 0) & (yours >= 0) & (mine != yours)].any())


def _covered(claim: _Claim, rows: slice, cols: slice, used: Bars, values: Block) -> bool:
    """Whether the prices of every pair in use, with the odd sets around it, come to twice its worth."""
    worth = 2 * scoring.worth(claim.problem.policy, values)
    missing = worth - claim.prices[rows, None] - claim.prices[None, cols]
    one, other = np.nonzero(used & (missing > 0))
    return not bool((missing[one, other] > around(claim.tree, one + rows.start, other + cols.start)).any())


def _sound(proof: Proof, seated: Bars, *, signed: bool) -> bool:
    """Whether whoever needs no seat costs nothing, and chairs are covered too."""
    prices, size = np.array(proof.prices, np.int64), len(proof.prices)
    if prices[~seated].any() or (not signed and (prices < 0).any()):
        return False
    wide = [one for one in proof.odd_sets if max(one.members) >= size]
    for place, price in enumerate(proof.chairs, size):
        asked = prices + price
        for one in (one for one in wide if place in one.members):
            asked[[member for member in one.members if member < size]] += one.price
        if (asked[seated] < 0).any():
            return False
    return True


def _foreign(proof: Proof) -> bool:
    """Whether it holds what only proofs of other kinds do."""
    return (proof.giving, proof.base, proof.unit) != ((), 0, 2)


def _nested(proof: Proof) -> bool:
    """Whether odd sets are odd, cost something, and lie inside each other or apart: each made of whole smaller ones."""
    outer = np.full(len(proof.prices) + len(proof.chairs), -1)
    sizes: list[int] = []
    for number, one in enumerate(sorted(proof.odd_sets, key=lambda odd: len(odd.members))):
        members = np.unique(np.array(one.members, np.int64))
        odd = len(members) == len(one.members) and len(members) % 2 == 1 and one.price >= 0
        if not odd or members[0] < 0 or members[-1] >= len(outer):
            return False
        inner, counts = np.unique(outer[members], return_counts=True)
        if any(sizes[place] != count for place, count in zip(inner, counts, strict=True) if place >= 0):
            return False
        outer[members] = number
        sizes.append(len(members))
    return True
