"""A graph with whole weights, as compressed rows; and its connected components."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Undirected, each edge in the rows of both its ends. `starts` (n + 1,), `ends` and `weights` (2 · edges,)."""

    starts: Int64
    ends: npt.NDArray[np.int32]
    weights: Int64

    def __len__(self) -> int:
        """How many vertices."""
        return len(self.starts) - 1

    @classmethod
    def of(cls, size: int, rows: npt.NDArray[np.integer], ends: npt.NDArray[np.integer], weights: Int64) -> Graph:
        """From triples; each edge must stand in both directions, once. Ends ascend within a row."""
        order = np.argsort(rows.astype(np.int64) * size + ends, kind="stable")
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(rows, minlength=size), out=starts[1:])
        return cls(starts, ends[order].astype(np.int32), weights[order].astype(np.int64))

    @classmethod
    def of_matrix(cls, allowed: Mask, weights: npt.NDArray[np.integer]) -> Graph:
        """From a symmetric mask (n, n) and weights (n, n)."""
        size = len(allowed)
        places = np.flatnonzero(allowed)
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(allowed.sum(axis=1), out=starts[1:])
        ends = (places % max(1, size)).astype(np.int32)
        return cls(starts, ends, np.broadcast_to(weights, allowed.shape)[allowed].astype(np.int64))

    def rows(self) -> Int64:
        """The row of every entry, (2 · edges,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def only(self, keep: Mask) -> Graph:
        """The graph with the entries where `keep` (2 · edges,) is true."""
        starts = np.zeros(len(self) + 1, np.int64)
        np.cumsum(np.bincount(self.rows()[keep], minlength=len(self)), out=starts[1:])
        return Graph(starts, self.ends[keep], self.weights[keep])
