"""Free hours in common; eight a week are as good as more."""

from __future__ import annotations

import numpy as np

from pariter.problem import Problem
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion, counts, hours_in_common, week

_ENOUGH = 8


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    stated = (problem.population.hours != 0).any(axis=1)
    part = np.minimum(counts(week(problem, rows), week(problem, cols)), _ENOUGH) * (FULL // _ENOUGH)
    return np.where(stated[rows][:, None] & stated[cols][None, :], part, UNKNOWN).astype(np.int32)


def _one(problem: Problem, me: int, you: int) -> int:
    if not problem.population.hours[[me, you]].any(axis=1).all():
        return UNKNOWN
    return min(len(hours_in_common(problem, me, you)), _ENOUGH) * (FULL // _ENOUGH)


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    hours = hours_in_common(problem, me, you)
    return (Reason("shared_hours", {"count": len(hours), "hours": hours[:3]}),) if hours else ()


CRITERION = Criterion("shared_hours", mutual=True, block=_block, one=_one, why=_why)
