"""Invitations, read back by an independent parser and by plain regular expressions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from paripasso.messaging.headers import Injected
from paripasso.messaging.models import Notice
from paripasso.relationships import calendar
from paripasso.relationships.actions import meetings
from paripasso.relationships.models import Meeting
from tests.relationships.scene import AT, THURSDAY, Pair

ZONES = ["Europe/Rome", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"]


def unfolded(text: str) -> dict[str, str]:
    """Read the event's lines by hand, so that the library that wrote them is not the only witness."""
    event = text.replace("\r\n ", "").split("BEGIN:VEVENT")[1].split("END:VEVENT")[0]
    return {re.split("[;:]", line)[0]: line.split(":", 1)[1] for line in event.strip().split("\r\n")}


def agreed(pair: Pair, **also: object) -> Meeting:
    meeting = meetings.propose(
        relationship=pair.relationship, by=pair.chiara, at=AT, starts=[THURSDAY], minutes=45, **also
    )
    return meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.amadou, at=AT)


def test_an_invitation_says_when_and_where_and_nothing_more(pair: Pair) -> None:
    meeting = agreed(pair, place="sala Lys; piano 2, a sinistra", topic="My difficult talk with Marco")
    text = Notice.objects.get(kind="meeting_accepted", person=pair.chiara).calendar
    assert unfolded(text) == {
        "SUMMARY": "Meeting (Paripasso)",
        "DTSTART": "20270422T100000",
        "DTEND": "20270422T104500",
        "DTSTAMP": "20270420T080000Z",
        "UID": calendar.uid(meeting),
        "SEQUENCE": "0",
        "ATTENDEE": "mailto:chiara@valdora.example",
        "CLASS": "PRIVATE",
        "LOCATION": r"sala Lys\; piano 2\, a sinistra",
        "ORGANIZER": unfolded(text)["ORGANIZER"],
        "STATUS": "CONFIRMED",
    }
    assert "DTSTART;TZID=Europe/Rome:20270422T100000" in text
    assert ("METHOD:REQUEST" in text, "BEGIN:VTIMEZONE" in text) == (True, True)
    assert [word for word in ("Amadou", "Diallo", "Marco", "difficult") if word in text] == []
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_moving_and_calling_off_keep_the_uid_and_raise_the_sequence(pair: Pair) -> None:
    meeting = agreed(pair)
    meetings.move(meeting=meeting, by=pair.chiara, at=AT, starts=[THURSDAY + timedelta(days=1)])
    meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.amadou, at=AT)
    meetings.cancel(meeting=meeting, by=pair.chiara, at=AT)
    sent = [
        (
            row.calendar_method,
            unfolded(row.calendar)["UID"],
            unfolded(row.calendar)["SEQUENCE"],
            unfolded(row.calendar)["STATUS"],
        )
        for kind in ("meeting_accepted", "meeting_moved", "meeting_cancelled")
        for row in Notice.objects.filter(kind=kind, person=pair.amadou)
    ]
    uid = calendar.uid(meeting)
    assert sent == [
        ("REQUEST", uid, "0", "CONFIRMED"),
        ("REQUEST", uid, "1", "CONFIRMED"),
        ("CANCEL", uid, "2", "CANCELLED"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
def test_a_calendar_shows_the_moment_that_the_page_shows(pair: Pair, zone: str) -> None:
    """On both sides of each change of the clocks, over three years, an independent reader finds the same moment."""
    pair.chiara.time_zone = zone
    meeting = agreed(pair)
    for week in range(0, 160, 7):
        start = datetime(2026, 1, 4, 23, 30, tzinfo=UTC) + timedelta(weeks=week)
        meeting.starts_at = start
        text = calendar.invitation(meeting, to=pair.chiara, at=AT)
        parsed = Calendar.from_ical(text)
        found = recurring_ical_events.of(parsed).between(start - timedelta(days=1), start + timedelta(days=1))
        event = found[0]
        assert (len(found), event.start.astimezone(UTC), event.end.astimezone(UTC)) == (
            1,
            start,
            start + timedelta(minutes=45),
        )
        assert event.start.replace(tzinfo=None) == start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize("place", ["sala\r\nATTENDEE:mailto:eve@x.example", "sala\nX:1", "sala\x00"])
def test_a_place_cannot_break_out_of_its_line(pair: Pair, place: str) -> None:
    meeting = agreed(pair)
    meeting.place = place
    with pytest.raises(Injected):
        calendar.invitation(meeting, to=pair.chiara, at=AT)
    meeting.place = "sala Lys"
    assert "LOCATION:sala Lys" in calendar.invitation(meeting, to=pair.chiara, at=AT)


def test_the_title_is_in_the_recipients_language(pair: Pair) -> None:
    meeting = agreed(pair)
    pair.chiara.language = "it"
    titles = [unfolded(calendar.invitation(meeting, to=who, at=AT))["SUMMARY"] for who in (pair.chiara, pair.amadou)]
    assert titles[1] == "Meeting (Paripasso)"
    assert "Paripasso" in titles[0]
