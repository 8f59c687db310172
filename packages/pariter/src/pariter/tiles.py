"""All pairs, scored in tiles that fit the cache: the best partners of everybody, and the pairs that prices fail to cover.

For each person and each tile of others, an estimate that is never too low is made in many small loops (one big loop over all
columns would not be vectorised); only what passes the threshold is worked out exactly. So the outcome is exact:
no allowed pair is overlooked. Rows are independent of each other: threads never change a result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pariter.bounds import nest
from pariter.kernels import loops
from pariter.kernels.jit import kernel, threads
from pariter.result import OddSet
from pariter.sheet import Dials, Rows, Sheet, is_barred, pair_value

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float32 = npt.NDArray[np.float32]

WIDTH = 4_096  # people of a tile
NEVER = loops.NEVER
_FULL, _UNKNOWN = 10_000, 5_000


class Inverted(NamedTuple):
    """For every code, the columns of a tile that hold it, with their marks."""

    starts: Int64
    columns: Int32
    marks: Float32


class Tile(NamedTuple):
    """A slice of the people, each column by itself, as quick loops want them.

    `known`, `ranked`, `stated`: 1 where department, level, hours are known, else 0. `teach`, `word`: ten-thousandths for
    each unit of a product. `base`: what a column gets without knowing anything. `parts`: the week in six words.
    """

    offers: Inverted
    seeks: Inverted
    first: Inverted
    aims: Inverted
    experience: Inverted
    teach: Float32
    word: Float32
    base: Float32
    department: Int32
    site: Int32
    manager: Int32
    level: Float32
    known: Float32
    placed: Float32
    ranked: Float32
    stated: Float32
    languages: npt.NDArray[np.uint64]
    parts: npt.NDArray[np.uint32]
    style: Float32
    prices: Float32


class Best(NamedTuple):
    """The best partners of each row, best first, −1 where there are fewer; and what was asked of them, (rows, count)."""

    partners: Int32
    values: Int64


def _inverted(rows: Rows, low: int, high: int, width: int) -> Inverted:
    span = slice(int(rows.starts[low]), int(rows.starts[high]))
    codes = rows.codes[span]
    columns = np.repeat(np.arange(high - low, dtype=np.int32), np.diff(rows.starts[low : high + 1]))
    order = np.argsort(codes, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=width))]).astype(np.int64)
    return Inverted(starts, columns[order], rows.marks[span][order].astype(np.float32))


def tile(sheet: Sheet, dial: Dials, prices: Int64, span: tuple[int, int], sizes: tuple[int, int]) -> Tile:
    """The people of a span as a tile. `sizes`: how many skills and words there are."""
    low, high = span
    wanted, aims = sheet.wanted[low:high], np.diff(sheet.aims.starts[low : high + 1])
    base = _UNKNOWN * (
        (dial.teaching + dial.first_choice) * (wanted == 0) + (dial.aims + dial.experience) * (aims == 0)
    )
    words = np.ascontiguousarray(sheet.hours[low:high]).view(np.uint32).reshape(high - low, 6)
    return Tile(
        _inverted(sheet.offers, low, high, sizes[0]), _inverted(sheet.seeks, low, high, sizes[0]),
        _inverted(sheet.first, low, high, sizes[0]), _inverted(sheet.aims, low, high, sizes[1]),
        _inverted(sheet.experience, low, high, sizes[1]),
        np.where(wanted > 0, _FULL / np.maximum(wanted, 1), 0).astype(np.float32),
        np.where(aims > 0, _FULL / np.maximum(aims, 1), 0).astype(np.float32), base.astype(np.float32),
        sheet.department[low:high].copy(), sheet.site[low:high].copy(), sheet.manager[low:high].copy(),
        sheet.level[low:high].astype(np.float32), _given(sheet.department[low:high]), _given(sheet.site[low:high]),
        _given(sheet.level[low:high]), sheet.stated[low:high].astype(np.float32), sheet.languages[low:high].copy(),
        np.ascontiguousarray(words.T), np.ascontiguousarray(sheet.style[low:high].T.astype(np.float32)),
        (prices[low:high] / 2).astype(np.float32),
    )  # fmt: skip


def _given(column: Int32) -> Float32:
    return (column >= 0).astype(np.float32)


@kernel(fastmath=True)
def _serve(sheet, dial, tile, row, products, mine, yours):  # type: ignore[no-untyped-def]
    """Σ weight · part of what the row gets out of each column (`mine`), and each column out of the row (`yours`)."""
    count, thousand = sheet.aims.starts[row + 1] - sheet.aims.starts[row], np.float32(1_000)
    teach = np.float32(_FULL / sheet.wanted[row] if sheet.wanted[row] > 0 else 0)
    word = np.float32(_FULL / count if count > 0 else 0)
    base = 0 if sheet.wanted[row] > 0 else (dial.teaching + dial.first_choice) * _UNKNOWN
    base += 0 if count > 0 else (dial.aims + dial.experience) * _UNKNOWN
    mine[:] = np.float32(base)
    yours[:] = tile.base
    loops.gather(sheet.seeks, row, tile.offers, products)
    loops.add(products, teach, np.float32(dial.teaching), mine)
    loops.gather(sheet.offers, row, tile.seeks, products)
    loops.add_own(products, tile.teach, np.float32(dial.teaching), yours)
    loops.gather(sheet.first, row, tile.offers, products)
    loops.add(products, thousand, np.float32(dial.first_choice), mine)
    loops.gather(sheet.offers, row, tile.first, products)
    loops.add(products, thousand, np.float32(dial.first_choice), yours)
    loops.gather(sheet.aims, row, tile.aims, products)
    loops.add(products, word, np.float32(dial.aims), mine)
    loops.add_own(products, tile.word, np.float32(dial.aims), yours)
    loops.gather(sheet.aims, row, tile.experience, products)
    loops.add(products, word, np.float32(dial.experience), mine)
    loops.gather(sheet.experience, row, tile.aims, products)
    loops.add_own(products, tile.word, np.float32(dial.experience), yours)


@kernel(fastmath=True)
def _share(sheet, dial, tile, row, asked, apart, out):  # type: ignore[no-untyped-def]
    """Σ weight · part of what the row and each column have in common; far below zero where a rule bars them."""
    week = np.empty(6, np.uint32)
    for part in range(3):
        week[2 * part] = np.uint32(sheet.hours[row, part] & np.uint64(0xFFFFFFFF))
        week[2 * part + 1] = np.uint32(sheet.hours[row, part] >> np.uint64(32))
    parts, one, none = tile.parts, np.float32(1), np.float32(0)
    loops.overlap(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], week, out)
    loops.hours(
        tile.stated, one if sheet.stated[row] else none, np.float32(dial.shared_hours), np.float32(dial.hours), out
    )
    department, site, level = sheet.department[row], sheet.site[row], sheet.level[row]
    given, ranked = one if department >= 0 else none, one if level >= 0 else none
    loops.departments(tile.department, tile.known, department, given, np.float32(dial.different_department), out)
    place = site if site >= 0 and department >= 0 else np.int32(-2)
    loops.neighbours(tile.department, tile.site, department, place, np.float32(dial.new_acquaintance), out)
    least, most = np.float32(dial.least), np.float32(dial.most)
    loops.levels(tile.level, tile.ranked, np.float32(level), ranked, np.float32(dial.level_proximity), least, most, out)
    if dial.working_style:
        loops.answers(tile.style, row, sheet.style, np.float32(dial.working_style), asked, apart, out)
    if dial.language:
        loops.bar_strange(tile.languages, sheet.languages[row], out)
    if dial.manager and sheet.manager[row] >= 0:
        loops.bar_equal(tile.manager, sheet.manager[row], out)
    for must, column, own in ((dial.department, tile.department, department), (dial.site, tile.site, site)):
        if must == 1 and own >= 0:
            loops.bar_equal(column, own, out)
        elif must == 2 and own >= 0:
            loops.bar_other(column, own, out)


@kernel(fastmath=True)
def _estimate(sheet, dial, tile, low, row, price, products, mine, yours, out):  # type: ignore[no-untyped-def]
    """What each pair with the row is worth beyond its prices, at most."""
    _share(sheet, dial, tile, row, mine, yours, out)
    _serve(sheet, dial, tile, row, products, mine, yours)
    for entry in range(sheet.met.starts[row], sheet.met.starts[row + 1]):  # an old pair may count more than a near one
        j = sheet.met.codes[entry] - low
        if 0 <= j < len(out):
            out[j] += np.float32(dial.new_acquaintance) * np.float32(_FULL)
    scale, share = np.float32(1 / dial.total), np.float32(dial.share / 100)
    loops.value(mine, yours, tile.prices, scale, share, dial.concave, price, out)


@kernel()
def worth_of(sheet, dial, a, b):  # type: ignore[no-untyped-def]
    """What an allowed pair adds to the total; −1 if it is barred or below the floor."""
    if is_barred(sheet, dial, a, b):
        return -1
    value = pair_value(sheet, dial, a, b)
    if value < dial.floor:
        return -1
    return value * (20_000 - value) // _FULL if dial.concave else value


@kernel()
def _worths(sheet, dial, one, other, out):  # type: ignore[no-untyped-def]
    for place in range(len(one)):
        out[place] = worth_of(sheet, dial, one[place], other[place])


def worths(sheet: Sheet, dial: Dials, one: Int64, other: Int64) -> Int64:
    """What each of a list of pairs is worth, (pairs,); −1 where it is barred or below the floor."""
    out = np.zeros(len(one), np.int64)
    _worths(sheet, dial, one, other, out)
    return out


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
def _promising(out, tops, spots):  # type: ignore[no-untyped-def]
    """The columns of the greatest estimates above 0, greatest first; −1 where there are fewer."""
    tops[:] = 0
    spots[:] = -1
    last = len(tops) - 1
    for j in range(len(out)):
        if out[j] > tops[last]:
            place = last
            while place > 0 and tops[place - 1] < out[j]:
                tops[place], spots[place] = tops[place - 1], spots[place - 1]
                place -= 1
            tops[place], spots[place] = out[j], j


@kernel()
def _pass(sheet, dial, tile, low, rows, prices, tree, partners, values, held, worker, crew):  # type: ignore[no-untyped-def]
    """One tile against every `crew`-th row."""
    width, count = len(tile.base), partners.shape[1]
    products, out = np.zeros(width, np.float32), np.zeros(width, np.float32)
    mine, yours = np.zeros(width, np.float32), np.zeros(width, np.float32)
    tops, spots = np.zeros(count + 4, np.float32), np.zeros(count + 4, np.int64)
    for place in range(worker, len(rows), crew):
        row = rows[place]
        _estimate(sheet, dial, tile, low, row, np.float32(prices[row] / 2), products, mine, yours, out)
        _promising(out, tops, spots)
        for turn in range(len(spots) + width):  # the most promising first, so that few others are worth a closer look
            j = spots[turn] if turn < len(spots) else turn - len(spots)
            least = np.float32(values[place, count - 1] / 2) if held[place] == count else np.float32(0)
            if j < 0 or out[j] <= least:
                continue
            worth = worth_of(sheet, dial, row, low + j)
            excess = 2 * worth - prices[row] - prices[low + j] - _around(tree, row, low + j)
            out[j] = NEVER
            if worth >= 0 and excess > 0:
                held[place] = _keep(partners[place], values[place], held[place], low + j, excess)


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

    Complexity: O(people²), each pair about a nanosecond a thread with numba.
    """
    everyone, crew = len(sheet.wanted), threads()
    rows, tree = np.arange(everyone), nest(everyone, odd_sets)
    partners, values = np.full((everyone, count), -1, np.int32), np.zeros((everyone, count), np.int64)
    held = np.zeros(everyone, np.int64)
    with ThreadPoolExecutor(crew) as pool:
        for low in range(0, everyone, WIDTH):
            high = min(everyone, low + WIDTH)
            part = tile(sheet, dial, prices, (low, high), sizes)
            shared = (sheet, dial, part, low, rows, prices, tree, partners, values, held)
            list(pool.map(lambda worker, shared=shared: _pass(*shared, worker, crew), range(crew)))
            if tick:
                tick(high, everyone)
    return Best(partners, values)
