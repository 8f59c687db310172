"""Our levels are close: each level apart costs a quarter."""

from __future__ import annotations

import numpy as np

from pariter.problem import Problem
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion, pick

_STEP = FULL // 4


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    mine, yours = pick(problem.population.level, rows, cols)
    part = np.maximum(0, FULL - _STEP * np.abs(mine - yours))
    return np.where((mine < 0) | (yours < 0), UNKNOWN, part).astype(np.int32)


def _one(problem: Problem, me: int, you: int) -> int:
    mine, yours = map(int, problem.population.level[[me, you]])
    return UNKNOWN if mine < 0 or yours < 0 else max(0, FULL - _STEP * abs(mine - yours))


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    mine, yours = map(int, problem.population.level[[me, you]])
    close = mine >= 0 and yours >= 0 and abs(mine - yours) <= 1
    return (Reason("close_levels", {"distance": abs(mine - yours)}),) if close else ()


CRITERION = Criterion("level_proximity", mutual=True, block=_block, one=_one, why=_why)
