"""All pairs at once: the best partners of everybody, and the pairs that prices fail to cover.

A pair is worth the same seen from either side, so each is looked at once, and offered to both. People are arranged so that those whom
rules keep apart stand in tiles apart: a level too far, no hour in common; such tiles are passed over whole. What is kept is
exact, and the same whoever of several threads found it.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pariter.bounds import nest
from pariter.kernels import loops
from pariter.kernels.jit import kernel, ones, threads
from pariter.result import OddSet
from pariter.sheet import Dials, Sheet, arranged
from pariter.tiles import Tile, excesses, room, tile

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

WIDTH = 2_048  # people of a tile: its columns stay in the fast cache
FEWEST = 256  # people for whom a tile is worth its while
ROWS = 1_024  # rows that meet it at a time


class Best(NamedTuple):
    """The best partners of each row, best first, −1 where there are fewer; and what was asked of them, (rows, count)."""

    partners: Int32
    values: Int64


class Reach(NamedTuple):
    """What a tile's people have between them: nobody outside it can be paired into the tile."""

    least: int
    most: int
    unranked: int
    languages: np.uint64
    hours: npt.NDArray[np.uint64]


class Kept(NamedTuple):
    """One worker's short lists. `bar`: what a pair must exceed to be of interest to a person, in arranged order."""

    partners: Int32
    values: Int64
    held: Int64
    bar: Int32


def arrangement(sheet: Sheet) -> Int64:
    """An order that puts people of one level together and, among them, those who are awake at the same time."""
    week = sheet.hours.astype(np.uint64)
    first = np.zeros(len(week), np.int64)
    for part in range(2, -1, -1):
        low = week[:, part] & (~week[:, part] + np.uint64(1))
        place = np.where(low > 0, np.bitwise_count(low - np.uint64(1)), 0).astype(np.int64)
        first = np.where(week[:, part] > 0, 64 * part + place, first)
    morning = first % 24
    return np.lexsort((sheet.languages, morning, sheet.level))


def _reach(sheet: Sheet, low: int, high: int) -> Reach:
    level = sheet.level[low:high]
    return Reach(
        int(level.min()), int(level.max()), int((level < 0).any()),
        np.bitwise_or.reduce(sheet.languages[low:high]), np.bitwise_or.reduce(sheet.hours[low:high], axis=0),
    )  # fmt: skip


@kernel()
def _out_of_reach(sheet, dial, reach, row):  # type: ignore[no-untyped-def]
    """Whether rules keep a person from everybody in a tile."""
    level = sheet.level[row]
    if level >= 0 and not reach.unranked and (level - reach.most > dial.most or reach.least - level > dial.most):
        return True
    if dial.language and (sheet.languages[row] & reach.languages) == np.uint64(0):
        return True
    if dial.hours <= 0:
        return False
    shared = np.int64(0)
    for part in range(3):
        shared += np.int64(ones(sheet.hours[row, part] & reach.hours[part]))
    return shared < dial.hours


@kernel()
def _keep(partners, values, held, partner, value):  # type: ignore[no-untyped-def]
    """Put a partner into a short list, best first; of equals, the one with the smaller index."""
    place = held
    while place > 0 and (values[place - 1] < value or (values[place - 1] == value and partners[place - 1] > partner)):
        place -= 1
    if place == len(partners):
        return held
    last = min(held, len(partners) - 1)
    for spot in range(last, place, -1):
        partners[spot] = partners[spot - 1]
        values[spot] = values[spot - 1]
    partners[place], values[place] = partner, value
    return min(held + 1, len(partners))


@kernel()
def _offer(kept, names, one, other, value):  # type: ignore[no-untyped-def]
    """Offer a pair to the short list of `one`."""
    name, count = names[one], kept.partners.shape[1]
    kept.held[name] = _keep(kept.partners[name], kept.values[name], kept.held[name], names[other], value)
    if kept.held[name] == count:
        kept.bar[one] = kept.values[name, count - 1] - 1  # equals may still win by their place


@kernel()
def _around(tree, a, b):  # type: ignore[no-untyped-def]
    """The prices of all odd sets around two people: up the tree of sets from both, to where they meet."""
    one, other = tree.home[a], tree.home[b]
    while one != other:
        if tree.depth[one] >= tree.depth[other]:
            one = tree.parent[one]
        else:
            other = tree.parent[other]
    return tree.price[one]


@kernel()
def _meet(sheet, dial, part, reach, span, rows, names, prices, tree, kept):  # type: ignore[no-untyped-def]
    """A stretch of rows against one tile; of a pair within the tile, the row comes first."""
    low, width, sets = span[0], span[1] - span[0], len(tree.price) > 1
    work, bar = room(width), kept.bar[span[0] : span[1]]
    flags = np.zeros((width + 7) // 8 * 8, np.uint8)
    eights, out = flags.view(np.uint64), work.out
    for row in range(rows[0], rows[1]):
        if _out_of_reach(sheet, dial, reach, row):
            continue
        excesses(sheet, dial, part, low, row, prices[row], work)
        for j in range(min(row + 1 - low, width)):
            out[j] = loops.NEVER
        loops.flag(out, bar, kept.bar[row], flags)
        for eight in range(len(eights)):
            if eights[eight] == np.uint64(0):
                continue
            for j in range(8 * eight, min(width, 8 * eight + 8)):
                if flags[j]:
                    excess = out[j] - (_around(tree, row, low + j) if sets else 0)
                    if excess > kept.bar[row]:
                        _offer(kept, names, row, low + j, excess)
                    if excess > bar[j]:
                        _offer(kept, names, low + j, row, excess)


@kernel()
def _merge(into, more):  # type: ignore[no-untyped-def]
    """Put one worker's short lists into another's."""
    for row in range(len(into.held)):
        for spot in range(more.held[row]):
            into.held[row] = _keep(
                into.partners[row], into.values[row], into.held[row], more.partners[row, spot], more.values[row, spot]
            )


def best_partners(
    sheet: Sheet, dial: Dials, sizes: tuple[int, int], count: int, *, prices: Int64, odd_sets: Sequence[OddSet] = (),
    tick: Callable[[int, int], None] | None = None,
) -> Best:  # fmt: skip
    """For everybody the `count` partners of greatest `2 · worth − prices − odd sets around both`, where that is above 0, exactly.

    Parameters
    ----------
    sizes
        How many skills and words there are.
    prices, odd_sets
        In halves, (n,). −1 for everybody asks for the best partners; those of a proof ask for what it fails to cover.

    Complexity: O(people²) at worst, each pair some nanoseconds of one thread; tiles out of reach cost nothing.
    """
    everyone, crew, names = len(sheet.wanted), threads(), arrangement(sheet)
    seen, tree = arranged(sheet, names), nest(everyone, odd_sets)
    price, tree = prices[names], tree._replace(home=tree.home[names])
    lists = [_empty(everyone, count) for _ in range(crew)]
    tasks = _Tasks(_tasks(seen, dial, price, sizes, tick))

    def work(kept: Kept) -> None:
        for part, reach, span, rows in tasks:
            _meet(seen, dial, part, reach, span, rows, names, price, tree, kept)

    if crew == 1:
        work(lists[0])
    else:
        with ThreadPoolExecutor(crew) as pool:
            list(pool.map(work, lists))
    for more in lists[1:]:
        _merge(lists[0], more)
    return Best(lists[0].partners, lists[0].values)


def _empty(size: int, count: int) -> Kept:
    return Kept(
        np.full((size, count), -1, np.int32), np.zeros((size, count), np.int64), np.zeros(size, np.int64),
        np.zeros(size, np.int32),
    )  # fmt: skip


_Task = tuple[Tile, Reach, tuple[int, int], tuple[int, int]]


class _Tasks:
    """Stretches of rows to meet tiles, handed out to whichever worker asks first."""

    def __init__(self, tasks: Iterator[_Task]) -> None:
        self._tasks, self._door = tasks, threading.Lock()

    def __iter__(self) -> Iterator[_Task]:
        return self

    def __next__(self) -> _Task:
        with self._door:
            return next(self._tasks)


def _tasks(
    sheet: Sheet, dial: Dials, prices: Int64, sizes: tuple[int, int], tick: Callable[[int, int], None] | None
) -> Iterator[_Task]:
    """Every tile with every row that stands before it, or in it."""
    size = len(sheet.wanted)
    for low, high in _cuts(sheet):
        part, reach = tile(sheet, dial, prices, (low, high), sizes), _reach(sheet, low, high)
        for start in range(0, high, ROWS):
            yield part, reach, (low, high), (start, min(high, start + ROWS))
        if tick:
            tick(high * high // max(1, size), size)


def _cuts(sheet: Sheet) -> list[tuple[int, int]]:
    """Where tiles begin and end: where the level changes, rather than anywhere, once a tile is worth its while."""
    size, cuts = len(sheet.level), [0]
    changes = {*(np.flatnonzero(np.diff(sheet.level)) + 1).tolist()}
    for place in sorted({*changes, *range(FEWEST, size, FEWEST)}):
        length = place - cuts[-1]
        if length >= WIDTH or (length >= FEWEST and place in changes):
            cuts.append(place)
    return list(itertools.pairwise([*cuts, size])) if size else []
