"""We work in different departments."""

from __future__ import annotations

import numpy as np

from pariter.problem import Problem
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion, pick


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    mine, yours = pick(problem.population.department, rows, cols)
    part = np.where(mine == yours, 0, FULL)
    return np.where((mine < 0) | (yours < 0), UNKNOWN, part).astype(np.int32)


def _one(problem: Problem, me: int, you: int) -> int:
    mine, yours = problem.population.department[[me, you]]
    if mine < 0 or yours < 0:
        return UNKNOWN
    return 0 if mine == yours else FULL


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    people = problem.population
    if _one(problem, me, you) != FULL:
        return ()
    a, b = sorted((me, you))
    names = {"a": people.departments[people.department[a]], "b": people.departments[people.department[b]]}
    return (Reason("different_department", names),)


CRITERION = Criterion("different_department", mutual=True, block=_block, one=_one, why=_why)
