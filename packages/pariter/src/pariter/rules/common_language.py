"""A pair needs a language that both speak. If nobody states one, there is nothing to judge."""

from __future__ import annotations

from typing import Any

import numpy as np

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule


def _block(problem: Problem, rows: slice, cols: slice, _: Params) -> Bars:
    spoken = problem.population.languages
    return np.asarray(((spoken[rows, None] & spoken[None, cols]) == 0) & bool(spoken.any()), bool)


def _one(problem: Problem, me: int, you: int, _: Params) -> dict[str, Any] | None:
    spoken = problem.population.languages
    return {} if spoken.any() and not spoken[me] & spoken[you] else None


RULE = Rule("common_language", block=_block, one=_one)
