"""What waits here for a worker: calendars to read, pauses that end, places that are free again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from paripasso.core import clock, faults, leases
from paripasso.enrolment.actions import calendars, enrolments, seats
from paripasso.enrolment.queries import calendars as calendar_queries
from paripasso.enrolment.queries import enrolments as queries

LATER = timedelta(minutes=10)


def sweep(*, worker: str, at: datetime) -> int:
    """Do what is due. Safe to run twice, safe to be killed: each row is one transaction."""
    done = read_calendars(worker=worker, at=at)
    for enrolment in queries.to_resume(timezone.localdate(at)):
        enrolments.resume(enrolment=enrolment, by=None, at=at)
        done += 1
    return done + sum(seats.fill(round=round, at=at) for round in queries.rounds_with_a_queue())


def read_calendars(*, worker: str, at: datetime) -> int:
    """Read the calendars that are due, one by one. A bad one is pushed back and reported, and never stops the next."""
    done = 0
    while (feed := leases.claim(calendar_queries.due(at), worker=worker, at=at)) is not None:
        try:
            calendars.read(feed=feed, at=at)
        except Exception as problem:  # noqa: BLE001 (the job runner's own)
            faults.report("calendar.failed", problem, record=str(feed.pk))
            leases.release(feed, at=clock.now(), due_at=clock.now() + LATER)
        done += 1
    return done
