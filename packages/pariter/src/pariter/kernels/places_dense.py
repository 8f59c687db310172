"""Seekers to givers among all pairs of a small pool: the exact assignment of scipy, with prices that prove it.

The same answers as `pariter.kernels.places`, without waiting for anything to be compiled; tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pariter.kernels.placed import Int64, Placed

Mask = npt.NDArray[np.bool_]


def place_dense(allowed: Mask, worths: Int64, room: Int64, *, most_people: bool) -> Placed:
    """The best places for seekers, exactly. `allowed`, `worths`: (n, n), seekers in rows; `room`: (n,) of givers.

    Complexity: O(seekers² · places).
    """
    size = len(room)
    seekers, givers = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(allowed.any(axis=0) & (room > 0))
    held, inner = np.minimum(room[givers], len(seekers)), np.ix_(seekers, givers)
    may, bonus = allowed[inner], 20_000 * (len(seekers) + 1) if most_people else 0
    worth = np.where(may, worths[inner] + bonus, -1)
    giver_of, giving = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    mine = _assigned(worth, held)
    price = _prices(worth, mine, len(givers))
    giver_of[seekers] = np.where(mine >= 0, givers[mine] if len(givers) else -1, -1)
    giving[givers] = price
    seeking = np.zeros(size, np.int64)
    seeking[seekers] = np.maximum(0, (worth - price[None, :]).max(axis=1, initial=0)) if len(givers) else 0
    return Placed(giver_of, seeking, giving, -bonus, cover_of(allowed, giver_of, room), 1)


def _assigned(worth: Int64, held: Int64) -> Int64:
    """The giver of each seeker among those that count, −1 for whoever stays out."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to load

    slots = np.repeat(np.arange(len(held)), held)
    mine = np.full(len(worth), -1, np.int64)
    if slots.size:
        rows, places = linear_sum_assignment(np.maximum(worth, 0)[:, slots], maximize=True)
        mine[rows] = slots[places]
        mine[rows] = np.where(worth[rows, mine[rows]] >= 0, mine[rows], -1)
    return mine


def _prices(worth: Int64, mine: Int64, givers: int) -> Int64:
    """The lowest prices of givers at which nobody would rather move (longest paths, Bellman and Ford)."""
    price = np.zeros(givers, np.int64)
    placed = mine >= 0
    got = np.where(placed, worth[np.arange(len(worth)), mine], 0) if givers else np.zeros(len(worth), np.int64)
    while givers and len(worth):
        kept = got - np.where(placed, price[mine], 0)
        asked = np.where(worth >= 0, worth - kept[:, None], 0).max(axis=0)
        if not (asked > price).any():
            break
        price = np.maximum(price, asked)
    return price


def cover_of(allowed: Mask, giver_of: Int64, room: Int64) -> Mask:
    """The least cover of all pairs, given the largest placing: see `pariter.kernels.cover`, (2n,)."""
    size = len(room)
    useful = allowed & (room > 0)[None, :]
    crowded, scarce = useful.any(axis=1) & (giver_of < 0), np.zeros(size, bool)
    fresh = crowded
    while fresh.any():
        reached = useful[fresh].any(axis=0) & ~scarce
        scarce |= reached
        fresh = (giver_of >= 0) & reached[giver_of] & ~crowded
        crowded |= fresh
    return np.concatenate([(giver_of >= 0) & ~crowded, scarce])


def most_placed(allowed: Mask, room: Int64, worths: npt.NDArray[np.integer], pairs: int, steps: Sequence[int]) -> int:
    """The largest of `steps` (ascending) such that so many pairs of at least that worth exist, by halving."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to load
    from scipy.sparse.csgraph import maximum_bipartite_matching  # noqa: PLC0415

    seekers, givers = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(allowed.any(axis=0) & (room > 0))
    slots = np.repeat(givers, np.minimum(room[givers], len(seekers)))
    may, worth = allowed[np.ix_(seekers, slots)], worths[np.ix_(seekers, slots)]
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high + 1) // 2
        found = maximum_bipartite_matching(csr_matrix(may & (worth >= steps[middle])), perm_type="column")
        if int((found >= 0).sum()) >= pairs:
            low = middle
        else:
            high = middle - 1
    return int(steps[low])
