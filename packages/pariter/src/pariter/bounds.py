"""Upper bounds that can be added up again: on the number of pairs, on the weakest pair, on the total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pariter.result import OddSet

Labels = npt.NDArray[np.int64]


def pairs_at_most(labels: Sequence[int]) -> int:
    """The most pairs there can be if each touches a −1 or stays on one island (Tutte, Berge).

    Examples
    --------
    >>> pairs_at_most([0, 0, 0, 1, 1, -1])   # islands of three and two, and one hub
    3
    """
    marks = np.asarray(labels, np.int64)
    hubs = int((marks < 0).sum())
    _, sizes = np.unique(marks[marks >= 0], return_counts=True)
    return hubs + int((sizes // 2).sum())


def value_at_most(prices: Sequence[int], chairs: Sequence[int], odd_sets: Sequence[OddSet]) -> int:
    """The most a matching can be worth, in halves of ten-thousandths: the sum of all prices."""
    return sum(prices) + sum(chairs) + sum(one.price * (len(one.members) // 2) for one in odd_sets)


class Nest(NamedTuple):
    """Odd sets that lie inside each other or apart, as a tree; the last node stands for *no set*.

    `home`: the innermost set of each person. `price` of a set is its own and that of all sets around it. `ups[k]`: the set
    2**k steps further out.
    """

    home: npt.NDArray[np.int32]
    parent: npt.NDArray[np.int32]
    depth: npt.NDArray[np.int32]
    price: npt.NDArray[np.int64]
    ups: npt.NDArray[np.int32]


def nest(size: int, odd_sets: Sequence[OddSet]) -> Nest:
    """The tree of the odd sets of a proof, over `size` people (and chairs)."""
    ordered = sorted(odd_sets, key=lambda odd: len(odd.members))
    none = len(ordered)
    home, outer = np.full(size, none, np.int32), np.full(size, none, np.int32)
    parent, depth = np.full(none + 1, none, np.int32), np.zeros(none + 1, np.int32)
    price = np.array([*(odd.price for odd in ordered), 0], np.int64)
    for number, odd in enumerate(ordered):
        members = np.array([one for one in odd.members if one < size], np.int64)
        parent[np.setdiff1d(outer[members], [none])] = number
        home[members[home[members] == none]] = number
        outer[members] = number
    for number in range(none - 1, -1, -1):
        depth[number], price[number] = depth[parent[number]] + 1, price[number] + price[parent[number]]
    ups = [parent]
    while len(ups) < max(1, int(depth.max()).bit_length()):
        ups.append(ups[-1][ups[-1]])
    return Nest(home, parent, depth, price, np.array(ups))


def around(tree: Nest, one: npt.NDArray[np.integer], other: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """The prices of all odd sets around both people of each pair, (pairs,). O(log of the nesting) for each."""
    deep, flat = tree.home[one], tree.home[other]
    swap = tree.depth[deep] < tree.depth[flat]
    deep, flat = np.where(swap, flat, deep), np.where(swap, deep, flat)
    rise = tree.depth[deep] - tree.depth[flat]
    for step, up in enumerate(tree.ups):
        deep = np.where(rise >> step & 1, up[deep], deep)
    for up in tree.ups[::-1]:
        apart = up[deep] != up[flat]
        deep, flat = np.where(apart, up[deep], deep), np.where(apart, up[flat], flat)
    return np.asarray(tree.price[np.where(deep == flat, deep, tree.parent[deep])], np.int64)
