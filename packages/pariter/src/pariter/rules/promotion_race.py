"""Two people in one promotion race are rivals, and are not paired."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule, pick


def _block(problem: Problem, rows: slice, cols: slice, _: Params) -> Bars:
    mine, yours = pick(problem.population.race, rows, cols)
    return np.asarray((mine == yours) & (mine >= 0), bool)


def _one(problem: Problem, me: int, you: int, _: Params) -> dict[str, Any] | None:
    race = problem.population.race
    return {} if race[me] == race[you] and race[me] >= 0 else None


RULE = Rule("promotion_race", block=_block, one=_one)
