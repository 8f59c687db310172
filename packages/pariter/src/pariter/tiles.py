# ruff: noqa: ANN001, ANN201, ANN202 - numba infers the types of kernels
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

from pariter.kernels.jit import kernel, ones, threads
from pariter.result import OddSet
from pariter.sheet import Dials, Rows, Sheet, is_barred, pair_value

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float32 = npt.NDArray[np.float32]

WIDTH = 4_096  # people of a tile
MARGIN = np.float32(0.25)  # what float32 may lose, in ten-thousandths, at prices below 2**20
NEVER = np.float32(-1e9)
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
def _gather(rows, row, inverted, out):  # type: ignore[no-untyped-def]
    """`out[column] += mark · mark` for everybody in the tile who shares a code with the row."""
    out[:] = 0
    for entry in range(rows.starts[row], rows.starts[row + 1]):
        mark = np.float32(rows.marks[entry])
        code = rows.codes[entry]
        for place in range(inverted.starts[code], inverted.starts[code + 1]):
            out[inverted.columns[place]] += mark * inverted.marks[place]


@kernel(fastmath=True)
def _add(products, unit, weight, out):  # type: ignore[no-untyped-def]
    """`weight · part`, where a product counts `unit` for everybody."""
    for j in range(len(out)):
        out[j] += weight * min(np.float32(_FULL), products[j] * unit)


@kernel(fastmath=True)
def _add_own(products, units, weight, out):  # type: ignore[no-untyped-def]
    """`weight · part`, where each column has its own unit."""
    for j in range(len(out)):
        out[j] += weight * min(np.float32(_FULL), products[j] * units[j])


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
    _gather(sheet.seeks, row, tile.offers, products)
    _add(products, teach, np.float32(dial.teaching), mine)
    _gather(sheet.offers, row, tile.seeks, products)
    _add_own(products, tile.teach, np.float32(dial.teaching), yours)
    _gather(sheet.first, row, tile.offers, products)
    _add(products, thousand, np.float32(dial.first_choice), mine)
    _gather(sheet.offers, row, tile.first, products)
    _add(products, thousand, np.float32(dial.first_choice), yours)
    _gather(sheet.aims, row, tile.aims, products)
    _add(products, word, np.float32(dial.aims), mine)
    _add_own(products, tile.word, np.float32(dial.aims), yours)
    _gather(sheet.aims, row, tile.experience, products)
    _add(products, word, np.float32(dial.experience), mine)
    _gather(sheet.experience, row, tile.aims, products)
    _add_own(products, tile.word, np.float32(dial.experience), yours)


@kernel(fastmath=True)
def _overlap(a, b, c, d, e, f, mine, out):  # type: ignore[no-untyped-def]
    """How many hours of the week everybody shares with the six words `mine`."""
    first, second, third, fourth, fifth, sixth = mine[0], mine[1], mine[2], mine[3], mine[4], mine[5]
    for j in range(len(out)):
        count = np.int32(ones(a[j] & first)) + np.int32(ones(b[j] & second)) + np.int32(ones(c[j] & third))
        count += np.int32(ones(d[j] & fourth)) + np.int32(ones(e[j] & fifth)) + np.int32(ones(f[j] & sixth))
        out[j] = np.float32(np.int32(count))


@kernel(fastmath=True)
def _hours(stated, own, weight, least, out):  # type: ignore[no-untyped-def]
    """From hours in common to their weighted part; far below zero where they are too few."""
    for j in range(len(out)):
        part = min(out[j], np.float32(8)) * np.float32(1_250) - np.float32(_UNKNOWN)
        worth = weight * (np.float32(_UNKNOWN) + own * stated[j] * part)
        out[j] = NEVER if out[j] < least else worth


@kernel(fastmath=True)
def _departments(department, known, own, given, weight, out):  # type: ignore[no-untyped-def]
    for j in range(len(out)):
        part = np.float32(-_UNKNOWN) if department[j] == own else np.float32(_UNKNOWN)
        out[j] += weight * (np.float32(_UNKNOWN) + given * known[j] * part)


@kernel(fastmath=True)
def _neighbours(department, site, own, place, weight, out):  # type: ignore[no-untyped-def]
    """New acquaintance, as if nobody had met: half for those of one department on one site."""
    for j in range(len(out)):
        near = np.float32(_UNKNOWN) if site[j] == place else np.float32(_FULL)
        out[j] += weight * (near if department[j] == own else np.float32(_FULL))


@kernel(fastmath=True)
def _levels(level, ranked, own, given, weight, least, most, out):  # type: ignore[no-untyped-def]
    """Level proximity; far below zero where levels are too near or too far."""
    for j in range(len(out)):
        apart, both = abs(level[j] - own), given * ranked[j]
        part = max(np.float32(0), np.float32(_FULL) - np.float32(2_500) * apart) - np.float32(_UNKNOWN)
        out[j] += weight * (np.float32(_UNKNOWN) + both * part)
        too = np.float32(1) if apart < least or apart > most else np.float32(0)
        out[j] += NEVER * too * both


@kernel(fastmath=True)
def _answers(style, row, own, weight, asked, apart, out):  # type: ignore[no-untyped-def]
    """Working style, over the questions that both answered."""
    asked[:] = 0
    apart[:] = 0
    for answer in range(len(style)):
        theirs, mine = style[answer], np.float32(own[row, answer])
        if mine > 0:
            for j in range(len(out)):
                both = min(theirs[j], np.float32(1))
                asked[j] += both
                apart[j] += both * abs(theirs[j] - mine)
    for j in range(len(out)):
        some = min(asked[j], np.float32(1))
        part = np.float32(_UNKNOWN) - np.float32(2_500) * apart[j] / max(asked[j], np.float32(1))
        out[j] += weight * (np.float32(_UNKNOWN) + some * part)


@kernel(fastmath=True)
def _bar_equal(column, own, out):  # type: ignore[no-untyped-def]
    for j in range(len(out)):
        out[j] = NEVER if column[j] == own else out[j]


@kernel(fastmath=True)
def _bar_other(column, own, out):  # type: ignore[no-untyped-def]
    for j in range(len(out)):
        out[j] = NEVER if column[j] >= 0 and column[j] != own else out[j]


@kernel(fastmath=True)
def _bar_strange(languages, own, out):  # type: ignore[no-untyped-def]
    for j in range(len(out)):
        out[j] = NEVER if (languages[j] & own) == np.uint64(0) else out[j]


@kernel(fastmath=True)
def _share(sheet, dial, tile, row, asked, apart, out):  # type: ignore[no-untyped-def]
    """Σ weight · part of what the row and each column have in common; far below zero where a rule bars them."""
    week = np.empty(6, np.uint32)
    for part in range(3):
        week[2 * part] = np.uint32(sheet.hours[row, part] & np.uint64(0xFFFFFFFF))
        week[2 * part + 1] = np.uint32(sheet.hours[row, part] >> np.uint64(32))
    parts, one, none = tile.parts, np.float32(1), np.float32(0)
    _overlap(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], week, out)
    _hours(tile.stated, one if sheet.stated[row] else none, np.float32(dial.shared_hours), np.float32(dial.hours), out)
    department, site, level = sheet.department[row], sheet.site[row], sheet.level[row]
    given, ranked = one if department >= 0 else none, one if level >= 0 else none
    _departments(tile.department, tile.known, department, given, np.float32(dial.different_department), out)
    place = site if site >= 0 and department >= 0 else np.int32(-2)
    _neighbours(tile.department, tile.site, department, place, np.float32(dial.new_acquaintance), out)
    least, most = np.float32(dial.least), np.float32(dial.most)
    _levels(tile.level, tile.ranked, np.float32(level), ranked, np.float32(dial.level_proximity), least, most, out)
    if dial.working_style:
        _answers(tile.style, row, sheet.style, np.float32(dial.working_style), asked, apart, out)
    if dial.language:
        _bar_strange(tile.languages, sheet.languages[row], out)
    if dial.manager and sheet.manager[row] >= 0:
        _bar_equal(tile.manager, sheet.manager[row], out)
    for must, column, own in ((dial.department, tile.department, department), (dial.site, tile.site, site)):
        if must == 1 and own >= 0:
            _bar_equal(column, own, out)
        elif must == 2 and own >= 0:
            _bar_other(column, own, out)


@kernel(fastmath=True)
def _value(mine, yours, prices, scale, share, concave, price, out):  # type: ignore[no-untyped-def]
    """From weighted sums to worth less prices, never too low."""
    for j in range(len(out)):
        weak, strong = min(mine[j], yours[j]), max(mine[j], yours[j])
        out[j] = scale * (out[j] + weak + share * (strong - weak)) + MARGIN
    if concave:
        for j in range(len(out)):
            inner = min(out[j], np.float32(_FULL))
            out[j] = max(out[j] * np.float32(0.001), inner * (np.float32(2) - inner / np.float32(_FULL)) + MARGIN)
    for j in range(len(out)):
        out[j] -= prices[j] + price


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
    _value(mine, yours, tile.prices, scale, share, dial.concave, price, out)


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
def _around(nest, a, b):  # type: ignore[no-untyped-def]
    """The prices of all odd sets around two people: up the tree of sets from both, to where they meet."""
    one, other = nest.home[a], nest.home[b]
    while one != other and one >= 0 and other >= 0:
        if nest.depth[one] >= nest.depth[other]:
            one = nest.parent[one]
        else:
            other = nest.parent[other]
    return nest.price[one] if one == other and one >= 0 else 0


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
def _pass(sheet, dial, tile, low, rows, prices, nest, partners, values, held, worker, crew):  # type: ignore[no-untyped-def]
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
            excess = 2 * worth - prices[row] - prices[low + j] - _around(nest, row, low + j)
            out[j] = NEVER
            if worth >= 0 and excess > 0:
                held[place] = _keep(partners[place], values[place], held[place], low + j, excess)


class Nest(NamedTuple):
    """Odd sets that lie inside each other or apart, as a tree: `home`: the innermost set of each person, −1 if none.

    `price` of a set is its own and that of all around it.
    """

    home: Int32
    parent: Int32
    depth: Int32
    price: Int64


def nest(size: int, odd_sets: Sequence[OddSet]) -> Nest:
    """The tree of the odd sets of a proof."""
    ordered = sorted(odd_sets, key=lambda odd: len(odd.members))
    home, outer = np.full(size, -1, np.int32), np.full(size, -1, np.int32)
    parent, depth = np.full(len(ordered), -1, np.int32), np.zeros(len(ordered), np.int32)
    price = np.array([odd.price for odd in ordered], np.int64)
    for number, odd in enumerate(ordered):
        members = np.array([one for one in odd.members if one < size], np.int64)
        inner = np.unique(outer[members])
        parent[inner[inner >= 0]] = number
        home[members[home[members] < 0]] = number
        outer[members] = number
    for number in range(len(ordered) - 1, -1, -1):
        if parent[number] >= 0:
            depth[number], price[number] = depth[parent[number]] + 1, price[number] + price[parent[number]]
    return Nest(home, parent, depth, price)


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
