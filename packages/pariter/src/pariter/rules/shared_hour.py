"""A pair needs so many free hours a week in common. If nobody states hours, there is nothing to judge."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule, counts, hours_in_common, week


def _block(problem: Problem, rows: slice, cols: slice, params: Params) -> Bars:
    stated = bool(problem.population.hours.any())
    return np.asarray((counts(week(problem, rows), week(problem, cols)) < params["hours"]) & stated, bool)


def _one(problem: Problem, me: int, you: int, params: Params) -> dict[str, Any] | None:
    if not problem.population.hours.any():
        return None
    shared = len(hours_in_common(problem, me, you))
    return {"shared": shared, "hours": params["hours"]} if shared < params["hours"] else None


RULE = Rule("shared_hour", block=_block, one=_one)
