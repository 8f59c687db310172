"""The heaviest matching of a sparse graph, exactly: for the candidate pairs of large pools.

The same road as `pariter.kernels.exact`, without matrices: assignment of the double cover, prices along longest paths, odd cycles
to the blossom searches.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pariter.kernels.assignment import best_assignment
from pariter.kernels.blossom import Blossoms, Optimum
from pariter.kernels.exact import Tick, fall_apart
from pariter.kernels.graph import Graph

Int64 = npt.NDArray[np.int64]


def heaviest_sparse(graph: Graph, *, tick: Tick = None) -> Optimum:
    """The matching of greatest weight, and its proof. Weights above 0; whoever gains nothing stays alone.

    Complexity: O(people · edges) at worst for the assignment, a small power above linear as a rule.
    """
    size = len(graph)
    if not len(graph.ends):
        return Optimum([-1] * size, [0] * size, [])
    people = np.arange(size)
    rows, ends = np.concatenate([graph.rows(), people]), np.concatenate([graph.ends, people])
    looped = Graph.of(size, rows, ends, np.concatenate([graph.weights, np.zeros(size, np.int64)]))
    partner = best_assignment(looped)
    prices = _prices(looped, partner)
    return Blossoms(graph, prices.tolist(), fall_apart(partner)).run(tick)


def _prices(looped: Graph, partner: Int64) -> Int64:
    """Prices in halves that cover every edge, tight along the assignment (longest paths, Bellman and Ford)."""
    size = len(partner)
    mine = looped.rows() * size + looped.ends
    got = looped.weights[np.searchsorted(mine, np.arange(size) * size + partner)]
    price = np.zeros(size, np.int64)
    while True:
        offered = price[partner] - got
        asked = np.maximum.reduceat(offered[looped.ends] + looped.weights, looped.starts[:-1])
        if not (asked > price).any():
            return price + got - price[partner]
        price = np.maximum(price, asked)
