"""Hours of a week, in somebody's own zone and in UTC. Pure.

A week has 168 hours: 0 is Monday 00:00–01:00, 167 is Sunday 23:00–24:00. A zone's offset is taken at noon UTC of one
day, the same for everybody in a round: whoever meets all year will be an hour off for part of it anyway, together.
Half-hour zones are rounded down to the hour, which is at most half an hour wrong, and never between two people of one zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEK = 168


def offset(zone: str, on: date) -> int:
    """Minutes that `zone` is ahead of UTC on that day; 0 for a zone nobody knows."""
    try:
        moment = datetime.combine(on, time(12), tzinfo=UTC).astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    ahead = moment.utcoffset()
    return int(ahead.total_seconds() // 60) if ahead else 0


def in_utc(hours: Iterable[int], *, ahead: int) -> int:
    """The hours of a local week as 168 bits in UTC; `ahead` in minutes. Hours outside a week are passed over."""
    mask = 0
    for hour in hours:
        if 0 <= hour < WEEK:
            mask |= 1 << ((hour * 60 - ahead) // 60 % WEEK)
    return mask


def in_zone(hour: int, *, ahead: int) -> int:
    """The local hour that an hour of the UTC week is, rounded down."""
    return (hour * 60 + ahead) // 60 % WEEK


def hours_of(mask: int) -> list[int]:
    """The hours whose bit is set, in order."""
    return [hour for hour in range(WEEK) if mask >> hour & 1]
