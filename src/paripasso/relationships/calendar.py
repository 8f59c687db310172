"""What goes into people's calendars: the time, the place, and a title that tells nothing.

Made by the icalendar library, which escapes and folds (RFC 5545). The UID never changes, the SEQUENCE only grows.
Each recipient gets a text of their own, in their zone, with nobody else named in it: calendars are read by many.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext, override
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from paripasso.messaging.headers import guarded
from paripasso.relationships import rules
from paripasso.relationships.enums import MeetingState

if TYPE_CHECKING:
    from paripasso.people.models import Person
    from paripasso.relationships.models import Meeting

REQUEST = "REQUEST"
CANCEL = "CANCEL"


def uid(meeting: Meeting) -> str:
    """Return the name by which calendars know a meeting for ever."""
    return f"{meeting.pk}@{_house()[1].rpartition('@')[2] or 'localhost'}"


def invitation(meeting: Meeting, *, to: Person, at: datetime) -> str:
    """Return the iCalendar text for one recipient: a REQUEST, or a CANCEL once the meeting is called off.

    Raises headers.Injected where a place or link would break a line.
    """
    is_cancelled = meeting.state == MeetingState.CANCELLED
    calendar = Calendar()
    calendar.add("PRODID", "-//Paripasso//Meetings//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", CANCEL if is_cancelled else REQUEST)
    calendar.add_component(_event(meeting, to=to, at=at, is_cancelled=is_cancelled))
    if meeting.starts_at is not None and (zone := rules.zone_of(to).key) != "UTC":
        calendar.add_component(_rules_of(zone, meeting.starts_at.year))
    text: bytes = calendar.to_ical()
    return text.decode()


@lru_cache(maxsize=256)
def _rules_of(zone: str, year: int) -> Timezone:
    """The zone's rules around a meeting's year. Worked out once: it costs more than all the rest of an invitation."""
    return Timezone.from_tzid(zone, first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))


def _event(meeting: Meeting, *, to: Person, at: datetime, is_cancelled: bool) -> Event:
    assert meeting.starts_at is not None, "only an accepted meeting goes into calendars"  # noqa: S101 - for the reader
    zone = rules.zone_of(to)
    event = Event()
    event.add("UID", uid(meeting))
    event.add("SEQUENCE", meeting.sequence)
    event.add("DTSTAMP", at.astimezone(rules.UTC))
    event.add("DTSTART", meeting.starts_at.astimezone(zone))
    event.add("DTEND", (meeting.starts_at + timedelta(minutes=meeting.minutes)).astimezone(zone))
    event.add("STATUS", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    with override(to.language):
        event.add("SUMMARY", gettext("Meeting (Paripasso)"))
    if meeting.place or meeting.video_link:
        event.add("LOCATION", guarded(meeting.place or meeting.video_link))
    if meeting.video_link:
        event.add("URL", guarded(meeting.video_link))
    name, address = _house()
    event["ORGANIZER"] = _address(address, name)
    event.add("ATTENDEE", _attendee(to), encode=False)
    return event


def _attendee(person: Person) -> vCalAddress:
    attendee = _address(person.email, person.full_name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _address(address: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{guarded(address)}")
    found.params["CN"] = vText(guarded(name))
    return found


def _house() -> tuple[str, str]:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return name or "Paripasso", address
