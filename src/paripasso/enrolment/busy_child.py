"""Run alone, in a process with limits: a calendar on stdin, the busy hours of the next weeks as JSON on stdout.

Arguments: the first day (YYYY-MM-DD, a Monday), how many weeks, the time zone. The answer is how many weeks each busy hour of the
week (0 to 167) is taken in; not a word of any event leaves this process. It imports nothing of ours.
"""

from __future__ import annotations

import json
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 8
MOST_EVENTS = 20_000
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
HOUR = timedelta(hours=1)
Span = tuple[datetime, datetime]


def main() -> int:
    """Read, write, and say by the exit code whether it went well."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it may write to its pipe, and to no file
    from icalendar import Calendar  # noqa: PLC0415 (under the limits)

    zone = ZoneInfo(sys.argv[3])
    first = datetime.combine(date.fromisoformat(sys.argv[1]), time(), zone)
    last = datetime.combine(first.date() + timedelta(weeks=int(sys.argv[2])), time(), zone)
    taken: set[tuple[int, int]] = set()
    for calendar in Calendar.from_ical(sys.stdin.buffer.read().decode(), multiple=True):
        for start, end in (*events(calendar, first, last, zone), *periods(calendar, zone)):
            taken.update(hours(max(start, first), min(end, last), first.date(), zone))
    weeks = Counter(hour for _week, hour in taken)
    json.dump(sorted(weeks.items()), sys.stdout)
    return 0


def events(calendar: object, first: datetime, last: datetime, zone: tzinfo) -> Iterator[Span]:
    """Yield when events that take time begin and end, repeating ones as often as they do."""
    import recurring_ical_events  # noqa: PLC0415 (under the limits)

    for event in calendar.walk("VEVENT"):  # type: ignore[attr-defined]
        rules = event.get("RRULE", ())
        for rule in rules if isinstance(rules, list) else [rules]:
            if rule and {str(one).upper() for one in rule.get("FREQ", ())} & TOO_OFTEN:
                event.pop("RRULE", None)
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(first, last)
    for event in found[:MOST_EVENTS]:
        if not is_free(event):
            yield moment(event.start, zone), moment(event.end, zone)


def is_free(event: object) -> bool:
    """Cancelled, or marked by its owner as taking no time."""
    said = [str(event.get(name, "")).upper() for name in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")]  # type: ignore[attr-defined]
    return said[0] == "CANCELLED" or said[1] == "TRANSPARENT" or said[2] == "FREE"


def periods(calendar: object, zone: tzinfo) -> Iterator[Span]:
    """Yield the spans of free/busy components that are not free."""
    for part in calendar.walk("VFREEBUSY"):  # type: ignore[attr-defined]
        lines = part.get("FREEBUSY", ())
        for line in lines if isinstance(lines, list) else [lines]:
            if str(line.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                for start, end in (getattr(line, "dts", None) and [one.dt for one in line.dts]) or [line.dt]:
                    yield moment(start, zone), moment(start + end if isinstance(end, timedelta) else end, zone)


def moment(value: date | datetime, zone: tzinfo) -> datetime:
    """A moment of the person's own zone; a day begins at midnight, and a time without a zone is theirs."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), zone)
    return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)


def hours(start: datetime, end: datetime, monday: date, zone: tzinfo) -> Iterator[tuple[int, int]]:
    """Yield (week, hour of the week) of every hour that is touched."""
    at, until = start.replace(minute=0, second=0, microsecond=0).astimezone(UTC), end.astimezone(UTC)
    while at < until:
        local = at.astimezone(zone)
        days = (local.date() - monday).days
        yield days // 7, days % 7 * 24 + local.hour
        at += HOUR


if __name__ == "__main__":
    sys.exit(main())
