"""A figure: a share with its definition, target, interval and completeness."""

from __future__ import annotations

from dataclasses import dataclass

from paripasso.measurement.statistics.shares import wilson

FEWEST_FOR_AN_INTERVAL = 10


@dataclass(frozen=True)
class Figure:
    """One indicator at one moment. Shares are whole percent; `None` where there is nothing to count yet."""

    key: str
    name: str
    definition: str
    part: int
    whole: int
    target: int
    completeness: str

    @property
    def percent(self) -> int | None:
        """The share, rounded to a whole percent."""
        return round(100 * self.part / self.whole) if self.whole else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """95 %, Wilson, in whole percent; none under ten observations."""
        if self.whole < FEWEST_FOR_AN_INTERVAL:
            return None
        low, high = wilson(self.part, self.whole)
        return round(100 * low), round(100 * high)

    @property
    def distance(self) -> int | None:
        """Points above (or, negative, short of) the target."""
        return None if self.percent is None else self.percent - self.target

    @property
    def is_met(self) -> bool:
        """Whether the target is reached."""
        return self.distance is not None and self.distance >= 0
