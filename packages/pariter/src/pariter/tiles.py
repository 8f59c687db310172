"""All pairs, scored in tiles that fit the cache: the best partners of everybody, and the pairs that prices fail to cover.
# ruff: noqa: ANN001, ANN201, ANN202 - numba infers the types of kernels

For each person and each tile of others, an estimate that is never too low is made in many small loops (one big loop over all
columns would not be vectorised); only what passes the threshold is worked out exactly. So the outcome is exact:
no allowed pair is overlooked. Rows are independent of each other: threads never change a result.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pariter.kernels.jit import kernel, threads
from pariter.sheet import Dials, Rows, Sheet, is_barred, pair_value, popcount

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float32 = npt.NDArray[np.float32]

WIDTH = 4_096  # people of a tile
MARGIN = np.float32(2.0)  # what float32 may lose, in ten-thousandths, at values below 2**18
NEVER = np.float32(-1e9)
_FULL, _UNKNOWN = 10_000, 5_000


class Inverted(NamedTuple):
    """For every code, the columns of a tile that hold it, with their marks."""

    starts: Int64
    columns: Int32
    marks: Float32


class Tile(NamedTuple):
    """A slice of the people, ready for quick loops. `teach`, `word`: ten-thousandths for each unit of a product."""

    offers: Inverted
    seeks: Inverted
    first: Inverted
    aims: Inverted
    experience: Inverted
    teach: Float32
    word: Float32
    base: Float32
    scale: float


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


def tile(sheet: Sheet, dial: Dials, low: int, high: int, skills: int, words: int) -> Tile:
    """The people `low..high` as a tile."""
    wanted, aims = sheet.wanted[low:high], np.diff(sheet.aims.starts[low : high + 1])
    base = dial.teaching * np.where(wanted == 0, _UNKNOWN, 0) + dial.first_choice * np.where(wanted == 0, _UNKNOWN, 0)
    base = base + (dial.aims + dial.experience) * np.where(aims == 0, _UNKNOWN, 0)
    return Tile(
        _inverted(sheet.offers, low, high, skills), _inverted(sheet.seeks, low, high, skills),
        _inverted(sheet.first, low, high, skills), _inverted(sheet.aims, low, high, words),
        _inverted(sheet.experience, low, high, words),
        np.where(wanted > 0, _FULL / np.maximum(wanted, 1), 0).astype(np.float32),
        np.where(aims > 0, _FULL / np.maximum(aims, 1), 0).astype(np.float32),
        base.astype(np.float32), float(1 / dial.total),
    )  # fmt: skip


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
def _serve(sheet, dial, tile, row, buffer, mine, yours):  # type: ignore[no-untyped-def]
    """Σ weight · part of what the row gets out of each column (`mine`), and each column out of the row (`yours`)."""
    full = np.float32(_FULL)
    width = len(mine)
    teach = np.float32(_FULL / sheet.wanted[row] if sheet.wanted[row] > 0 else 0)
    count = sheet.aims.starts[row + 1] - sheet.aims.starts[row]
    word = np.float32(_FULL / count if count > 0 else 0)
    base = 0 if sheet.wanted[row] > 0 else (dial.teaching + dial.first_choice) * _UNKNOWN
    base += 0 if count > 0 else (dial.aims + dial.experience) * _UNKNOWN
    weight, first, thousand = np.float32(dial.teaching), np.float32(dial.first_choice), np.float32(1_000)
    aims, lived = np.float32(dial.aims), np.float32(dial.experience)
    _gather(sheet.seeks, row, tile.offers, buffer)
    for j in range(width):
        mine[j] = np.float32(base) + weight * min(full, buffer[j] * teach)
    _gather(sheet.offers, row, tile.seeks, buffer)
    for j in range(width):
        yours[j] = tile.base[j] + weight * min(full, buffer[j] * tile.teach[j])
    _gather(sheet.first, row, tile.offers, buffer)
    for j in range(width):
        mine[j] += first * min(full, buffer[j] * thousand)
    _gather(sheet.offers, row, tile.first, buffer)
    for j in range(width):
        yours[j] += first * min(full, buffer[j] * thousand)
    _gather(sheet.aims, row, tile.aims, buffer)
    for j in range(width):
        mine[j] += aims * min(full, buffer[j] * word)
    for j in range(width):
        yours[j] += aims * min(full, buffer[j] * tile.word[j])
    _gather(sheet.aims, row, tile.experience, buffer)
    for j in range(width):
        mine[j] += lived * min(full, buffer[j] * word)
    _gather(sheet.experience, row, tile.aims, buffer)
    for j in range(width):
        yours[j] += lived * min(full, buffer[j] * tile.word[j])


@kernel(fastmath=True)
def _share(sheet, dial, low, row, out):  # type: ignore[no-untyped-def]
    """Σ weight · part of what the row and each column have in common; far below zero where a rule bars them."""
    width = len(out)
    full, half = np.float32(_FULL), np.float32(_UNKNOWN)
    first, second, third = sheet.hours[row, 0], sheet.hours[row, 1], sheet.hours[row, 2]
    stated, least, weight = sheet.stated[row], np.float32(dial.hours), np.float32(dial.shared_hours)
    for j in range(width):
        shared = popcount(sheet.hours[low + j, 0] & first)
        shared += popcount(sheet.hours[low + j, 1] & second)
        shared += popcount(sheet.hours[low + j, 2] & third)
        hours = np.float32(shared)
        known = weight * min(hours, np.float32(8)) * np.float32(1_250)
        part = known if stated and sheet.stated[low + j] else weight * half
        out[j] = part if hours >= least else NEVER
    mine, known, weight = sheet.department[row], sheet.department[row] >= 0, np.float32(dial.different_department)
    fresh, site, placed = np.float32(dial.new_acquaintance), sheet.site[row], sheet.site[row] >= 0
    for j in range(width):
        yours = sheet.department[low + j]
        part = np.float32(0) if yours == mine else full
        out[j] += weight * (part if known and yours >= 0 else half)
    for j in range(width):
        near = known and placed and sheet.department[low + j] == mine and sheet.site[low + j] == site
        out[j] += fresh * (half if near else full)
    level, ranked, weight = sheet.level[row], sheet.level[row] >= 0, np.float32(dial.level_proximity)
    for j in range(width):
        apart = abs(sheet.level[low + j] - level)
        part = max(np.float32(0), full - np.float32(2_500) * np.float32(apart))
        both = ranked and sheet.level[low + j] >= 0
        bars = both and (apart < dial.least or apart > dial.most)
        out[j] += NEVER if bars else weight * (part if both else half)


@kernel(fastmath=True)
def _bar(sheet, dial, low, row, out):  # type: ignore[no-untyped-def]
    """Put the columns out of reach that a rule of one comparison bars."""
    width = len(out)
    if dial.language:
        tongues = sheet.languages[row]
        for j in range(width):
            out[j] = NEVER if (sheet.languages[low + j] & tongues) == np.uint64(0) else out[j]
    if dial.manager and sheet.manager[row] >= 0:
        boss = sheet.manager[row]
        for j in range(width):
            out[j] = NEVER if sheet.manager[low + j] == boss else out[j]
    for must, column in ((dial.department, sheet.department), (dial.site, sheet.site)):
        if must and column[row] >= 0:
            own = column[row]
            for j in range(width):
                same = column[low + j] == own
                out[j] = NEVER if column[low + j] >= 0 and same == (must == 1) else out[j]


@kernel(fastmath=True)
def _style(sheet, dial, low, row, out):  # type: ignore[no-untyped-def]
    """Working style, with the weight it has."""
    answers, weight = sheet.style.shape[1], np.float32(dial.working_style)
    width = len(out)
    for j in range(width):
        asked, apart = np.float32(0), np.float32(0)
        for answer in range(answers):
            mine, yours = sheet.style[row, answer], sheet.style[low + j, answer]
            both = mine > 0 and yours > 0
            asked += np.float32(1) if both else np.float32(0)
            apart += np.float32(abs(mine - yours)) if both else np.float32(0)
        part = np.float32(_FULL) - np.float32(2_500) * apart / max(asked, np.float32(1))
        out[j] += weight * (part if asked > 0 else np.float32(_UNKNOWN))


@kernel(fastmath=True)
def _estimate(sheet, dial, tile, low, row, buffer, mine, yours, out):  # type: ignore[no-untyped-def]
    """Estimates of the worth of the row with each column, never too low by more than `MARGIN`."""
    _serve(sheet, dial, tile, row, buffer, mine, yours)
    _share(sheet, dial, low, row, out)
    _style(sheet, dial, low, row, out)
    _bar(sheet, dial, low, row, out)
    for entry in range(sheet.met.starts[row], sheet.met.starts[row + 1]):  # an old pair may count more than a near one
        j = sheet.met.codes[entry] - low
        if 0 <= j < len(out):
            out[j] += np.float32(dial.new_acquaintance) * np.float32(_FULL)
    scale, share = np.float32(tile.scale), np.float32(dial.share / 100)
    for j in range(len(out)):
        weak, strong = min(mine[j], yours[j]), max(mine[j], yours[j])
        out[j] = scale * (out[j] + weak + share * (strong - weak)) + MARGIN
    if dial.concave:
        for j in range(len(out)):
            inner = min(out[j], np.float32(_FULL))
            out[j] = inner * (np.float32(20_000) - inner) / np.float32(_FULL) + MARGIN if inner > 0 else out[j]


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
def _pass(sheet, dial, tile, low, rows, prices, partners, values, held, worker, crew):  # type: ignore[no-untyped-def]
    """One tile against every `crew`-th row. A partner's value is `2 · worth − price − price`."""
    width = len(tile.base)
    count = partners.shape[1]
    buffer, out = np.zeros(width, np.float32), np.zeros(width, np.float32)
    mine, yours = np.zeros(width, np.float32), np.zeros(width, np.float32)
    for place in range(worker, len(rows), crew):
        row = rows[place]
        _estimate(sheet, dial, tile, low, row, buffer, mine, yours, out)
        for j in range(width):
            if out[j] < 0:
                continue
            asked = np.int64(2 * out[j]) + 1 - prices[row] - prices[low + j]
            if asked <= 0 or (held[place] == count and asked < values[place, count - 1]):
                continue
            worth = worth_of(sheet, dial, row, low + j)
            exact = 2 * worth - prices[row] - prices[low + j]
            if worth >= 0 and exact > 0:
                held[place] = _keep(partners[place], values[place], held[place], low + j, exact)


def best_partners(
    sheet: Sheet, dial: Dials, sizes: tuple[int, int], count: int, *, prices: Int64, rows: Int64 | None = None,
    columns: tuple[int, int] | None = None, tick: object = None,
) -> Best:  # fmt: skip
    """For each row the `count` columns of greatest `2 · worth − price − price`, where that is above 0, exactly.

    Parameters
    ----------
    sizes
        How many skills and words there are.
    prices
        In halves, (n,). Zero for everybody asks for the best partners; prices of a proof ask for what it fails to cover.
    rows, columns
        Whose partners, and among whom: everybody if left out.

    Complexity: O(rows · columns), each about a nanosecond a thread with numba.
    """
    everyone = len(sheet.wanted)
    rows = np.arange(everyone) if rows is None else rows
    low, high = columns or (0, everyone)
    partners, values = np.full((len(rows), count), -1, np.int32), np.zeros((len(rows), count), np.int64)
    held = np.zeros(len(rows), np.int64)
    crew = threads()
    with ThreadPoolExecutor(crew) as pool:
        for start in range(low, high, WIDTH):
            part = tile(sheet, dial, start, min(high, start + WIDTH), *sizes)
            shared = (sheet, dial, part, start, rows, prices, partners, values, held)
            list(pool.map(lambda worker, shared=shared: _pass(*shared, worker, crew), range(crew)))
            if callable(tick):
                tick(min(high, start + WIDTH) - low, high - low)
    return Best(partners, values)
