"""A week of free hours, written by people, read as 168 bits in UTC."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REFERENCE = datetime(2026, 1, 12)  # noqa: DTZ001 - local, in whichever zone is asked; the week in which a zone's offset is taken
_WEEK = 168
_SPAN = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2})(?::00)?\s*-\s*(\d{1,2})(?::00)?")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")


def offset_hours(zone: str) -> int:
    """Whole hours that a zone is ahead of UTC in the reference week, rounded down. Raises ValueError.

    Examples
    --------
    >>> offset_hours("Europe/Rome"), offset_hours("+05:30"), offset_hours("")
    (1, 5, 0)
    """
    if zone in {"", "UTC", "Z"}:
        return 0
    fixed = _OFFSET.fullmatch(zone)
    if fixed:
        minutes = int(fixed[2]) * 60 + int(fixed[3] or 0)
        if minutes > 14 * 60:
            raise ValueError("no zone is more than 14 hours from UTC")
        return (minutes if fixed[1] == "+" else -minutes) // 60
    try:
        named: tzinfo = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("no such time zone") from error
    return (named.utcoffset(REFERENCE) or timedelta()) // timedelta(hours=1)


def read_week(spans: list[str], zone: str = "") -> int:
    """Free hours of a week in UTC. Raises ValueError, which says what is wrong.

    Parameters
    ----------
    spans
        Like `"mon 9-12"`, `"mon-fri 9-17"`, `"sat 22-24"`, in the zone; or one `"hex:…"` of 42 digits, already in UTC.
    zone
        A name like `Europe/Rome`, an offset like `+02:00`, or nothing for UTC.

    Examples
    --------
    >>> bin(read_week(["mon 9-11"], "Europe/Rome") >> 8)
    '0b11'
    """
    ahead = offset_hours(zone)
    if len(spans) == 1 and spans[0].startswith("hex:"):
        return _hex(spans[0][4:])
    week = 0
    for span in spans:
        for hour in _hours(span.strip().lower()):
            week |= 1 << ((hour - ahead) % _WEEK)
    return week


def write_week(week: int) -> str:
    """The form of a week that `read_week` reads exactly."""
    return f"hex:{week:042x}" if week else ""


def _hex(digits: str) -> int:
    if not re.fullmatch(r"[0-9a-fA-F]{42}", digits):
        raise ValueError("hex: needs 42 hexadecimal digits")
    return int(digits, 16)


def _hours(span: str) -> list[int]:
    """The hours of one span, counted from Monday midnight in its own zone."""
    parts = _SPAN.fullmatch(span)
    if not parts:
        raise ValueError(f"{span!r} is not like 'mon 9-12'")
    first, last = parts[1], parts[2] or parts[1]
    start, end = int(parts[3]), int(parts[4])
    if first not in DAYS or last not in DAYS:
        raise ValueError(f"days are {', '.join(DAYS)}")
    if not 0 <= start < end <= 24:
        raise ValueError(f"{start}-{end} are no hours of a day: from 0-1 to 23-24")
    length = (DAYS.index(last) - DAYS.index(first)) % 7 + 1
    days = [(DAYS.index(first) + step) % 7 for step in range(length)]
    return [24 * day + hour for day in days for hour in range(start, end)]
