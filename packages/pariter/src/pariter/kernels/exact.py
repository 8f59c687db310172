"""Exact maximum-weight matching in a general graph, for pools whose pairs fit into a matrix.

The linear relaxation is an assignment problem on the *double cover* (everybody once as bidder, once as object, or with
themselves: alone). Its prices, averaged over both sides, cover every edge; its cycles of even length fall apart into pairs,
and the few odd ones are left to `pariter.kernels.blossom`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from pariter.kernels.blossom import Blossoms, Optimum
from pariter.kernels.graph import Graph

Int64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Tick = Callable[[int, int], None] | None

_NEIGHBOURS = 24  # edges a person, to begin with, that a search may use


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
    size = len(allowed)
    worth = np.where(allowed & (weights > 0), weights, 0).astype(np.int64)
    useful = worth > 0
    if not useful.any():
        return Optimum([-1] * size, [0] * size, [])
    partner = _assignment(useful, worth)
    prices = _prices(useful, worth, partner)
    mates = _fall_apart(partner)
    return _finish(useful, worth, prices, mates, tick)


def _assignment(useful: Mask, worth: Int64) -> npt.NDArray[np.int64]:
    """The best assignment of the double cover; whoever is given themselves stays alone."""
    # scipy takes a third of a second to load: only those who solve wait for it.
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    graph = Graph.of_matrix(useful | np.eye(len(useful), dtype=bool), worth)
    ceiling = float(worth.max() + 1)
    costs = csr_matrix((ceiling - graph.weights, graph.ends, graph.starts), shape=useful.shape)
    _, partner = min_weight_full_bipartite_matching(costs)
    return np.asarray(partner, np.int64)


def _prices(useful: Mask, worth: Int64, partner: Int64) -> Int64:
    """Prices in halves that cover every edge, tight along the assignment (longest paths, Bellman and Ford)."""
    size = len(worth)
    people = np.arange(size)
    got = worth[people, partner]
    regret = np.where(useful, worth, -(1 << 60)) - got[:, None]
    regret[people, people] = -got
    price = np.zeros(size, np.int64)
    rows = people
    while len(rows):
        asked = (regret[rows] + price[partner[rows], None]).max(axis=0)
        risen = asked > price
        price[risen] = asked[risen]
        rows = np.nonzero(risen[partner])[0]
    return price + got - price[partner]


def _fall_apart(partner: Int64) -> list[int]:
    """Pairs out of an assignment: every cycle but the first person of an odd one."""
    mates, following = [-1] * len(partner), partner.tolist()
    seen = [False] * len(partner)
    for start in range(len(following)):
        cycle = []
        while not seen[start]:
            seen[start] = True
            cycle.append(start)
            start = following[start]
        for one, other in zip(cycle[len(cycle) % 2 :: 2], cycle[len(cycle) % 2 + 1 :: 2], strict=True):
            mates[one], mates[other] = other, one
    return mates


def _finish(useful: Mask, worth: Int64, prices: Int64, mates: list[int], tick: Tick) -> Optimum:
    """Search along the edges that are nearly tight; if a price then fails another edge, take more edges and begin again."""
    slack = np.where(useful, prices[:, None] + prices[None, :] - 2 * worth, 1 << 60)
    reach = int(np.partition(slack.ravel(), min(slack.size - 1, _NEIGHBOURS * len(worth)))[_NEIGHBOURS * len(worth) if slack.size > _NEIGHBOURS * len(worth) else -1])
    while True:
        near = slack <= reach
        near &= useful
        optimum = Blossoms(Graph.of_matrix(near, worth), prices.tolist(), mates).run(tick)
        if near.sum() == useful.sum() or covers(optimum, useful, worth):
            return optimum
        reach = 4 * max(1, reach)


def covers(optimum: Optimum, useful: Mask, worth: Int64) -> bool:
    """Whether the prices cover every edge."""
    prices = np.array(optimum.prices, np.int64)
    cover = prices[:, None] + prices[None, :]
    for members, price in optimum.odd_sets:
        cover[np.ix_(members, members)] += price
    return bool((cover[useful] >= 2 * worth[useful]).all())
