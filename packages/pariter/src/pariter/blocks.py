"""What `pariter.tiles` does, in numpy alone: for large pools where numba is not installed. The same answers, slower."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from pariter import scoring
from pariter.bounds import Nest, around, nest
from pariter.problem import Problem
from pariter.result import OddSet

Int64 = npt.NDArray[np.int64]
_ROWS = 128


def best_partners_plain(
    problem: Problem, count: int, *, prices: Int64, odd_sets: Sequence[OddSet] = (),
    tick: Callable[[int, int], None] | None = None,
) -> tuple[npt.NDArray[np.int32], Int64]:  # fmt: skip
    """The partners and excesses that `pariter.tiles.best_partners` gives. About a hundred times slower than compiled tiles."""
    size = len(problem.population)
    free = np.ones(size, bool)
    free[problem.locked.ravel()] = False
    partners, values = np.full((size, count), -1, np.int32), np.zeros((size, count), np.int64)
    tree = nest(size, odd_sets)
    for rows in scoring.spans(size, _ROWS):
        excess = _excess(problem, rows, prices, tree, free)
        order = np.argsort(-excess, axis=1, kind="stable")[:, :count]
        best = np.take_along_axis(excess, order, axis=1)
        width = order.shape[1]
        partners[rows, :width] = np.where(best > 0, order, -1)
        values[rows, :width] = np.maximum(best, 0)
        if tick:
            tick(rows.stop, size)
    return partners, values


def _excess(problem: Problem, rows: slice, prices: Int64, tree: Nest, free: npt.NDArray[np.bool_]) -> Int64:
    """What each pair is worth beyond its prices, in halves; 0 where it is barred or covered, (rows, n)."""
    everyone = slice(0, len(free))
    pair_values = scoring.values(problem, rows, everyone)
    allowed = ~scoring.barred(problem, rows, everyone) & free[rows, None] & free[None, :]
    allowed &= pair_values >= problem.policy.objective.floor
    excess = 2 * scoring.worth(problem.policy, pair_values) - prices[rows, None] - prices[None, :]
    excess[~allowed] = 0
    one, other = np.nonzero(excess > 0)
    excess[one, other] -= around(tree, one + rows.start, other)
    return np.asarray(np.maximum(excess, 0), np.int64)
