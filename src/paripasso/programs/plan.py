"""What a structure asks of people, and when. Pure: figures and days in, figures and days out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from paripasso.programs.enums import Kind, Milestone
from paripasso.programs.templates import template


@dataclass(frozen=True, kw_only=True)
class Target:
    """An aim as it is set: which indicator, from where, to where, by when."""

    indicator: str
    target: Decimal
    due_on: date | None
    baseline: Decimal | None = None


@dataclass(frozen=True)
class Stone:
    """A milestone with its week, counted from the introduction, and its day in a round."""

    milestone: Milestone
    week: int
    day: date | None


def meetings_possible(weeks: int, cadence_days: int, first_meeting_days: int) -> int:
    """How many meetings fit: the first within its days, then one every so many until the end."""
    left = weeks * 7 - min(first_meeting_days, weeks * 7)
    return 1 + left // max(cadence_days, 1)


def minutes_asked(meetings: int, minutes: int) -> int:
    """Minutes for each person, meetings alone."""
    return meetings * minutes


def stones(milestones: Mapping[str, Sequence[int]], starts_on: date | None) -> list[Stone]:
    """The milestones in the order in which they come. Their days move with the start of the round."""
    found = [
        Stone(one, week, starts_on + timedelta(weeks=week) if starts_on else None)
        for one in Milestone
        for week in milestones.get(one.value, ())
    ]
    return sorted(found, key=lambda stone: stone.week)


def moved(topics: Sequence[Mapping[str, Any]], place: int, by: int) -> list[dict[str, Any]]:
    """Swap a sheet with its neighbour. Weeks stay where they are: a sheet takes the week of the place it moves to."""
    found = [dict(topic) for topic in topics]
    other = place + by
    if not (0 <= place < len(found) and 0 <= other < len(found)):
        return found
    weeks = [topic.get("week") for topic in found]
    found[place], found[other] = found[other], found[place]
    return [topic | {"week": week} for topic, week in zip(found, weeks, strict=True)]


def next_week(topics: Sequence[Mapping[str, Any]], cadence_days: int, weeks: int) -> int:
    """The week of a sheet added at the end: one rhythm after the last, never after the end."""
    last = max((int(topic.get("week", 0)) for topic in topics), default=0)
    return min(last + max(1, round(cadence_days / 7)), max(weeks, 1))


def proposed(kind: str, due_on: date) -> list[Target]:
    """The set of aims that suits a kind, all due on one day."""
    return [
        Target(indicator=aim["indicator"], target=Decimal(str(aim["target"])), due_on=due_on)
        for aim in template(Kind(kind)).aims
    ]
