"""Two people with one manager are not paired."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule, pick


def _block(problem: Problem, rows: slice, cols: slice, _: Params) -> Bars:
    mine, yours = pick(problem.population.managers[: len(problem.population)], rows, cols)
    return np.asarray((mine == yours) & (mine >= 0), bool)


def _one(problem: Problem, me: int, you: int, _: Params) -> dict[str, Any] | None:
    people = problem.population
    boss = people.managers[me]
    return {"manager": people.staff[boss]} if boss == people.managers[you] and boss >= 0 else None


RULE = Rule("same_manager", block=_block, one=_one)
