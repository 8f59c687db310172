"""One pool, everybody gives and seeks: the exact solver for pools whose pairs fit into a matrix.

Most people above the floor, then the best possible weakest pair, then the total; each step proven. The matching is of
maximum weight in a general graph (Edmonds 1965), see `pariter.kernels.exact`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pariter import outcome, scoring
from pariter.bounds import pairs_at_most, value_at_most
from pariter.kernels.blossom import Optimum
from pariter.kernels.exact import heaviest
from pariter.kernels.islands import islands
from pariter.problem import Problem
from pariter.progress import Reporter
from pariter.result import OddSet, Proof, Result, Step
from pariter.terms import Bars, Block


@dataclass(frozen=True, slots=True)
class _Head:
    """How many pairs there can be, and the labels that prove it."""

    pairs: int
    labels: tuple[int, ...]


def solve(problem: Problem, *, engine: str, reporter: Reporter) -> Result:
    """Solve one pool exactly. See `pariter.solvers.Solver`."""
    outcome.refuse_barred_locks(problem)
    values, allowed = scoring.market(problem, reporter.ticks("scoring"))
    pool = allowed.copy()
    settled = np.unique(problem.locked)
    pool[settled, :] = pool[:, settled] = False
    steps, proof, pairs = _matching(problem, values, pool, reporter)
    reporter.tell("leftovers", 0, 1)
    met = {*settled.tolist(), *(one for pair in pairs for one in pair)}
    over = [one for one in range(len(values)) if one not in met]
    places = outcome.place_leftovers(problem, values, allowed, pairs, over)
    reporter.tell("explaining", 0, 1)
    total = int(sum(scoring.worth(problem.policy, values[a, b]) for a, b in pairs))
    result = Result(
        engine=engine, kind="pairs", people=len(values),
        problem_digest=problem.digest(), policy=problem.policy.to_mapping(), policy_digest=problem.policy.digest(),
        pairs=outcome.recorded_pairs(problem, places), groups=outcome.recorded_triads(problem, places),
        unmatched=tuple(outcome.unmatched(problem, person) for person in places.out),
        value=total, bound=proof.bound_halves // 2, steps=steps, proof=proof,
    )  # fmt: skip
    reporter.tell("done", 1, 1)
    return result


def _matching(
    problem: Problem, values: Block, pool: Bars, reporter: Reporter
) -> tuple[tuple[Step, ...], Proof, list[tuple[int, int]]]:
    """The three steps of the objective, one after the other."""
    objective, size = problem.policy.objective, len(values)
    worth = scoring.worth(problem.policy, values)
    reporter.tell("head_count", 0, 1)
    head, threshold, cover = _head_count(pool), 0, ()
    if objective.most_people and objective.best_worst and head.pairs:
        threshold = _best_worst(values, pool, head.pairs, reporter)
        cover = _head_count(pool & (values > threshold)).labels
    bonus = 10_000 * max(1, size // 2) + 1 if objective.most_people else 0
    used = pool & (values >= threshold)
    best = heaviest(used, worth + bonus, tick=reporter.ticks("total"))
    pairs = [(one, mate) for one, mate in enumerate(best.mates) if one < mate]
    proof = _proof(best, head, cover, 2 * bonus, len(pairs))
    reporter.found, reporter.bound = len(pairs), proof.bound_halves // 2
    costs = _costs(pool, worth, bonus, proof.bound_halves // 2) if objective.most_people else {}
    steps = [Step("head_count", len(pairs), head.pairs, costs.get("head_count"))]
    if cover:
        steps.append(Step("worst_pair", threshold, threshold, costs.get("worst_pair")))
    total = int(sum(worth[one, other] for one, other in pairs))
    steps.append(Step("total", total, proof.bound_halves // 2))
    return tuple(steps), proof, pairs


def _head_count(pool: Bars) -> _Head:
    """The most pairs the pool allows, proven."""
    most = heaviest(pool, np.ones(pool.shape, np.int64))
    labels = tuple(islands(pool, most))
    return _Head(pairs_at_most(labels), labels)


def _best_worst(values: Block, pool: Bars, pairs: int, reporter: Reporter) -> int:
    """The largest value that every one of so many pairs can reach, by halving."""
    steps = np.unique(values[pool])
    low, high = 0, len(steps) - 1
    if 2 * pairs == len(values):  # everybody has a pair: nobody's best can be below it
        best = np.where(pool, values, -1).max(axis=1).min()
        high = int(np.searchsorted(steps, best))
    while low < high:
        reporter.tell("worst_pair", 0, high - low)
        middle = (low + high + 1) // 2
        if _head_count(pool & (values >= steps[middle])).pairs >= pairs:
            low = middle
        else:
            high = middle - 1
    return int(steps[low])


def _proof(best: Optimum, head: _Head, cover: tuple[int, ...], bonus: int, pairs: int) -> Proof:
    odd_sets = tuple(OddSet(tuple(members), price) for members, price in best.odd_sets)
    bound = value_at_most(best.prices, odd_sets, bonus, pairs)
    return Proof(head.pairs, head.labels, cover, bonus, tuple(best.prices), odd_sets, bound)


def _costs(pool: Bars, worth: np.ndarray[tuple[int, int], np.dtype[np.int64]], bonus: int, total: int) -> Mapping[str, int]:
    """What the head count, and then the weakest pair, took from the total: each by solving without it."""
    anyhow = _total(heaviest(pool, worth), 0)
    most = _total(heaviest(pool, worth + bonus), bonus)
    return {"head_count": anyhow - most, "worst_pair": most - total}


def _total(best: Optimum, bonus: int) -> int:
    pairs = sum(mate >= 0 for mate in best.mates) // 2
    halves = sum(best.prices) + sum(price * (len(members) // 2) for members, price in best.odd_sets)
    return halves // 2 - bonus * pairs
