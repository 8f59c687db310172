"""A person's calendar: connected, read by a job, corrected by its owner, taken away. The only code that writes it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core import outgoing
from paripasso.core.refusals import Refusal
from paripasso.enrolment import access
from paripasso.enrolment import hours as week
from paripasso.enrolment.busy import NotRead, busy_hours
from paripasso.enrolment.enums import EnrolmentState, FeedTrouble
from paripasso.enrolment.models import CalendarFeed, Enrolment
from paripasso.people.models import Person
from paripasso.programs.enums import RoundState

READ_AT = time(3, 0)  # each night, in the person's own zone
ACCEPT = "text/calendar"


class CannotConnect(Refusal):
    """What was typed is not an address."""

    sentence = _("This is not an address of a calendar. Copy it again; it begins with https://")


@transaction.atomic
def connect(*, person: Person, address: str, at: datetime) -> CalendarFeed:
    """Take the address of a person's calendar; a job reads it at once. Another address replaces it. Raises CannotConnect."""
    try:
        outgoing.checked(web_address(address))
    except outgoing.NotFetched:
        raise CannotConnect from None
    feed = _locked(person) or CalendarFeed(person=person)
    feed.address = web_address(address)
    feed.busy, feed.added, feed.dropped, feed.read_at, feed.trouble = [], [], [], None, ""
    feed.connected_at = feed.due_at = at
    feed.leased_by, feed.leased_until, feed.attempts = "", None, 0
    feed.save()
    audit.record("calendar.connected", by=person, about=person, at=at)
    return feed


@transaction.atomic
def remove(*, person: Person, at: datetime) -> None:
    """Forget a person's calendar. The hours that were read stay as they are, to be changed by hand."""
    if CalendarFeed.objects.filter(person=person).delete()[0]:
        audit.record("calendar.removed", by=person, about=person, at=at)


@transaction.atomic
def ask_again(*, person: Person, at: datetime) -> None:
    """Read it again soon."""
    CalendarFeed.objects.filter(person=person, leased_until=None).update(due_at=at, trouble="")


def read(*, feed: CalendarFeed, at: datetime) -> CalendarFeed:
    """Fetch and read a calendar, and keep its busy hours or what was in the way. No transaction spans the fetching."""
    address = access.address_for_job(feed, at=at)
    zone = feed.person.time_zone
    try:
        answer = outgoing.fetch(address.reveal(), accept=ACCEPT)
        busy = busy_hours(answer, today=at.astimezone(ZoneInfo(zone)).date(), zone=zone)
    except outgoing.NotFetched as problem:
        return _keep(feed, at=at, trouble=FeedTrouble(problem.trouble.value))
    except NotRead as problem:
        return _keep(feed, at=at, trouble=problem.trouble)
    return _keep(feed, at=at, busy=busy)


def correct(*, person: Person, hours: Collection[int]) -> None:
    """Remember how somebody's own hours differ from what was read, so that the next reading keeps it."""
    feed = _locked(person)
    if feed is not None and feed.read_at is not None:
        free = set(week.left_free(feed.busy))
        feed.added, feed.dropped = sorted(set(hours) - free), sorted(free - set(hours))
        feed.save(update_fields=["added", "dropped"])


def _next_night(at: datetime, zone: str) -> datetime:
    """Return the next 3 o'clock in the morning of a time zone."""
    local = at.astimezone(ZoneInfo(zone))
    tonight = datetime.combine(local.date(), READ_AT, ZoneInfo(zone))
    return tonight if tonight > local else datetime.combine(local.date() + timedelta(days=1), READ_AT, ZoneInfo(zone))


def web_address(typed: str) -> str:
    """Return an address as it is fetched: calendars call theirs webcal://, which is https://."""
    typed = typed.strip()
    scheme, sep, rest = typed.partition("://")
    return f"https://{rest}" if sep and scheme.lower() in {"webcal", "webcals"} else typed


@transaction.atomic
def _keep(feed: CalendarFeed, *, at: datetime, busy: list[int] | None = None, trouble: str = "") -> CalendarFeed:
    """Write down what came of it, unless the person took the calendar away or gave another meanwhile."""
    now = CalendarFeed.objects.select_for_update().filter(pk=feed.pk, connected_at=feed.connected_at).first()
    if now is None:
        return feed
    now.trouble, now.due_at = trouble, _next_night(at, feed.person.time_zone)
    now.leased_by, now.leased_until, now.attempts = "", None, 0
    if busy is not None:
        now.busy, now.read_at = busy, at
        free = (set(week.left_free(busy)) | set(now.added)) - set(now.dropped)
        _carry_over(feed.person, sorted(free), at=at)
    now.save(update_fields=["trouble", "due_at", "leased_by", "leased_until", "attempts", "busy", "read_at"])
    return now


def _carry_over(person: Person, hours: list[int], *, at: datetime) -> None:
    """Bring what was read into the enrolments that it is for; while pairs are being made nothing changes."""
    states = set(EnrolmentState) - {EnrolmentState.WITHDRAWN}
    rounds = (RoundState.ENROLLING, RoundState.RUNNING)
    found = Enrolment.objects.select_for_update().filter(person=person, state__in=states, round__state__in=rounds)
    for enrolment in found.order_by("pk"):
        if enrolment.hours != hours:
            enrolment.hours = hours
            enrolment.save(update_fields=["hours"])
            audit.record("enrolment.hours_read", by=None, about=enrolment, at=at, hours=len(hours))


def _locked(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.select_for_update().filter(person=person).first()
