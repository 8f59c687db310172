"""What it looks like when seekers have their places, and why nobody could do better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """`giver_of` each seeker (−1 if none); prices in parts of a worth, `unit` to a whole; who is in the cover. As in `Proof`."""

    giver_of: Int64
    seeking: Int64
    giving: Int64
    base: int
    cover: npt.NDArray[np.bool_]
    unit: int

    @property
    def pairs(self) -> int:
        """How many have a place."""
        return int((self.giver_of >= 0).sum())

    def halves(self, room: Int64) -> int:
        """The bound on the total in halves, always even: totals are whole."""
        total = int(self.seeking.sum()) + int((self.giving * room).sum()) + self.base * self.pairs
        return 2 * (total // self.unit)
