"""Small loops over the columns of a tile, each simple enough to become vector instructions: float32, estimates only.

One big loop over all columns would be checked for aliases at every step and never be vectorised.
"""

from __future__ import annotations

import numpy as np

from pariter.kernels.jit import kernel, ones

NEVER = np.float32(-1e9)
MARGIN = np.float32(0.25)  # what float32 may lose, in ten-thousandths, at prices below 2**20
_FULL, _UNKNOWN = 10_000, 5_000


@kernel(fastmath=True)
def gather(rows, row, inverted, out):  # type: ignore[no-untyped-def]
    """`out[column] += mark · mark` for everybody in the tile who shares a code with the row."""
    out[:] = 0
    for entry in range(rows.starts[row], rows.starts[row + 1]):
        mark = np.float32(rows.marks[entry])
        code = rows.codes[entry]
        for place in range(inverted.starts[code], inverted.starts[code + 1]):
            out[inverted.columns[place]] += mark * inverted.marks[place]


@kernel(fastmath=True)
def add(products, unit, weight, out):  # type: ignore[no-untyped-def]
    """`weight · part`, where a product counts `unit` for everybody."""
    for j in range(len(out)):
        out[j] += weight * min(np.float32(_FULL), products[j] * unit)


@kernel(fastmath=True)
def add_own(products, units, weight, out):  # type: ignore[no-untyped-def]
    """`weight · part`, where each column has its own unit."""
    for j in range(len(out)):
        out[j] += weight * min(np.float32(_FULL), products[j] * units[j])


@kernel(fastmath=True)
def overlap(a, b, c, d, e, f, mine, out):  # type: ignore[no-untyped-def]
    """How many hours of the week everybody shares with the six words `mine`."""
    first, second, third, fourth, fifth, sixth = mine[0], mine[1], mine[2], mine[3], mine[4], mine[5]
    for j in range(len(out)):
        count = np.int32(ones(a[j] & first)) + np.int32(ones(b[j] & second)) + np.int32(ones(c[j] & third))
        count += np.int32(ones(d[j] & fourth)) + np.int32(ones(e[j] & fifth)) + np.int32(ones(f[j] & sixth))
        out[j] = np.float32(np.int32(count))


@kernel(fastmath=True)
def hours(stated, own, weight, least, out):  # type: ignore[no-untyped-def]
    """From hours in common to their weighted part; far below zero where they are too few."""
    for j in range(len(out)):
        part = min(out[j], np.float32(8)) * np.float32(1_250) - np.float32(_UNKNOWN)
        worth = weight * (np.float32(_UNKNOWN) + own * stated[j] * part)
        out[j] = NEVER if out[j] < least else worth


@kernel(fastmath=True)
def departments(department, known, own, given, weight, out):  # type: ignore[no-untyped-def]
    """Different departments; half where one is unknown."""
    for j in range(len(out)):
        part = np.float32(-_UNKNOWN) if department[j] == own else np.float32(_UNKNOWN)
        out[j] += weight * (np.float32(_UNKNOWN) + given * known[j] * part)


@kernel(fastmath=True)
def neighbours(department, site, own, place, weight, out):  # type: ignore[no-untyped-def]
    """New acquaintance, as if nobody had met: half for those of one department on one site."""
    for j in range(len(out)):
        near = np.float32(_UNKNOWN) if site[j] == place else np.float32(_FULL)
        out[j] += weight * (near if department[j] == own else np.float32(_FULL))


@kernel(fastmath=True)
def levels(level, ranked, own, given, weight, least, most, out):  # type: ignore[no-untyped-def]
    """Level proximity; far below zero where levels are too near or too far."""
    for j in range(len(out)):
        apart, both = abs(level[j] - own), given * ranked[j]
        part = max(np.float32(0), np.float32(_FULL) - np.float32(2_500) * apart) - np.float32(_UNKNOWN)
        out[j] += weight * (np.float32(_UNKNOWN) + both * part)
        too = np.float32(1) if apart < least or apart > most else np.float32(0)
        out[j] += NEVER * too * both


@kernel(fastmath=True)
def answers(style, row, own, weight, asked, apart, out):  # type: ignore[no-untyped-def]
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
def bar_equal(column, own, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever has the same."""
    for j in range(len(out)):
        out[j] = NEVER if column[j] == own else out[j]


@kernel(fastmath=True)
def bar_other(column, own, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever is known to have another."""
    for j in range(len(out)):
        out[j] = NEVER if column[j] >= 0 and column[j] != own else out[j]


@kernel(fastmath=True)
def bar_strange(languages, own, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever speaks no language of the row."""
    for j in range(len(out)):
        out[j] = NEVER if (languages[j] & own) == np.uint64(0) else out[j]


@kernel(fastmath=True)
def value(mine, yours, prices, scale, share, concave, price, out):  # type: ignore[no-untyped-def]
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
