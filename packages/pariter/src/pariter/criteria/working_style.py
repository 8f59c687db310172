"""Our answers about working style are close. Optional; only questions that both answered count."""

from __future__ import annotations

import numpy as np

from pariter.problem import Problem
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion

_STEP = FULL // 4  # answers run from 1 to 5
_SIMILAR = 7_500


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    style = problem.population.style
    apart = np.zeros((rows.stop - rows.start, cols.stop - cols.start), np.int32)
    asked = np.zeros_like(apart)
    for answers in style.T:
        mine, yours = answers[rows, None], answers[None, cols]
        both = (mine > 0) & (yours > 0)
        apart += np.where(both, np.abs(mine - yours), 0)
        asked += both
    return np.where(asked > 0, FULL - _STEP * apart // np.maximum(asked, 1), UNKNOWN).astype(np.int32)


def _one(problem: Problem, me: int, you: int) -> int:
    mine, yours = problem.population.style[[me, you]]
    both = (mine > 0) & (yours > 0)
    if not both.any():
        return UNKNOWN
    return FULL - _STEP * int(np.abs(mine - yours)[both].sum()) // int(both.sum())


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    return (Reason("similar_style"),) if _one(problem, me, you) >= _SIMILAR else ()


CRITERION = Criterion("working_style", mutual=True, block=_block, one=_one, why=_why)
