"""How many pairs a graph allows, and the proof: hubs, and islands between which no edge runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pariter.bounds import pairs_at_most
from pariter.kernels.exact import fall_apart, finish, patch, relax

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Head:
    """How many pairs there are at most, and the labels that prove it: see `pariter.bounds.pairs_at_most`."""

    pairs: int
    labels: tuple[int, ...]


def head_count(allowed: Mask) -> Head:
    """The most pairs that a graph allows, proven. `allowed`: symmetric mask (n, n).

    The relaxation's prices are tried as a proof first; only where an odd island hides behind them do searches begin.
    """
    relaxed = relax(allowed, np.ones(allowed.shape, np.int64))
    labels = islands(allowed, relaxed.prices)
    mates: Sequence[int] = relaxed.mates
    if sum(mate >= 0 for mate in mates) // 2 < pairs_at_most(labels):
        most = finish(relaxed)
        labels, mates = islands(allowed, np.array(most.prices, np.int64)), most.mates
    return Head(sum(mate >= 0 for mate in mates) // 2, tuple(labels))


def allows(allowed: Mask, pairs: int) -> bool:
    """Whether so many pairs exist. Tries what is cheap first: people nobody fits, the double cover, small repairs."""
    # scipy takes a third of a second to load: only those who solve wait for it.
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    if int(allowed.any(axis=1).sum()) < 2 * pairs:
        return False
    partner = maximum_bipartite_matching(csr_matrix(allowed), perm_type="column")
    if int((partner >= 0).sum()) < 2 * pairs:
        return False
    mates = patch(fall_apart(np.asarray(partner, np.int64)), allowed)
    if sum(mate >= 0 for mate in mates) >= 2 * pairs:
        return True
    return head_count(allowed).pairs >= pairs


def islands(allowed: Mask, prices: npt.NDArray[np.int64]) -> list[int]:
    """Labels from the prices of equal weights: −1 for a hub (price 1), else the number of the island.

    True for any prices; as tight as can be if they are optimal. Islands are numbered in order of their first member.
    """
    # scipy takes a third of a second to load: only those who solve wait for it.
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    hub = prices == 2
    rest = allowed & ~hub[:, None] & ~hub[None, :]
    count, label = connected_components(csr_matrix(rest), directed=False)
    seen, first = np.unique(label[~hub], return_index=True)
    order = np.zeros(count, np.int64)
    order[seen[np.argsort(first)]] = np.arange(len(seen))
    return [int(place) for place in np.where(hub, -1, order[label])]
