"""How many pairs a graph allows, and the proof: hubs, and islands between which no edge runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pariter.bounds import pairs_at_most
from pariter.kernels.assignment import components, largest_assignment
from pariter.kernels.blossom import Blossoms
from pariter.kernels.exact import fall_apart, finish, patch, relax
from pariter.kernels.graph import Graph

Mask = npt.NDArray[np.bool_]
Tick = Callable[[int, int], None] | None


@dataclass(frozen=True, slots=True)
class Head:
    """How many pairs there are at most, and the labels that prove it: see `pariter.bounds.pairs_at_most`."""

    pairs: int
    labels: tuple[int, ...]


def head_count(allowed: Mask) -> Head:
    """The most pairs that a graph allows, proven. `allowed`: symmetric mask (n, n).

    What is cheap is tried first: a maximum assignment of the double cover with its odd cycles repaired, against the
    graph's own components. Where hubs or odd islands hide behind them, prices are worked out, and then searches begin.
    """
    mates: Sequence[int] = patch(_assigned(Graph.of_matrix(allowed, np.ones(1, np.int64)))[0], allowed)
    labels = islands(allowed, np.ones(len(allowed), np.int64))
    if _pairs(mates) < pairs_at_most(labels):
        relaxed = relax(allowed, np.ones(allowed.shape, np.int64))
        labels, mates = islands(allowed, relaxed.prices), relaxed.mates
        if _pairs(mates) < pairs_at_most(labels):
            most = finish(relaxed)
            labels, mates = islands(allowed, np.array(most.prices, np.int64)), most.mates
    return Head(_pairs(mates), tuple(labels))


def most_at_least(
    allowed: Mask, values: npt.NDArray[np.int32], pairs: int, steps: Sequence[int], tick: Tick = None
) -> int:
    """The largest of `steps` (ascending) such that `pairs` pairs of at least that value exist, by halving.

    The first step must allow them. Each trial asks what is cheap first: people nobody fits, the double cover, small repairs.
    """
    graph = Graph.of_matrix(allowed & (values >= steps[0]), values)
    low, high = 0, len(steps) - 1
    while low < high:
        if tick:
            tick(0, high - low)
        middle = (low + high + 1) // 2
        if _exist(graph, allowed, values, int(steps[middle]), pairs):
            low = middle
        else:
            high = middle - 1
    return int(steps[low])


def _exist(graph: Graph, allowed: Mask, values: npt.NDArray[np.int32], at_least: int, pairs: int) -> bool:
    """Whether so many pairs of at least that value exist."""
    left = graph.only(graph.weights >= at_least)
    useful = np.diff(left.starts) > 0
    if int(useful.sum()) < 2 * pairs:
        return False
    mates, most = _assigned(left)
    if most < 2 * pairs:
        return False
    if _pairs(mates) < pairs:
        strong = allowed & (values >= at_least)
        mates = patch(mates, strong)
        if _pairs(mates) < pairs and most == useful.sum():  # a price of ½ for everyone covers all edges
            equal = Graph(left.starts, left.ends, np.ones_like(left.weights))
            mates = Blossoms(equal, useful.astype(int).tolist(), mates).run().mates
        elif _pairs(mates) < pairs:
            return head_count(strong).pairs >= pairs
    return _pairs(mates) >= pairs


def _pairs(mates: Sequence[int]) -> int:
    return sum(mate >= 0 for mate in mates) // 2


def _assigned(graph: Graph) -> tuple[list[int], int]:
    """Pairs out of a maximum assignment of the double cover, odd cycles short of one person; and its size."""
    partner = largest_assignment(graph)
    return fall_apart(partner), int((partner >= 0).sum())


def islands(allowed: Mask, prices: npt.NDArray[np.int64]) -> list[int]:
    """Labels from the prices of equal weights: −1 for a hub (price 1), else the number of the island.

    True for any prices; as tight as can be if they are optimal. Islands are numbered in order of their first member.
    """
    hub = prices == 2
    rest = Graph.of_matrix(allowed & ~hub[:, None] & ~hub[None, :], np.ones(1, np.int64))
    return [-1 if hubs else int(island) for hubs, island in zip(hub, components(rest), strict=True)]
