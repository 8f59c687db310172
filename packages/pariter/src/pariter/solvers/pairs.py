"""One pool, everybody gives and seeks: the exact solver for pools whose pairs fit into a matrix.

Most people above the floor, then the best possible weakest pair, then the total; each step proven. The matching is of
maximum weight in a general graph (Edmonds 1965), see `pariter.kernels.exact`.
"""

from __future__ import annotations

import numpy as np

from pariter import outcome, scoring
from pariter.kernels.head import head_count, most_at_least
from pariter.problem import Problem
from pariter.progress import Reporter
from pariter.remedies import unmatched
from pariter.result import Proof, Result, Step
from pariter.seating import seated
from pariter.terms import Bars, Block

COSTED_UP_TO = (
    500  # people; beyond, what the head count costs the total is not worked out: it takes as long as all the rest
)


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
    strips = {one: outcome.Strip(values[one], allowed[one]) for one in over}
    places = outcome.place_leftovers(problem, strips, pairs, over)
    reporter.tell("explaining", 0, 1)
    total = int(sum(scoring.worth(problem.policy, values[a, b]) for a, b in pairs))
    result = Result(
        engine=engine, kind="pairs", people=len(values),
        problem_digest=problem.digest(), policy=problem.policy.to_mapping(), policy_digest=problem.policy.digest(),
        pairs=outcome.recorded_pairs(problem, places), groups=outcome.recorded_triads(problem, places),
        unmatched=unmatched(problem, places),
        value=total, bound=proof.bound_halves // 2, steps=steps, proof=proof,
    )  # fmt: skip
    reporter.tell("done", 1, 1)
    return result


def _matching(
    problem: Problem, values: Block, pool: Bars, reporter: Reporter
) -> tuple[tuple[Step, ...], Proof, list[tuple[int, int]]]:
    """The three steps of the objective, one after the other."""
    objective = problem.policy.objective
    worth = scoring.worth(problem.policy, values)
    reporter.tell("head_count", 0, 1)
    head = head_count(pool)
    most = head.pairs if objective.most_people else None
    first = seated(pool, worth, most, tick=reporter.ticks("total"))
    best, threshold, cover = first, 0, tuple[int, ...]()
    if objective.most_people and objective.best_worst and head.pairs:
        threshold = _best_worst(values, pool, first.pairs, reporter)
        cover = head_count(pool & (values > threshold)).labels
        best = seated(pool & (values >= threshold), worth, most, tick=reporter.ticks("total"))
    proof = Proof(head.pairs, head.labels, cover, best.prices, best.chairs, best.odd_sets, best.halves)
    reporter.found, reporter.bound = len(best.pairs), best.halves // 2
    total = sum(int(worth[one, other]) for one, other in best.pairs)
    costed = objective.most_people and len(values) <= COSTED_UP_TO
    cost = seated(pool, worth, None).halves // 2 - first.halves // 2 if costed else None
    steps = [Step("head_count", len(best.pairs), head.pairs, cost)]
    steps += [Step("worst_pair", threshold, threshold, first.halves // 2 - total)] if cover else []
    steps.append(Step("total", total, best.halves // 2))
    return tuple(steps), proof, best.pairs


def _best_worst(values: Block, pool: Bars, pairs: list[tuple[int, int]], reporter: Reporter) -> int:
    """The largest value that every one of so many pairs can reach, by halving. `pairs`: a matching of that many."""
    weakest = min(int(values[one, other]) for one, other in pairs)
    best = np.where(pool, values, -1).max(axis=1)
    ceiling = np.sort(best[best >= 0])[-2 * len(pairs)]  # so many people must reach it at all
    steps = np.unique(values[pool & (values >= weakest) & (values <= ceiling)])
    return most_at_least(pool, values, len(pairs), steps.tolist(), reporter.ticks("worst_pair"))
