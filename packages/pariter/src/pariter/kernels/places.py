"""Seekers to givers among candidates: as many as can be, then the greatest worth, with prices that prove both.

The market falls into two parts (see `pariter.kernels.cover`). Where seekers crowd, every place will be taken: givers bid for seekers.
Elsewhere everyone will have a place: seekers bid for givers. Both auctions are short, since what is scarce names the price.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pariter.kernels import bidding
from pariter.kernels.cover import fill
from pariter.kernels.placed import Int64, Placed

Int32 = npt.NDArray[np.int32]
COARSEST = 8  # parts of a ten-thousandth in which prices are reckoned at least
COARSER = 64  # by how much, if the finest take too long
PATIENCE = 60  # bids a person, before prices are made coarser


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Who may be placed with whom, by seeker: `starts` (n + 1,), `ends` and `worths` (edges,)."""

    starts: Int64
    ends: Int32
    worths: Int64

    @classmethod
    def of(cls, size: int, seekers: Int64, givers: Int64, worths: Int64) -> Edges:
        """From triples, each pair once."""
        order = np.argsort(seekers * max(size, 1) + givers, kind="stable")
        return cls(_starts(size, seekers), givers[order].astype(np.int32), worths[order])

    def rows(self) -> Int64:
        """The seeker of every edge."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def turned(self) -> Edges:
        """The same by giver."""
        size = len(self.starts) - 1
        order = np.argsort(self.ends, kind="stable")
        return Edges(_starts(size, self.ends), self.rows()[order].astype(np.int32), self.worths[order])

    def only(self, keep: npt.NDArray[np.bool_]) -> Edges:
        """The edges where `keep` (edges,) is true."""
        return Edges(_starts(len(self.starts) - 1, self.rows()[keep]), self.ends[keep], self.worths[keep])


def _starts(size: int, rows: npt.NDArray[np.integer]) -> Int64:
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int64)


def place(edges: Edges, room: Int64, *, most_people: bool) -> Placed:
    """The best places for seekers, within `pairs / unit` of the best total.

    The unit is finer than the number of pairs, which makes the total the best there is; only where equals bid each other up for too
    long is it made coarser.

    Parameters
    ----------
    edges
        Worths are whole and at least 0.
    room
        Places of each giver, (n,).
    most_people
        Whether as many seekers as can be are placed first.
    """
    market = _Market(edges, room, *fill(edges.starts, edges.ends, room))
    unit = 1 << max(3, int((np.diff(edges.starts) > 0).sum()).bit_length())
    while True:
        placed = _placed(market, unit, most_people=most_people)
        if placed is not None:
            return placed
        unit = max(COARSEST, unit // COARSER)


@dataclass(frozen=True, slots=True, eq=False)
class _Market:
    """Edges, room, the largest placing, and who belongs to the crowded part."""

    edges: Edges
    room: Int64
    giver_of: Int64
    crowded: npt.NDArray[np.bool_]
    scarce: npt.NDArray[np.bool_]

    @property
    def cover(self) -> npt.NDArray[np.bool_]:
        """The least that touches every edge: calm seekers who have a place, then scarce givers, (2n,)."""
        return np.concatenate([(self.giver_of >= 0) & ~self.crowded, self.scarce])


def _placed(market: _Market, unit: int, *, most_people: bool) -> Placed | None:
    """The auctions with prices in parts of `unit`; `None` if they took too many bids, which the coarsest may.

    The most people may be the best total as well; only if their prices do not say so, and nobody asked for them, all bid again.
    """
    edges, room, size = market.edges, market.room, len(market.room)
    limit = PATIENCE * size + 10_000 if unit > COARSEST else 1 << 60
    worths, rows = edges.worths * unit, edges.rows()
    chosen, giving = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    calm = Edges(edges.starts, edges.ends, worths).only(~market.crowded[rows] & ~market.scarce[edges.ends])
    seeking, bids = _bid(calm, room, (20_000 * unit, limit, False), chosen, giving)
    busy = Edges(edges.starts, edges.ends, worths).only(market.crowded[rows]).turned()
    givers = np.flatnonzero(market.scarce)
    limits = (20_000 * unit, bids)
    if bids >= 0:
        bids = bidding.givers_bid(busy.starts, busy.ends, busy.worths, room, givers, limits, chosen, seeking)
    if bids >= 0:
        bidding.givers_margin(busy.starts, busy.ends, busy.worths, givers, chosen, seeking, giving)
        joined = _joined(market, worths, (chosen, seeking, giving), unit, most_people=most_people)
        if joined is not None:
            return joined
    if most_people:
        return None
    chosen, giving = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    everyone = Edges(edges.starts, edges.ends, worths)
    seeking, bids = _bid(everyone, room, (20_000 * unit, limit, True), chosen, giving)
    return Placed(chosen, np.maximum(0, seeking), giving, 0, market.cover, unit) if bids >= 0 else None


def _bid(edges: Edges, room: Int64, limits: tuple[int, int, bool], chosen: Int64, giving: Int64) -> tuple[Int64, int]:
    """Let seekers bid; returns what each has left, 0 for who does not bid, and the bids left."""
    offsets = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
    bidders = np.flatnonzero(np.diff(edges.starts) > 0)
    bids = bidding.seekers_bid(edges.starts, edges.ends, edges.worths, offsets, bidders, limits, chosen, giving)
    left = _left(edges.starts, edges.ends, edges.worths, giving)
    return np.where(np.diff(edges.starts) > 0, left, 0), int(bids)


def _left(starts: Int64, ends: Int32, worths: Int64, giving: Int64) -> Int64:
    """The most that a row has left after prices; a very low number for empty rows."""
    if not len(ends):
        return np.full(len(starts) - 1, -(1 << 60), np.int64)
    left = np.maximum.reduceat(np.append(worths - giving[ends], -(1 << 60)), starts[:-1])
    return np.where(np.diff(starts) > 0, left, -(1 << 60))


def _joined(
    market: _Market, worths: Int64, auctioned: tuple[Int64, Int64, Int64], unit: int, *, most_people: bool
) -> Placed | None:
    """One set of prices out of those of both parts: whoever is beyond doubt pays a premium, and the base takes it back.

    `None` if a premium is needed, and nobody asked for the most people.
    """
    edges, crowded, scarce = market.edges, market.crowded, market.scarce
    chosen, seeking, giving = auctioned
    rows = edges.rows()
    within = crowded[rows]
    np.maximum.at(seeking, rows[within], (worths - giving[edges.ends])[within])  # a placed seeker keeps what is left
    sure = (np.diff(edges.starts) > 0) & ~crowded
    across = (worths - seeking[rows] - giving[edges.ends])[~within & scarce[edges.ends]]
    lowest = min(int(seeking[sure].min(initial=0)), int(giving[scarce].min(initial=0)))
    premium = max(0, -lowest, int(across.max(initial=0)))
    if not most_people:
        return None if premium else Placed(chosen, seeking, giving, 0, market.cover, unit)
    stray = int(seeking[crowded].max(initial=0)) + int(giving[~scarce].max(initial=0)) + unit
    premium = max(stray, premium)  # so that a pair past the cover is never covered by prices
    seeking[sure] += premium
    giving[scarce] += premium
    return Placed(chosen, seeking, giving, -premium, market.cover, unit)
