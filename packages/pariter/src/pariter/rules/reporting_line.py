"""Nobody is paired with their boss, nor their boss's boss, up to `levels`."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule


def _chain(problem: Problem, one: int, levels: int) -> list[int]:
    """The rows of the bosses of one person, nearest first; a loop in the chart ends it."""
    chain: list[int] = []
    boss = int(problem.population.managers[one])
    while boss >= 0 and boss != one and boss not in chain and len(chain) < levels:
        chain.append(boss)
        boss = int(problem.population.managers[boss])
    return chain


def _block(problem: Problem, rows: slice, cols: slice, params: Params) -> Bars:
    managers = problem.population.managers
    mine, yours = np.arange(rows.start, rows.stop), np.arange(cols.start, cols.stop)
    barred = np.zeros((len(mine), len(yours)), bool)
    above = managers
    for _ in range(min(int(params["levels"]), len(managers))):
        if not (above >= 0).any():
            break
        barred |= (above[rows, None] == yours[None, :]) | (above[None, cols] == mine[:, None])
        above = np.where(above >= 0, managers[above], -1)
    return barred


def _one(problem: Problem, me: int, you: int, params: Params) -> dict[str, Any] | None:
    ids, levels = problem.population.ids, int(params["levels"])
    for boss, report in ((you, me), (me, you)):
        chain = _chain(problem, report, levels)
        if boss in chain:
            return {"manager": ids[boss], "report": ids[report], "levels": chain.index(boss) + 1}
    return None


RULE = Rule("reporting_line", block=_block, one=_one)
