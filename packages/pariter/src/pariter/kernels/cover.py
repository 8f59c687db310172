"""How many seekers can have a place at all, and who is beyond doubt: phases of shortest augmenting paths, with capacities.

What the last search still reaches is the crowded part of the market: there every place is taken; outside it, everyone has one
(Dulmage and Mendelsohn 1958). The givers inside and the seekers outside cover every edge: no more pairs than that (König 1931).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pariter.kernels.jit import kernel

Int64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@kernel()
def _settle(giver_of, slot_of, held, seeker, giver, slot):  # type: ignore[no-untyped-def]
    giver_of[seeker], slot_of[seeker], held[slot] = giver, slot, seeker


@kernel()
def _greedy(starts, ends, offsets, load, giver_of, slot_of, held):  # type: ignore[no-untyped-def]
    """Everyone takes the first free place they see."""
    for seeker in range(len(starts) - 1):
        if giver_of[seeker] >= 0:
            continue
        for edge in range(starts[seeker], starts[seeker + 1]):
            giver = ends[edge]
            if load[giver] < offsets[giver + 1] - offsets[giver]:
                _settle(giver_of, slot_of, held, seeker, giver, offsets[giver] + load[giver])
                load[giver] += 1
                break


@kernel()
def _layers(starts, ends, offsets, load, giver_of, held, depth, giver_depth, queue):  # type: ignore[no-untyped-def]
    """Breadth first from everybody without a place. Returns whether a free place is in reach."""
    depth[:], giver_depth[:] = -1, -1
    tail, found = 0, -1
    for seeker in range(len(starts) - 1):
        if giver_of[seeker] < 0 and starts[seeker] < starts[seeker + 1]:
            depth[seeker], queue[tail] = 0, seeker
            tail += 1
    head = 0
    while head < tail:
        seeker = queue[head]
        head += 1
        if 0 <= found < depth[seeker]:
            break
        for edge in range(starts[seeker], starts[seeker + 1]):
            giver = ends[edge]
            if giver_depth[giver] >= 0:
                continue
            giver_depth[giver] = depth[seeker]
            if load[giver] < offsets[giver + 1] - offsets[giver]:
                found = depth[seeker]
            for slot in range(offsets[giver], offsets[giver] + load[giver]):
                if depth[held[slot]] < 0:
                    depth[held[slot]], queue[tail] = depth[seeker] + 1, held[slot]
                    tail += 1
    return found >= 0


@kernel()
def _augment(starts, ends, offsets, load, giver_of, slot_of, held, depth, giver_depth, edge_of, place_of, path, root):  # type: ignore[no-untyped-def]
    """Depth first along the layers from one seeker to a free place; shifts everybody on the way. Returns success."""
    top = 0
    path[0] = root
    while top >= 0:
        seeker = path[top]
        if edge_of[seeker] == starts[seeker + 1]:
            top -= 1
            continue
        giver = ends[edge_of[seeker]]
        room = offsets[giver + 1] - offsets[giver]
        if giver_depth[giver] != depth[seeker] or place_of[giver] == room:
            edge_of[seeker] += 1
            continue
        if load[giver] < room:
            slot = offsets[giver] + load[giver]
            load[giver] += 1
            while top >= 0:
                mover = path[top]
                before = slot_of[mover]
                _settle(giver_of, slot_of, held, mover, ends[edge_of[mover]], slot)
                slot = before
                top -= 1
            return True
        following = held[offsets[giver] + place_of[giver]]
        place_of[giver] += 1
        if depth[following] == depth[seeker] + 1:
            top += 1
            path[top] = following
    return False


@kernel()
def _fill(starts, ends, offsets, load, giver_of, slot_of, held, depth, giver_depth):  # type: ignore[no-untyped-def]
    seekers = len(starts) - 1
    queue, path = np.zeros(seekers + 1, np.int64), np.zeros(seekers + 1, np.int64)
    _greedy(starts, ends, offsets, load, giver_of, slot_of, held)
    while _layers(starts, ends, offsets, load, giver_of, held, depth, giver_depth, queue):
        edge_of, place_of = starts[:-1].copy(), np.zeros(len(load), np.int64)
        for root in range(seekers):
            if giver_of[root] < 0 and depth[root] == 0:
                _augment(
                    starts, ends, offsets, load, giver_of, slot_of, held, depth, giver_depth, edge_of, place_of, path, root
                )  # fmt: skip


def fill(starts: Int64, ends: npt.NDArray[np.int32], room: Int64) -> tuple[Int64, Mask, Mask]:
    """Place as many seekers as can be.

    Parameters
    ----------
    starts, ends
        For each seeker the givers who may take them, as compressed rows: (seekers + 1,) and (edges,).
    room
        How many seekers each giver takes, (givers,).

    Returns
    -------
    giver of each seeker (−1 if none), and who belongs to the crowded part: seekers, givers.

    Complexity: O(edges · √people) (Hopcroft and Karp 1973).

    Examples
    --------
    >>> fill(np.array([0, 1, 2]), np.array([0, 0], np.int32), np.array([1]))
    (array([ 0, -1]), array([ True,  True]), array([ True]))
    """
    seekers, givers = len(starts) - 1, len(room)
    offsets = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
    giver_of, slot_of = np.full(seekers, -1, np.int64), np.full(seekers, -1, np.int64)
    held, load = np.full(max(1, int(offsets[-1])), -1, np.int64), np.zeros(givers, np.int64)
    depth, giver_depth = np.full(seekers, -1, np.int64), np.full(givers, -1, np.int64)
    _fill(starts, ends, offsets, load, giver_of, slot_of, held, depth, giver_depth)
    return giver_of, depth >= 0, giver_depth >= 0
