"""The shapes that criteria and rules share, and a few ways to look at many people at once.

A *block* is a matrix for the people `rows` × the people `cols`, both slices of the population. The *scalar* form of a
criterion or rule speaks of two indices; tests hold the two forms equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pariter.problem import Problem, Ragged
from pariter.result import Reason

FULL = 10_000
UNKNOWN = 5_000  # what a part counts where nothing is known: neither praise nor blame

Block = npt.NDArray[np.int32]
Bars = npt.NDArray[np.bool_]
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Criterion:
    """How well the person in the row is served by the person in the column, in whole ten-thousandths.

    `block(problem, rows, cols)` is an int32 matrix; `one(problem, me, you)` the same for two indices;
    `why(problem, me, you)` the reasons worth telling, strongest first. `mutual`: the same in both directions.
    """

    name: str
    mutual: bool
    block: Callable[[Problem, slice, slice], Block]
    one: Callable[[Problem, int, int], int]
    why: Callable[[Problem, int, int], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which pairs must not be. Symmetric.

    `block(problem, rows, cols, params)` is true where the rule bars; `one(problem, me, you, params)` gives the
    parameters of the explanation, or `None` if it does not bar.
    """

    name: str
    block: Callable[[Problem, slice, slice, Params], Bars]
    one: Callable[[Problem, int, int, Params], dict[str, Any] | None]


def spread(
    rows: Ragged, span: slice, width: int, worth: npt.NDArray[np.float32] | None = None
) -> npt.NDArray[np.float32]:
    """Rows `span` as a dense matrix (people, width) of `worth[mark]`, or of ones. Float32 is exact below 2**24."""
    dense = np.zeros((span.stop - span.start, width), np.float32)
    low, high = int(rows.starts[span.start]), int(rows.starts[span.stop])
    owners = np.repeat(np.arange(span.stop - span.start), np.diff(rows.starts[span.start : span.stop + 1]))
    dense[owners, rows.codes[low:high]] = 1 if worth is None else worth[rows.marks[low:high]]
    return dense


def week(problem: Problem, span: slice) -> npt.NDArray[np.float32]:
    """Free hours of a span as zeros and ones, (people, 192); the last 24 columns are empty."""
    words = np.ascontiguousarray(problem.population.hours[span]).astype("<u8")
    return np.unpackbits(words.view(np.uint8), axis=1, bitorder="little").astype(np.float32)


def hours_in_common(problem: Problem, me: int, you: int) -> list[int]:
    """The shared free hours of two people, 0..167 in UTC."""
    hours = problem.population.hours
    both = sum(int(hours[me, part] & hours[you, part]) << (64 * part) for part in range(3))
    return [hour for hour in range(168) if both >> hour & 1]


def counts(mine: npt.NDArray[np.float32], yours: npt.NDArray[np.float32]) -> Block:
    """Products of rows with rows, as whole numbers, (rows, cols)."""
    return np.asarray(mine @ yours.T).astype(np.int32)


def share(amount: Block, of: npt.NDArray[np.integer]) -> Block:
    """`amount` in ten-thousandths of `of` (one number a row), at most 10,000; `UNKNOWN` in rows where `of` is 0."""
    wanted = np.maximum(of, 1).astype(np.int32)[:, None]
    part: Block = np.minimum(FULL, amount * FULL // wanted).astype(np.int32)
    part[of == 0] = UNKNOWN
    return part


def pick(column: npt.NDArray[np.int32], rows: slice, cols: slice) -> tuple[Block, Block]:
    """One code column as a column for the rows and a row for the cols, ready to be compared."""
    return column[rows, None], column[None, cols]


def mark_pairs(pairs: npt.NDArray[np.int32], rows: slice, cols: slice) -> Bars:
    """A block that is true at the given pairs of indices, in both directions."""
    block = np.zeros((rows.stop - rows.start, cols.stop - cols.start), bool)
    for one, other in ((pairs[:, 0], pairs[:, 1]), (pairs[:, 1], pairs[:, 0])):
        here = (one >= rows.start) & (one < rows.stop) & (other >= cols.start) & (other < cols.stop)
        block[one[here] - rows.start, other[here] - cols.start] = True
    return block


def common_words(mine: Ragged, me: int, yours: Ragged, you: int, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of my row that stand in your row too."""
    theirs = yours.marks_of(you)
    return tuple(words[code] for code in mine.marks_of(me) if code in theirs)


def months_since(problem: Problem, me: int, you: int) -> int | None:
    """How long ago two people were a pair; `None` if never."""
    return problem.met.get((min(me, you), max(me, you)))
