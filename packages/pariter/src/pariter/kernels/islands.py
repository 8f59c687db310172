"""The proof of a head count: hubs, and islands between which no edge runs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pariter.kernels.blossom import Optimum


def islands(allowed: npt.NDArray[np.bool_], most: Optimum) -> list[int]:
    """Labels that prove `most`, a maximum matching under equal weights of 1, to be one.

    −1 for a hub (price 1), else the number of the island, in order of its first member. See `pairs_at_most`.
    """
    # scipy takes a third of a second to load: only those who solve wait for it.
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    hub = np.array(most.prices, np.int64) == 2
    rest = allowed & ~hub[:, None] & ~hub[None, :]
    count, label = connected_components(csr_matrix(rest), directed=False)
    seen, first = np.unique(label[~hub], return_index=True)
    order = np.zeros(count, np.int64)
    order[seen[np.argsort(first)]] = np.arange(len(seen))
    return np.where(hub, -1, order[label]).tolist()
