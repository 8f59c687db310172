"""One pool too large for a matrix: the best candidates of everyone, an exact matching among them, prices tested on all pairs.

Scoring all pairs costs more than matching them, so each person keeps a few candidates; a pass over all pairs then looks for those that
the prices do not cover. They join the candidates, and the matching is solved again; in the end every price is raised by what
it still lacks, so that the bound holds over *all* pairs. The weakest pair is not raised in its own right: the result says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pariter import outcome, scoring
from pariter.blocks import best_partners_plain
from pariter.bounds import pairs_at_most, value_at_most
from pariter.kernels.blossom import Optimum
from pariter.kernels.graph import Graph
from pariter.kernels.jit import HAS_NUMBA
from pariter.kernels.sparse import heaviest_sparse
from pariter.problem import Problem
from pariter.progress import Reporter
from pariter.remedies import unmatched
from pariter.result import OddSet, Proof, Reason, Result, Step
from pariter.sheet import Dials, Sheet, dials, sheet
from pariter.tiles import best_partners, worths

CANDIDATES = 12  # kept for everybody; pricing finds what is missing
NEW_ONES = 8  # uncovered pairs a person that join the candidates in one round
ROUNDS = 3  # of pricing
BONUS = 200_000  # what a pair is worth more than anything it could be worth: most people come first
Int64 = npt.NDArray[np.int64]


@dataclass(slots=True)
class _Pool:
    """The problem as kernels see it, and the candidate pairs found so far: `one < other`, with their worth."""

    problem: Problem
    sheet: Sheet
    dial: Dials
    reporter: Reporter
    one: Int64 = field(default_factory=lambda: np.zeros(0, np.int64))
    other: Int64 = field(default_factory=lambda: np.zeros(0, np.int64))
    worth: Int64 = field(default_factory=lambda: np.zeros(0, np.int64))

    def uncovered(
        self, prices: Int64, count: int, stage: str, odd_sets: tuple[OddSet, ...] = ()
    ) -> tuple[npt.NDArray[np.int32], Int64]:
        """For everybody, the partners whose pair is worth more than its prices say, and by how much, in halves."""
        people = self.problem.population
        sizes = (len(people.skills), len(people.words))
        ticks = self.reporter.ticks(stage)
        if not HAS_NUMBA:
            return best_partners_plain(self.problem, count, prices=prices, odd_sets=odd_sets, tick=ticks)
        found = best_partners(self.sheet, self.dial, sizes, count, prices=prices, odd_sets=odd_sets, tick=ticks)
        return found.partners, found.values

    def add(self, partners: npt.NDArray[np.int32]) -> int:
        """Take pairs in as candidates; returns how many are new."""
        rows, places = np.nonzero(partners >= 0)
        ends = partners[rows, places].astype(np.int64)
        size, before = len(partners), len(self.one)
        keys = np.setdiff1d(np.minimum(rows, ends) * size + np.maximum(rows, ends), self.one * size + self.other)
        worth = worths(self.sheet, self.dial, keys // max(size, 1), keys % max(size, 1))
        one, other = np.concatenate([self.one, keys // max(size, 1)]), np.concatenate([self.other, keys % max(size, 1)])
        order = np.argsort(one * size + other)
        self.one, self.other, self.worth = one[order], other[order], np.concatenate([self.worth, worth])[order]
        return len(self.one) - before


@dataclass(frozen=True, slots=True)
class _Solved:
    """A matching among the candidates, and prices in halves that cover them, below 0 too; `chairs` as in `Proof`."""

    pairs: list[tuple[int, int]]
    prices: Int64
    chairs: tuple[int, ...]
    odd_sets: tuple[OddSet, ...]
    seated: npt.NDArray[np.bool_]


def solve(problem: Problem, *, engine: str, reporter: Reporter) -> Result:
    """Solve a large pool. See `pariter.solvers.Solver`."""
    outcome.refuse_barred_locks(problem)
    pool = _Pool(problem, sheet(problem), dials(problem), reporter)
    nothing = np.full(len(problem.population), -1, np.int64)  # below 0, so that pairs worth nothing are seen as well
    pool.add(pool.uncovered(nothing, CANDIDATES, "scoring")[0])
    solved, proof = _proven(pool)
    reporter.tell("leftovers", 0, 1)
    met = {*problem.locked.ravel().tolist(), *(one for pair in solved.pairs for one in pair)}
    over = [one for one in range(len(nothing)) if one not in met]
    places = outcome.place_leftovers(problem, {one: _strip(problem, one) for one in over}, solved.pairs, over)
    reporter.tell("explaining", 0, 1)
    total = _total(pool, solved.pairs)
    steps = (Step("head_count", len(solved.pairs), proof.pairs_bound), Step("total", total, proof.bound_halves // 2))
    result = Result(
        engine=engine, kind="pairs", people=len(nothing), problem_digest=problem.digest(), policy=problem.policy.to_mapping(),
        policy_digest=problem.policy.digest(), pairs=outcome.recorded_pairs(problem, places),
        groups=outcome.recorded_triads(problem, places), unmatched=unmatched(problem, places), value=total,
        bound=proof.bound_halves // 2, steps=steps, proof=proof, notes=_notes(problem),
    )  # fmt: skip
    reporter.tell("done", 1, 1)
    return result


def _notes(problem: Problem) -> tuple[Reason, ...]:
    return (Reason("worst_pair_not_raised"),) if problem.policy.objective.best_worst else ()


def _strip(problem: Problem, person: int) -> outcome.Strip:
    row, everyone = slice(person, person + 1), slice(0, len(problem.population))
    values = scoring.values(problem, row, everyone)[0]
    return outcome.Strip(
        values, ~scoring.barred(problem, row, everyone)[0] & (values >= problem.policy.objective.floor)
    )


def _total(pool: _Pool, pairs: list[tuple[int, int]]) -> int:
    size = len(pool.problem.population)
    keys = pool.one * size + pool.other
    asked = np.array([one * size + other for one, other in pairs], np.int64)
    return int(pool.worth[np.searchsorted(keys, asked)].sum())


def _proven(pool: _Pool) -> tuple[_Solved, Proof]:
    """Solve, price over all pairs, take in what is uncovered, again; then raise what is still too low."""
    solved = _solve(pool)
    for left in range(ROUNDS, 0, -1):
        pool.reporter.found = len(solved.pairs)
        partners, excess = pool.uncovered(solved.prices, NEW_ONES, "total", solved.odd_sets)
        lack = excess.max(axis=1, initial=0)
        if left == 1 or not pool.add(partners):
            break
        solved = _solve(pool)
    prices = np.where(solved.seated, solved.prices + (lack + 1) // 2, 0)
    labels = _labels(solved.seated)
    listed = tuple(prices.tolist())
    bound = value_at_most(listed, solved.chairs, solved.odd_sets)
    return solved, Proof(pairs_at_most(labels), labels, (), listed, solved.chairs, solved.odd_sets, bound)


def _labels(seated: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    """One island of all who could have a pair; everyone else on their own."""
    return tuple(np.where(seated, 0, np.cumsum(~seated)).tolist())


def _solve(pool: _Pool) -> _Solved:
    """The best matching among the candidates: most pairs by a bonus, and one chair if somebody must stay alone."""
    size = len(pool.problem.population)
    seated = np.zeros(size, bool)
    seated[pool.one] = seated[pool.other] = True
    crowd = np.flatnonzero(seated)
    bonus = BONUS if pool.problem.policy.objective.most_people else 0
    chair = len(crowd) % 2 if bonus else 0
    place = np.cumsum(seated) - 1
    one, other, weight = place[pool.one], place[pool.other], pool.worth + bonus
    if chair:
        one, other = (
            np.concatenate([one, np.arange(len(crowd))]),
            np.concatenate([other, np.full(len(crowd), len(crowd))]),
        )
        weight = np.concatenate([weight, np.full(len(crowd), bonus)])
    useful = weight > 0
    one, other, weight = one[useful], other[useful], weight[useful]
    ends, rows = np.concatenate([other, one]), np.concatenate([one, other])
    graph = Graph.of(len(crowd) + chair, rows, ends, np.concatenate([weight, weight]))
    best = heaviest_sparse(graph, tick=pool.reporter.ticks("total"))
    return _named(best, crowd, size, chair, bonus, seated)


def _named(best: Optimum, crowd: Int64, size: int, chair: int, bonus: int, seated: npt.NDArray[np.bool_]) -> _Solved:
    """Back from the crowd to the pool; the bonus leaves the prices, and those who stay alone get chairs at its price."""
    pairs = sorted(
        (int(crowd[one]), int(crowd[mate])) for one, mate in enumerate(best.mates) if one < mate < len(crowd)
    )
    prices = np.zeros(size, np.int64)
    prices[crowd] = np.array(best.prices[: len(crowd)], np.int64) - bonus
    chairs = (len(crowd) - 2 * len(pairs)) if bonus else 0
    priced = [best.prices[-1] - bonus] if chair else []
    priced += [bonus] * (chairs - chair)
    back = [*crowd.tolist(), size]
    odd_sets = tuple(OddSet(tuple(back[one] for one in members), price) for members, price in best.odd_sets)
    return _Solved(pairs, prices, tuple(priced), odd_sets, seated)
