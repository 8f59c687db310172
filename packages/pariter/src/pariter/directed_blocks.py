"""Pairs of seekers and givers that prices fail to cover, found among all pairs in blocks: numpy alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pariter import directions, scoring
from pariter.directions import Int64, Parts
from pariter.problem import Problem

_ROWS = 128


def uncovered(
    problem: Problem, play: Parts, count: int, *, seeking: Int64, giving: Int64, base: int, unit: int,
    tick: Callable[[int, int], None] | None = None,
) -> tuple[Int64, Int64]:  # fmt: skip
    """For every seeker the `count` givers of greatest `unit · worth − seeking − giving − base`, where that is above 0.

    Returns
    -------
    partners (n, count), −1 where there are fewer, best first; and what is lacking, 0 there.

    Complexity: O(people²).
    """
    size = len(problem.population)
    partners, lack = np.full((size, count), -1, np.int64), np.zeros((size, count), np.int64)
    for rows in scoring.spans(size, _ROWS):
        if not play.seeks[rows].any():
            continue
        values = directions.values(problem, rows, slice(0, size))
        may = directions.allowed(problem, rows, slice(0, size), values, play)
        excess = unit * scoring.worth(problem.policy, values) - seeking[rows, None] - giving[None, :] - base
        excess[~may] = 0
        order = np.argsort(-excess, axis=1, kind="stable")[:, :count]
        best = np.take_along_axis(excess, order, axis=1)
        width = order.shape[1]
        partners[rows, :width] = np.where(best > 0, order, -1)
        lack[rows, :width] = np.maximum(best, 0)
        if tick:
            tick(rows.stop, size)
    return partners, lack


def worths_of(problem: Problem, seekers: Int64, givers: Int64) -> Int64:
    """What each of a list of allowed pairs adds to the total, (pairs,)."""
    found = np.zeros(len(seekers), np.int64)
    order = np.argsort(seekers, kind="stable")
    for rows in scoring.spans(len(problem.population), _ROWS):
        low, high = np.searchsorted(seekers[order], [rows.start, rows.stop])
        if low < high:
            here = order[low:high]
            block = directions.values(problem, rows, slice(0, len(problem.population)))
            found[here] = block[seekers[here] - rows.start, givers[here]]
    return scoring.worth(problem.policy, found)
