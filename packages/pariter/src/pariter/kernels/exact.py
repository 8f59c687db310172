"""Exact maximum-weight matching in a general graph, for pools whose pairs fit into a matrix.

The linear relaxation is an assignment problem on the *double cover* (everybody once as bidder, once as object, or with
themselves: alone). Its prices, averaged over both sides, cover every edge; its cycles of even length fall apart into pairs,
and the few odd ones are left to `pariter.kernels.blossom`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pariter.bounds import around, nest
from pariter.kernels.assignment import best_assignment
from pariter.kernels.blossom import Blossoms, Optimum
from pariter.kernels.graph import Graph
from pariter.result import OddSet

Int64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Tick = Callable[[int, int], None] | None

_FAR = 1 << 60
_NEIGHBOURS = 24  # edges a person, to begin with, that a search may use


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The linear relaxation: edges of use, their weights, prices that cover them, and pairs along tight edges."""

    useful: Mask
    worth: Int64
    prices: Int64
    mates: list[int]


def relax(allowed: Mask, weights: npt.NDArray[np.integer]) -> Relaxed:
    """Solve the assignment problem of the double cover, and repair its odd cycles where that is easy."""
    worth = np.where(allowed & (weights > 0), weights, 0).astype(np.int64)
    useful = worth > 0
    if not useful.any():
        return Relaxed(useful, worth, np.zeros(len(allowed), np.int64), [-1] * len(allowed))
    partner = best_assignment(Graph.of_matrix(useful | np.eye(len(useful), dtype=bool), worth))
    prices = _prices(useful, worth, partner)
    tight = useful & (prices[:, None] + prices[None, :] == 2 * worth)
    return Relaxed(useful, worth, prices, patch(fall_apart(partner), tight))


def heaviest(allowed: Mask, weights: npt.NDArray[np.integer], *, tick: Tick = None) -> Optimum:
    """The matching of greatest weight, and its proof.

    Parameters
    ----------
    allowed
        Symmetric mask (n, n), false on the diagonal.
    weights
        Symmetric whole numbers (n, n), of which those above 0 are of use; their sum must stay below 2**52.
    tick
        Called with (searches done, searches in all).

    Returns
    -------
    Optimum
        Prices in halves; equal bytes for equal input.

    Complexity: O(n³) at worst, near O(n²) as a rule.
    """
    return finish(relax(allowed, weights), tick)


def _prices(useful: Mask, worth: Int64, partner: Int64) -> Int64:
    """Prices in halves that cover every edge, tight along the assignment (longest paths, Bellman and Ford)."""
    size = len(worth)
    people = np.arange(size)
    got = worth[people, partner]
    regret = np.where(useful, worth, -_FAR) - got[:, None]
    regret[people, people] = -got
    price = np.zeros(size, np.int64)
    rows = people
    while len(rows):
        asked = (regret[rows] + price[partner[rows], None]).max(axis=0)
        risen = asked > price
        price[risen] = asked[risen]
        rows = np.nonzero(risen[partner])[0]
    return price + got - price[partner]


def fall_apart(partner: Int64) -> list[int]:
    """Pairs out of an assignment of the double cover (−1 where there is none).

    A cycle of even length gives pairs for all, a path or an odd cycle leaves its first person out.
    """
    following, mates = partner.tolist(), [-1] * len(partner)
    given = set(following)
    heads = [one for one in range(len(following)) if one not in given]
    seen = [False] * len(following)
    for start in (*heads, *range(len(following))):
        line, one = [], start
        while one >= 0 and not seen[one]:
            seen[one] = True
            line.append(one)
            one = following[one]
        odd = len(line) % 2
        for one, other in zip(line[odd::2], line[odd + 1 :: 2], strict=True):
            mates[one], mates[other] = other, one
    return mates


def patch(mates: list[int], tight: Mask) -> list[int]:
    """Pair people who are alone with each other, directly or by splitting one pair, along the edges `tight`."""
    mate = np.array(mates, np.int64)
    for one in np.nonzero(mate < 0)[0]:
        others = np.nonzero((mate < 0) & (np.arange(len(mate)) != one))[0]
        if mate[one] >= 0 or not len(others):
            continue
        direct = others[tight[one, others]]
        if len(direct):
            mate[one], mate[direct[0]] = direct[0], one
            continue
        near = np.nonzero(tight[one] & (mate >= 0))[0]
        splits = np.argwhere(tight[np.ix_(mate[near], others)])
        if len(splits):
            middle, other = near[splits[0, 0]], others[splits[0, 1]]
            far = mate[middle]
            mate[one], mate[middle], mate[other], mate[far] = middle, one, far, other
    return [int(partner) for partner in mate]


def finish(relaxed: Relaxed, tick: Tick = None) -> Optimum:
    """Search along the edges that are nearly tight; if a price then fails another edge, take more edges and begin again."""
    useful, worth, prices = relaxed.useful, relaxed.worth, relaxed.prices
    if all(mate >= 0 or not price for mate, price in zip(relaxed.mates, prices.tolist(), strict=True)):
        return Optimum(relaxed.mates, prices.tolist(), [])
    slack = np.where(useful, prices[:, None] + prices[None, :] - 2 * worth, _FAR)
    first = min(slack.size - 1, _NEIGHBOURS * len(worth))
    reach = int(np.partition(slack, first, axis=None)[first])
    while True:
        near = slack <= min(reach, _FAR - 1)
        optimum = Blossoms(Graph.of_matrix(near, worth), prices.tolist(), relaxed.mates).run(tick)
        if reach >= _FAR or covers(optimum, useful, worth):
            return optimum
        reach = 4 * max(1, reach)


def covers(optimum: Optimum, useful: Mask, worth: Int64) -> bool:
    """Whether the prices cover every edge. Odd sets are asked only where the prices alone fall short."""
    prices = np.array(optimum.prices, np.int64)
    rows, ends = np.nonzero(useful & (prices[:, None] + prices[None, :] < 2 * worth))
    missing = 2 * worth[rows, ends] - prices[rows] - prices[ends]
    tree = nest(len(prices), [OddSet(tuple(members), price) for members, price in optimum.odd_sets])
    return not bool((missing > around(tree, rows, ends)).any())
