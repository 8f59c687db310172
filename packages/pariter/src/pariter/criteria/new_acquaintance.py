"""We do not know each other yet: neither paired before, nor of one department on one site."""

from __future__ import annotations

import numpy as np

from pariter.problem import Problem
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion, months_since, pick

_FORGOTTEN = 48  # months after which a past pair is new again


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    people = problem.population
    department, yours = pick(people.department, rows, cols)
    site, place = pick(people.site, rows, cols)
    near = (department == yours) & (department >= 0) & (site == place) & (site >= 0)
    part = np.where(near, UNKNOWN, FULL).astype(np.int32)
    age = np.minimum(problem.past[:, 2], _FORGOTTEN) * FULL // _FORGOTTEN
    for one, other in ((0, 1), (1, 0)):
        a, b = problem.past[:, one], problem.past[:, other]
        here = (a >= rows.start) & (a < rows.stop) & (b >= cols.start) & (b < cols.stop)
        part[a[here] - rows.start, b[here] - cols.start] = age[here]
    return part


def _one(problem: Problem, me: int, you: int) -> int:
    months = months_since(problem, me, you)
    if months is not None:
        return min(months, _FORGOTTEN) * FULL // _FORGOTTEN
    people = problem.population
    near = all(column[me] == column[you] >= 0 for column in (people.department, people.site))
    return UNKNOWN if near else FULL


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    months = months_since(problem, me, you)
    if months is not None:
        return (Reason("met_before", {"months": months}),)
    return (Reason("new_acquaintance"),) if _one(problem, me, you) == FULL else ()


CRITERION = Criterion("new_acquaintance", mutual=True, block=_block, one=_one, why=_why)
