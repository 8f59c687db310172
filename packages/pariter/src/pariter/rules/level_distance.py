"""Levels at least, and at most, so far apart. Where one is unknown the rule bars nothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule, pick


def _block(problem: Problem, rows: slice, cols: slice, params: Params) -> Bars:
    mine, yours = pick(problem.population.level, rows, cols)
    apart = np.abs(mine - yours)
    return np.asarray((mine >= 0) & (yours >= 0) & ((apart < params["at_least"]) | (apart > params["at_most"])), bool)


def _one(problem: Problem, me: int, you: int, params: Params) -> dict[str, Any] | None:
    mine, yours = map(int, problem.population.level[[me, you]])
    apart = abs(mine - yours)
    if mine < 0 or yours < 0 or params["at_least"] <= apart <= params["at_most"]:
        return None
    return {"distance": apart, "at_least": params["at_least"], "at_most": params["at_most"]}


RULE = Rule("level_distance", block=_block, one=_one)
