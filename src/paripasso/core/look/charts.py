"""Charts as inline SVG: title, finding, and the table beside it. Coloured by classes, so print and dark mode follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.formats import number_format

HEIGHT = 180
KINDS = frozenset({"me", "you", "third", "sun", "pale"})


@dataclass(frozen=True)
class Column:
    """One column: where its label stands, how tall it is, what it counts."""

    label: str
    value: float
    x: float
    y: float
    width: float
    height: float
    kind: str

    @property
    def middle(self) -> float:
        """Where its words are centred."""
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        """Where its number stands."""
        return round(self.y - 6, 1)

    @property
    def round(self) -> float:
        """How round its corners are: a flat column is not a pill."""
        return round(min(7.0, self.height / 2), 1)


@dataclass(frozen=True)
class Series:
    """One line: its points, and its name at its end."""

    name: str
    kind: str
    points: tuple[tuple[float, float], ...]
    values: tuple[float | None, ...]
    label_y: float

    @property
    def path(self) -> str:
        """The points as SVG wants them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)

    @property
    def corners(self) -> str:
        """The same as stairs: a share that holds until it falls."""
        if not self.points:
            return ""
        drawn = [self.points[0]]
        for (_x, y), (to_x, to_y) in pairwise(self.points):
            drawn += [(to_x, y), (to_x, to_y)]
        return " ".join(f"{x:g},{y:g}" for x, y in drawn)


@dataclass(frozen=True)
class Tick:
    """A number or a name on an axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Lines:
    """A chart of lines, ready to be written."""

    series: tuple[Series, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = 620
    height: int = 230
    rows: tuple[tuple[str, tuple[float | None, ...]], ...] = field(default=())


def columns(rows: Iterable[tuple[Any, ...]], width: int = 500) -> list[Column]:
    """Lay out rows of (label, value) or (label, value, kind) as columns, 130 high at most."""
    rows = [(str(row[0]), float(row[1]), str(row[2]) if len(row) > 2 else "me") for row in rows]
    if unknown := {kind for _l, _v, kind in rows} - KINDS:
        raise ValueError(f"A column is one of {', '.join(sorted(KINDS))}, not “{min(unknown)}”.")
    tallest = max((value for _l, value, _k in rows), default=0) or 1
    step = (width - 12) / max(1, len(rows))
    wide = min(step * 0.68, 60)
    return [
        Column(
            label,
            value,
            round(6 + step * n + (step - wide) / 2, 1),
            round(152 - 130 * value / tallest, 1),
            round(wide, 1),
            round(130 * value / tallest, 1),
            kind,
        )
        for n, (label, value, kind) in enumerate(rows)
    ]


def lines(
    series: Sequence[tuple[str, str, Sequence[float | None]]],
    labels: Sequence[str],
    *,
    low: float | None = None,
    high: float | None = None,
) -> Lines:
    """Lay out series of (name, kind, values), one value for each label; None is a gap at the end or the beginning.

    The axis may be cut (`low`), and shows it. Labels at the ends of lines are moved apart until they can be read.
    """
    known = [value for _n, _k, values in series for value in values if value is not None]
    bottom = low if low is not None else min([0.0, *known])
    top = high if high is not None else _rounded_up(max([*known, bottom + 1]))
    left, right, upper, lower = 44, 480, 14, 200

    def x(n: int) -> float:
        return round(left + (right - left) * n / max(1, len(labels) - 1), 1)

    def y(value: float) -> float:
        return round(lower - (lower - upper) * (value - bottom) / (top - bottom), 1)

    laid = [
        (name, kind, tuple((x(n), y(v)) for n, v in enumerate(values) if v is not None), tuple(values))
        for name, kind, values in series
    ]
    places = _apart([points[-1][1] if points else float(lower) for _n, _k, points, _v in laid])
    every = max(1, -(-len(labels) // 8))
    return Lines(
        series=tuple(
            Series(name, kind, points, values, place)
            for (name, kind, points, values), place in zip(laid, places, strict=True)
        ),
        across=tuple(Tick(x(n), str(label)) for n, label in enumerate(labels) if n % every == 0),
        up=tuple(Tick(y(value), number_format(value, _decimals(value))) for value in _ticks(bottom, top)),
        rows=tuple((str(label), tuple(values[n] for _n, _k, values in series)) for n, label in enumerate(labels)),
    )


def _ticks(bottom: float, top: float, parts: int = 4) -> list[float]:
    return [bottom + (top - bottom) * n / parts for n in range(parts + 1)]


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _rounded_up(value: float) -> float:
    size = 1.0
    while size * 10 <= value:
        size *= 10
    while size > value:
        size /= 10
    return next(size * step for step in (1, 2, 4, 5, 8, 10) if size * step >= value)


def _apart(places: list[float], gap: float = 17) -> list[float]:
    """Move labels down until none covers another, in the order of their heights."""
    moved = list(places)
    order = sorted(range(len(places)), key=lambda n: places[n])
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    return [round(place + 4, 1) for place in moved]
