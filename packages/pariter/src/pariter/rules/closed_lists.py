"""People on a closed list do not meet each other, or do not meet those it is closed to."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule


def _block(problem: Problem, rows: slice, cols: slice, _: Params) -> Bars:
    barred = np.zeros((rows.stop - rows.start, cols.stop - cols.start), bool)
    for _name, people, others in problem.closed:
        here, there = (np.isin(np.arange(len(problem.population)), side) for side in (people, others))
        barred |= (here[rows, None] & there[None, cols]) | (there[rows, None] & here[None, cols])
    return barred


def _one(problem: Problem, me: int, you: int, _: Params) -> dict[str, Any] | None:
    for name, people, others in problem.closed:
        if (me in people and you in others) or (you in people and me in others):
            return {"list": name}
    return None


RULE = Rule("closed_lists", block=_block, one=_one)
