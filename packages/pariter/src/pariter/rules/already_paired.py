"""A pair that ended less than `months` ago is not made again; 0 means never again."""

from __future__ import annotations

from typing import Any

from pariter.problem import Problem
from pariter.terms import Bars, Params, Rule, mark_pairs, months_since


def _block(problem: Problem, rows: slice, cols: slice, params: Params) -> Bars:
    past, months = problem.past, params["months"]
    return mark_pairs(past[(past[:, 2] < months) | (months == 0)], rows, cols)


def _one(problem: Problem, me: int, you: int, params: Params) -> dict[str, Any] | None:
    ago, months = months_since(problem, me, you), params["months"]
    return {"ago": ago, "months": months} if ago is not None and (ago < months or months == 0) else None


RULE = Rule("already_paired", block=_block, one=_one)
