"""One person against a tile of others: the exact worth of every pair, in many small loops over columns that fit the cache."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pariter.kernels import loops
from pariter.kernels.jit import kernel
from pariter.sheet import FORGOTTEN, Dials, Rows, Sheet, is_barred, pair_value

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float32 = npt.NDArray[np.float32]
Bool = npt.NDArray[np.bool_]

_FULL, _UNKNOWN = 10_000, 5_000
_MOST = 400_000_000  # prices beyond are as good as this one


class Inverted(NamedTuple):
    """For every code, the columns of a tile that hold it, with their marks."""

    starts: Int64
    columns: Int32
    marks: Float32


class Tile(NamedTuple):
    """A slice of the people, each column by itself, as quick loops want them.

    `known`, `ranked`, `stated`: whether department, level, hours are known. `teach`, `word`: ten-thousandths for
    each unit of a product. `base`: what a column gets without knowing anything. `parts`: the week in six words.
    `shuts`: whether closed lists or settled pairs bar anybody.
    """

    offers: Inverted
    seeks: Inverted
    first: Inverted
    aims: Inverted
    experience: Inverted
    teach: Float32
    word: Float32
    base: Int32
    department: Int32
    site: Int32
    manager: Int32
    race: Int32
    level: Int32
    known: Bool
    ranked: Bool
    stated: Bool
    languages: npt.NDArray[np.uint64]
    parts: npt.NDArray[np.uint32]
    style: Int32
    shut: npt.NDArray[np.uint64]
    shut_from: npt.NDArray[np.uint64]
    shuts: bool
    prices: Int32


class Room(NamedTuple):
    """Columns to work in, one of each for every thread."""

    products: Float32
    mine: Int32
    yours: Int32
    shared: Int32
    out: Int32


@kernel()
def room(width):  # type: ignore[no-untyped-def]
    """Columns to work in."""
    empty = np.zeros((4, width), np.int32)
    return Room(np.zeros(width, np.float32), empty[0], empty[1], empty[2], empty[3])


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
    shut, shut_from = sheet.shut[low:high].copy(), sheet.shut_from[low:high].copy()
    return Tile(
        offers=_inverted(sheet.offers, low, high, sizes[0]), seeks=_inverted(sheet.seeks, low, high, sizes[0]),
        first=_inverted(sheet.first, low, high, sizes[0]), aims=_inverted(sheet.aims, low, high, sizes[1]),
        experience=_inverted(sheet.experience, low, high, sizes[1]),
        teach=np.where(wanted > 0, _FULL / np.maximum(wanted, 1), 0).astype(np.float32),
        word=np.where(aims > 0, _FULL / np.maximum(aims, 1), 0).astype(np.float32), base=base.astype(np.int32),
        department=sheet.department[low:high].copy(), site=sheet.site[low:high].copy(), manager=sheet.manager[low:high].copy(),
        race=sheet.race[low:high].copy(), level=sheet.level[low:high].copy(), known=sheet.department[low:high] >= 0,
        ranked=sheet.level[low:high] >= 0, stated=sheet.stated[low:high].copy(), languages=sheet.languages[low:high].copy(),
        parts=np.ascontiguousarray(words.T), style=np.ascontiguousarray(sheet.style[low:high].T), shut=shut,
        shut_from=shut_from, shuts=bool(shut.any() or (shut_from[1:] != shut_from[:-1]).any()),
        prices=np.clip(prices[low:high], -_MOST, _MOST).astype(np.int32),
    )  # fmt: skip


@kernel(fastmath=True)
def _serve(sheet, dial, tile, row, products, mine, yours):  # type: ignore[no-untyped-def]
    """Σ weight · part of what the row gets out of each column (`mine`), and each column out of the row (`yours`)."""
    count, thousand = sheet.aims.starts[row + 1] - sheet.aims.starts[row], np.float32(1_000)
    teach = np.float32(_FULL / sheet.wanted[row] if sheet.wanted[row] > 0 else 0)
    word = np.float32(_FULL / count if count > 0 else 0)
    base = 0 if sheet.wanted[row] > 0 else (dial.teaching + dial.first_choice) * _UNKNOWN
    base += 0 if count > 0 else (dial.aims + dial.experience) * _UNKNOWN
    mine[:] = np.int32(base)
    yours[:] = tile.base
    if dial.teaching:
        loops.gather(sheet.seeks, row, tile.offers, products)
        loops.add(products, teach, np.int32(dial.teaching), mine)
        loops.gather(sheet.offers, row, tile.seeks, products)
        loops.add_own(products, tile.teach, np.int32(dial.teaching), yours)
    if dial.first_choice:
        loops.gather(sheet.first, row, tile.offers, products)
        loops.add(products, thousand, np.int32(dial.first_choice), mine)
        loops.gather(sheet.offers, row, tile.first, products)
        loops.add(products, thousand, np.int32(dial.first_choice), yours)
    if dial.aims:
        loops.gather(sheet.aims, row, tile.aims, products)
        loops.add(products, word, np.int32(dial.aims), mine)
        loops.add_own(products, tile.word, np.int32(dial.aims), yours)
    if dial.experience:
        loops.gather(sheet.aims, row, tile.experience, products)
        loops.add(products, word, np.int32(dial.experience), mine)
        loops.gather(sheet.experience, row, tile.aims, products)
        loops.add_own(products, tile.word, np.int32(dial.experience), yours)


@kernel()
def _share(sheet, dial, tile, row, asked, apart, out):  # type: ignore[no-untyped-def]
    """Σ weight · part of what the row and each column have in common; never where a rule bars them."""
    week = np.empty(6, np.uint32)
    for part in range(3):
        week[2 * part] = np.uint32(sheet.hours[row, part] & np.uint64(0xFFFFFFFF))
        week[2 * part + 1] = np.uint32(sheet.hours[row, part] >> np.uint64(32))
    parts = tile.parts
    loops.overlap(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], week, out)
    loops.hours(tile.stated, sheet.stated[row], np.int32(dial.shared_hours), np.int32(dial.hours), out)
    department, site, level = sheet.department[row], sheet.site[row], sheet.level[row]
    loops.departments(
        tile.department, tile.known, department, department >= 0, np.int32(dial.different_department), out
    )
    place = site if site >= 0 and department >= 0 else np.int32(-2)
    loops.neighbours(tile.department, tile.site, department, place, np.int32(dial.new_acquaintance), out)
    least, most = np.int32(dial.least), np.int32(dial.most)
    loops.levels(tile.level, tile.ranked, level, level >= 0, np.int32(dial.level_proximity), least, most, out)
    if dial.working_style:
        loops.answers(tile.style, row, sheet.style, np.int32(dial.working_style), asked, apart, out)


@kernel()
def _bar(sheet, dial, tile, row, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever a rule keeps from the row."""
    if dial.language:
        loops.bar_strange(tile.languages, sheet.languages[row], out)
    if dial.manager and sheet.manager[row] >= 0:
        loops.bar_equal(tile.manager, sheet.manager[row], out)
    if dial.race and sheet.race[row] >= 0:
        loops.bar_equal(tile.race, sheet.race[row], out)
    for must, column, own in (
        (dial.department, tile.department, sheet.department[row]),
        (dial.site, tile.site, sheet.site[row]),
    ):
        if must == 1 and own >= 0:
            loops.bar_equal(column, own, out)
        elif must == 2 and own >= 0:
            loops.bar_other(column, own, out)
    if tile.shuts or sheet.shut[row]:
        loops.bar_shut(tile.shut, tile.shut_from, sheet.shut[row], sheet.shut_from[row], out)


@kernel()
def _tie(sheet, dial, tile, low, row, out):  # type: ignore[no-untyped-def]
    """What concerns a few columns alone: whoever met the row before, and whoever must not."""
    for entry in range(sheet.met.starts[row], sheet.met.starts[row + 1]):
        j = sheet.met.codes[entry] - low
        if 0 <= j < len(out):
            near = tile.department[j] == sheet.department[row] and tile.site[j] == sheet.site[row]
            near = near and tile.department[j] >= 0 and tile.site[j] >= 0
            part = min(sheet.met.marks[entry], FORGOTTEN) * _FULL // FORGOTTEN
            out[j] += dial.new_acquaintance * (part - (_UNKNOWN if near else _FULL))
    for entry in range(sheet.barred.starts[row], sheet.barred.starts[row + 1]):
        j = sheet.barred.codes[entry] - low
        if 0 <= j < len(out):
            out[j] = loops.NEVER


@kernel()
def excesses(sheet, dial, tile, low, row, price, room):  # type: ignore[no-untyped-def]
    """`room.out`: what each pair with the row is worth beyond its prices, in halves; `loops.NEVER` if it must not be."""
    _share(sheet, dial, tile, row, room.mine, room.yours, room.shared)
    _bar(sheet, dial, tile, row, room.shared)
    _tie(sheet, dial, tile, low, row, room.shared)
    _serve(sheet, dial, tile, row, room.products, room.mine, room.yours)
    total, out = np.int32(dial.total), room.out
    loops.divide(room.mine, room.shared, total, room.mine)
    loops.divide(room.yours, room.shared, total, room.yours)
    loops.value(room.mine, room.yours, np.int32(dial.share), room.shared, np.int32(dial.floor), out)
    if dial.concave:
        loops.concave(out)
    loops.beyond(tile.prices, np.int32(price), out)


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


def __getattr__(name: str) -> Any:
    """`best_partners` by the name under which it was known here, until its last caller asks `pariter.sweep`."""
    if name == "best_partners":
        return import_module("pariter.sweep").best_partners
    raise AttributeError(name)
