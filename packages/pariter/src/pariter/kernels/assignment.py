"""The three algorithms that scipy lends us. It takes half a second to load, so only those who solve wait for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pariter.kernels.graph import Graph

Int64 = npt.NDArray[np.int64]


def load() -> None:
    """Load scipy now, so that a later call need not wait for it."""
    import scipy.sparse.csgraph  # noqa: F401, PLC0415 - slow to load


def best_assignment(graph: Graph) -> Int64:
    """The assignment of rows to ends with the greatest weight; everybody must have one, as they do with a loop."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to load
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415

    ceiling = float(graph.weights.max() + 1)
    costs = csr_matrix((ceiling - graph.weights, graph.ends, graph.starts), shape=(len(graph), len(graph)))
    return np.asarray(min_weight_full_bipartite_matching(costs)[1], np.int64)


def largest_assignment(graph: Graph) -> Int64:
    """An assignment of as many rows as can be, each to another end; −1 for the others."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to load
    from scipy.sparse.csgraph import maximum_bipartite_matching  # noqa: PLC0415

    ones = np.ones(len(graph.ends), np.int8)
    cover = csr_matrix((ones, graph.ends, graph.starts), shape=(len(graph), len(graph)))
    return np.asarray(maximum_bipartite_matching(cover, perm_type="column"), np.int64)


def components(graph: Graph) -> Int64:
    """The number of the connected part of every vertex, in order of its first member."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to load
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    ones = np.ones(len(graph.ends), np.int8)
    _, label = connected_components(
        csr_matrix((ones, graph.ends, graph.starts), shape=(len(graph),) * 2), directed=False
    )
    _, first, place = np.unique(label, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[place], np.int64)
