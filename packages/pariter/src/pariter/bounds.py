"""Upper bounds that can be added up again: on the number of pairs, on the weakest pair, on the total."""

from __future__ import annotations

from collections.abc import Sequence

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
