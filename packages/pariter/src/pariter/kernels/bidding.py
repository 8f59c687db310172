"""Auctions for places: seekers bid for givers, or givers bid for seekers, in whole numbers (Bertsekas 1988; Bertsekas and Castañón 1989).

Prices begin at nothing and only rise, so whatever nobody took costs nothing in the end: that is what makes them a proof. Each pair
made is within `STEP` of what both could have elsewhere, so the outcome is within `STEP · pairs` of the best, in parts of a worth.
"""

from __future__ import annotations

import numpy as np

from pariter.kernels.jit import kernel

STEP = 1
_LOW = -(1 << 60)


@kernel()
def _two_best(ends, worths, first, last, price):  # type: ignore[no-untyped-def]
    """The edge of greatest worth less price, and the two greatest amounts."""
    best, second, edge = _LOW, _LOW, -1
    for place in range(first, last):
        left = worths[place] - price[ends[place]]
        if left > best:
            best, second, edge = left, best, place
        elif left > second:
            second = left
    return best, second, edge


@kernel()
def seekers_bid(starts, ends, worths, offsets, crowd, limits, giver_of, price):  # type: ignore[no-untyped-def]
    """Seekers bid for places, each of which has its price; a giver's price is that of the cheapest.

    `offsets` are the places of each giver; `crowd` who bids; `limits`: how far one bid may go, how many bids there may be, and
    whether somebody may stay out, for nothing: without that there must be a place for everyone. Fills `giver_of` and
    `price`. Returns how many bids are left, or −1 if there were not enough.
    """
    most, bids, alone = limits
    queue = crowd.copy()
    slots = np.zeros(max(1, offsets[-1]), np.int64)
    held = np.full(max(1, offsets[-1]), -1, np.int64)
    head, waiting = 0, len(queue)
    while waiting:
        seeker = queue[head]
        head = (head + 1) % len(queue)
        waiting -= 1
        bids -= 1
        if bids < 0:
            return bids
        best, second, edge = _two_best(ends, worths, starts[seeker], starts[seeker + 1], price)
        if alone:
            second = max(second, 0)
        if edge < 0 or (alone and best < 0):
            continue
        giver = ends[edge]
        cheap = offsets[giver]
        for slot in range(offsets[giver], offsets[giver + 1]):
            if slots[slot] < slots[cheap]:
                cheap = slot
        slots[cheap] += max(0, min(best - second, most)) + STEP
        outbid = held[cheap]
        held[cheap], giver_of[seeker] = seeker, giver
        if outbid >= 0:
            giver_of[outbid] = -1
            queue[(head + waiting) % len(queue)] = outbid
            waiting += 1
        lowest = slots[offsets[giver]]
        for slot in range(offsets[giver], offsets[giver + 1]):
            lowest = min(lowest, slots[slot])
        price[giver] = lowest
    return bids


@kernel()
def _two_best_not_held(ends, worths, first, last, price, giver_of, giver):  # type: ignore[no-untyped-def]
    """As `_two_best`, among the seekers whom this giver does not have yet."""
    best, second, edge = _LOW, _LOW, -1
    for place in range(first, last):
        seeker = ends[place]
        if giver_of[seeker] == giver:
            continue
        left = worths[place] - price[seeker]
        if left > best:
            best, second, edge = left, best, place
        elif left > second:
            second = left
    return best, second, edge


@kernel()
def givers_bid(starts, ends, worths, room, crowd, limits, giver_of, price):  # type: ignore[no-untyped-def]
    """Givers bid for seekers until every place is taken: `starts`, `ends`, `worths` are rows of givers, `crowd` those who bid.

    There must be seekers enough. `limits`: how far one bid may go, how many there may be. Fills `giver_of`, and `price`: what each
    seeker is promised. Returns as `seekers_bid`.
    """
    most, bids = limits
    lacking = room.copy()
    queue, queued = crowd.copy(), np.zeros(len(room), np.bool_)
    for giver in crowd:
        queued[giver] = True
    head, waiting = 0, len(queue)
    while waiting:
        giver = queue[head]
        head = (head + 1) % len(queue)
        waiting -= 1
        queued[giver] = False
        while lacking[giver] > 0:
            bids -= 1
            if bids < 0:
                return bids
            best, second, edge = _two_best_not_held(
                ends, worths, starts[giver], starts[giver + 1], price, giver_of, giver
            )
            if edge < 0:
                break
            seeker = ends[edge]
            former = giver_of[seeker]
            price[seeker] += max(0, min(best - second, most)) + STEP
            giver_of[seeker] = giver
            lacking[giver] -= 1
            if former >= 0:
                lacking[former] += 1
                if not queued[former]:
                    queued[former] = True
                    queue[(head + waiting) % len(queue)] = former
                    waiting += 1
    return bids


@kernel()
def givers_margin(starts, ends, worths, crowd, giver_of, price, margin):  # type: ignore[no-untyped-def]
    """What one more place with each of `crowd` would bring: the best seeker they do not have, else the worst they have."""
    for giver in crowd:
        best, _, edge = _two_best_not_held(ends, worths, starts[giver], starts[giver + 1], price, giver_of, giver)
        if edge < 0:
            for place in range(starts[giver], starts[giver + 1]):
                left = worths[place] - price[ends[place]]
                best = left if edge < 0 else min(best, left)
                edge = place
        margin[giver] = best
