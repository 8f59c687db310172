"""The hours of a person's own week: as a grid to tick, and as people write them in a spreadsheet. Pure.

Hours are numbers from 0 (Monday 00:00–01:00) to 167 (Sunday 23:00–24:00).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

DAY = 24
SLOT = 2
WORKING_DAYS = range(5)
WEEK_DAYS = range(7)
WORKING_SLOTS = range(8, 18, SLOT)
ALL_SLOTS = range(0, DAY, SLOT)
# What is offered where a calendar is empty: 9 to 18, without the middle of the day.
USUAL = frozenset(day * DAY + hour for day in WORKING_DAYS for hour in (9, 10, 11, 14, 15, 16, 17))
READ_WEEKS = 4

# As people write days, in Italian and English: the first letters are enough.
DAYS = (("mon", "lun"), ("tue", "mar"), ("wed", "mer"), ("thu", "gio"), ("fri", "ven"), ("sat", "sab"), ("sun", "dom"))
WRITTEN = re.compile(
    r"^(?P<first>[a-zàèéìòù]+)\.?(?:\s*(?:-|–|to|a)\s*(?P<last>[a-zàèéìòù]+)\.?)?"
    r"\s+(?P<start>\d{1,2})(?::00|\.00|h)?\s*(?:-|–|to|a|alle)\s*(?P<end>\d{1,2})(?::00|\.00|h)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """Two hours of one day; `value` is the first of them."""

    value: int
    day: int
    start: int
    is_free: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The week as the form shows it: working hours, and more where somebody has hours there or asks for it."""

    days: tuple[int, ...]
    starts: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def cells(self) -> frozenset[int]:
        """The value of every cell that is shown."""
        return frozenset(cell.value for row in self.rows for cell in row)


def grid(hours: Collection[int], *, more: bool = False) -> Grid:
    """Arrange a week by days and pairs of hours. A cell is free if either of its hours is."""
    free = set(hours)
    days = WEEK_DAYS if more or any(hour // DAY not in WORKING_DAYS for hour in free) else WORKING_DAYS
    used = {hour % DAY // SLOT * SLOT for hour in free}
    low, high = min({*WORKING_SLOTS} | used), max({*WORKING_SLOTS} | used)
    starts = ALL_SLOTS if more else range(low, high + SLOT, SLOT)
    rows = tuple(
        tuple(Cell(day * DAY + start, day, start, bool(free & set(_of(day * DAY + start)))) for day in days)
        for start in starts
    )
    return Grid(tuple(days), tuple(starts), rows)


def after_ticking(hours: Collection[int], *, shown: Collection[int], ticked: Collection[int]) -> list[int]:
    """Return the hours after somebody ticked cells: what was not shown stays, and a cell that stays ticked stays as it was."""
    before = set(hours)
    after = {hour for hour in before if hour // SLOT * SLOT not in shown}
    for cell in ticked:
        if cell in shown:
            after |= set(_of(cell)) & before or set(_of(cell))
    return sorted(after)


def left_free(busy: Collection[int]) -> list[int]:
    """Return the usual hours of a working week that are not busy, in order."""
    return sorted(USUAL - set(busy))


def often(weeks_taken: Iterable[tuple[int, int]]) -> list[int]:
    """Return the hours that are taken in at least half of the weeks that were looked at; pairs of (hour, weeks) come in."""
    return sorted({hour for hour, weeks in weeks_taken if 0 <= hour < DAY * len(WEEK_DAYS) and 2 * weeks >= READ_WEEKS})


def read(text: str) -> list[int]:
    """Read "mon 9-12, tue 14-17" or "lun-ven 9-12": hours in order. Raises Unreadable with the part that is not understood."""
    found: set[int] = set()
    for part in re.split(r"[,;\n|]", text):
        if part.strip():
            found |= _read_part(part.strip())
    return sorted(found)


class Unreadable(ValueError):
    """A part of the hours that is not understood."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


def written(hours: Iterable[int]) -> str:
    """Write hours as `read` reads them."""
    parts = []
    for day, group in groupby(sorted(hours), key=lambda hour: hour // DAY):
        for start, end in _stretches([hour % DAY for hour in group]):
            parts.append(f"{DAYS[day][0]} {start}-{end}")
    return ", ".join(parts)


def _of(cell: int) -> range:
    return range(cell, cell + SLOT)


def _read_part(part: str) -> set[int]:
    match = WRITTEN.match(part)
    first = _day(match["first"]) if match else None
    last = _day(match["last"]) if match and match["last"] else first
    if match is None or first is None or last is None or last < first:
        raise Unreadable(part)
    start, end = int(match["start"]), int(match["end"])
    if not 0 <= start < end <= DAY:
        raise Unreadable(part)
    return {day * DAY + hour for day in range(first, last + 1) for hour in range(start, end)}


def _day(word: str) -> int | None:
    return next((n for n, names in enumerate(DAYS) if word.lower().startswith(names)), None)


def _stretches(hours: list[int]) -> Iterable[tuple[int, int]]:
    start = hours[0]
    for now, after in zip(hours, [*hours[1:], None], strict=True):
        if after != now + 1:
            yield start, now + 1
            start = after if after is not None else 0
