"""Same or different site, as the programme asks. Where one is unknown the rule bars nothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule, pick


def _block(problem: Problem, rows: slice, cols: slice, params: Params) -> Bars:
    mine, yours = pick(problem.population.site, rows, cols)
    known = (mine >= 0) & (yours >= 0)
    if params["must"] == "any":
        return np.zeros_like(known)
    return np.asarray(known & ((mine == yours) if params["must"] == "different" else (mine != yours)), bool)


def _one(problem: Problem, me: int, you: int, params: Params) -> dict[str, Any] | None:
    mine, yours = map(int, problem.population.site[[me, you]])
    if mine < 0 or yours < 0 or params["must"] == "any" or (mine == yours) == (params["must"] == "same"):
        return None
    return {"must": params["must"]}


RULE = Rule("site", block=_block, one=_one)
