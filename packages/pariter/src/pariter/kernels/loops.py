"""Small loops over the columns of a tile, each simple enough to become vector instructions; whole numbers, exact.

One big loop over all columns would be checked for aliases at every step and never be vectorised. Quotients are taken in float32 with `_NUDGE`
added before they are cut off: exact while divisors stay below 500 and quotients at or below 10,000.
"""

from __future__ import annotations

import numpy as np

from pariter.kernels.jit import kernel, ones

NEVER = np.int32(-1_000_000_000)  # a pair that must not be
_LOST = np.int32(-800_000_000)
_FULL, _UNKNOWN = 10_000, 5_000
_NUDGE = np.float32(1 / 512)


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
        part = products[j] * unit + _NUDGE
        part = min(np.float32(_FULL), part)
        out[j] += weight * np.int32(part)


@kernel(fastmath=True)
def add_own(products, units, weight, out):  # type: ignore[no-untyped-def]
    """`weight · part`, where each column has its own unit."""
    for j in range(len(out)):
        part = products[j] * units[j] + _NUDGE
        part = min(np.float32(_FULL), part)
        out[j] += weight * np.int32(part)


@kernel()
def overlap(a, b, c, d, e, f, mine, out):  # type: ignore[no-untyped-def]
    """How many hours of the week everybody shares with the six words `mine`."""
    first, second, third, fourth, fifth, sixth = mine[0], mine[1], mine[2], mine[3], mine[4], mine[5]
    for j in range(len(out)):
        count = np.int32(ones(a[j] & first)) + np.int32(ones(b[j] & second)) + np.int32(ones(c[j] & third))
        count += np.int32(ones(d[j] & fourth)) + np.int32(ones(e[j] & fifth)) + np.int32(ones(f[j] & sixth))
        out[j] = np.int32(count)


@kernel()
def hours(stated, own, weight, least, out):  # type: ignore[no-untyped-def]
    """From hours in common to their weighted part; never where they are too few."""
    for j in range(len(out)):
        few = out[j] < least
        part = min(np.int32(8), out[j])
        part = part * np.int32(1_250) if stated[j] & own else np.int32(_UNKNOWN)
        out[j] = NEVER if few else weight * part


@kernel()
def departments(department, known, own, given, weight, out):  # type: ignore[no-untyped-def]
    """Different departments; half where one is unknown."""
    for j in range(len(out)):
        part = np.int32(0) if department[j] == own else np.int32(_FULL)
        out[j] += weight * (part if known[j] & given else np.int32(_UNKNOWN))


@kernel()
def neighbours(department, site, own, place, weight, out):  # type: ignore[no-untyped-def]
    """New acquaintance, as if nobody had met: half for those of one department on one site."""
    for j in range(len(out)):
        near = (department[j] == own) & (site[j] == place)
        out[j] += weight * (np.int32(_UNKNOWN) if near else np.int32(_FULL))


@kernel()
def levels(level, ranked, own, given, weight, least, most, out):  # type: ignore[no-untyped-def]
    """Level proximity; never where levels are too near or too far."""
    for j in range(len(out)):
        apart = level[j] - own
        apart = apart if apart >= 0 else -apart
        both = ranked[j] & given
        part = np.int32(_FULL) - np.int32(2_500) * apart
        part = max(np.int32(0), part)
        part = part if both else np.int32(_UNKNOWN)
        out[j] = NEVER if both & ((apart < least) | (apart > most)) else out[j] + weight * part


@kernel(fastmath=True)
def answers(style, row, own, weight, asked, apart, out):  # type: ignore[no-untyped-def]
    """Working style, over the questions that both answered. `asked`, `apart`: room to work in."""
    asked[:] = 0
    apart[:] = 0
    for answer in range(len(style)):
        theirs, mine = style[answer], own[row, answer]
        if mine > 0:
            for j in range(len(out)):
                gap = theirs[j] - mine
                gap = gap if gap >= 0 else -gap
                asked[j] += np.int32(1) if theirs[j] > 0 else np.int32(0)
                apart[j] += gap if theirs[j] > 0 else np.int32(0)
    for j in range(len(out)):
        some = asked[j] if asked[j] > 0 else np.int32(1)
        lost = np.int32(np.float32(2_500 * apart[j]) / np.float32(some) + _NUDGE)
        out[j] += weight * (np.int32(_FULL) - lost if asked[j] > 0 else np.int32(_UNKNOWN))


@kernel()
def bar_equal(column, own, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever has the same."""
    for j in range(len(out)):
        out[j] = NEVER if column[j] == own else out[j]


@kernel()
def bar_other(column, own, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever is known to have another."""
    for j in range(len(out)):
        out[j] = NEVER if (column[j] >= 0) & (column[j] != own) else out[j]


@kernel()
def bar_strange(languages, own, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever speaks no language of the row."""
    for j in range(len(out)):
        out[j] = NEVER if (languages[j] & own) == np.uint64(0) else out[j]


@kernel()
def bar_shut(shut, shut_from, mine, mine_from, out):  # type: ignore[no-untyped-def]
    """Out of reach: whoever a closed list keeps from the row."""
    for j in range(len(out)):
        out[j] = NEVER if ((shut[j] & mine_from) | (mine & shut_from[j])) != np.uint64(0) else out[j]


@kernel()
def divide(column, shared, total, out):  # type: ignore[no-untyped-def]
    """`out = (column + shared) // total`, for quotients up to 10,000."""
    inverse = np.float32(1) / np.float32(total)
    for j in range(len(out)):
        amount = column[j] + shared[j]
        amount = max(np.int32(0), amount)
        near = np.int32(np.float32(amount) * inverse)
        rest = amount - near * total
        out[j] = near + (np.int32(1) if rest >= total else np.int32(0)) - (np.int32(1) if rest < 0 else np.int32(0))


@kernel(fastmath=True)
def value(mine, yours, share, shared, floor, out):  # type: ignore[no-untyped-def]
    """From scores to the value of each pair; never below the floor, or where `shared` was barred."""
    for j in range(len(out)):
        weak = min(yours[j], mine[j])
        strong = max(yours[j], mine[j])
        both = (np.int32(100) - share) * weak + share * strong
        worth = np.int32(np.float32(both) * np.float32(0.01) + np.float32(0.005))
        out[j] = NEVER if (shared[j] < _LOST) | (worth < floor) else worth


@kernel()
def concave(out):  # type: ignore[no-untyped-def]
    """`v · (20,000 − v) // 10,000`."""
    for j in range(len(out)):
        held = max(np.int32(0), out[j])
        product = held * (np.int32(20_000) - held)
        near = np.int32(np.float32(product) * np.float32(0.0001))
        rest = product - near * np.int32(_FULL)
        near += (np.int32(1) if rest >= np.int32(_FULL) else np.int32(0)) - (np.int32(1) if rest < 0 else np.int32(0))
        out[j] = NEVER if out[j] < _LOST else near


@kernel()
def beyond(prices, price, out):  # type: ignore[no-untyped-def]
    """Twice the worth, less the prices of both."""
    for j in range(len(out)):
        out[j] = NEVER if out[j] < _LOST else np.int32(2) * out[j] - prices[j] - price


@kernel()
def flag(out, bar, least, flags):  # type: ignore[no-untyped-def]
    """Mark the columns of interest to the row or to themselves."""
    for j in range(len(out)):
        lower = min(least, bar[j])
        flags[j] = np.uint8(1) if out[j] > lower else np.uint8(0)
