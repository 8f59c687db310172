"""Busy hours from a calendar address: real feeds over a real connection, and every way in which they go wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from paripasso.audit.models import Entry
from paripasso.enrolment import jobs
from paripasso.enrolment.actions import calendars, enrolments
from paripasso.enrolment.enums import Step
from paripasso.enrolment.models import CalendarFeed, Enrolment
from tests.core.feeds import Reply, saying, serving
from tests.enrolment.conftest import AT

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.slow]

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
MEETING = "BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Secret merger\r\nDTSTAMP:20270101T000000Z\r\n{lines}\r\nEND:VEVENT\r\n"


def calendar(*events: str) -> bytes:
    body = "".join(MEETING.format(n=n, lines=lines) for n, lines in enumerate(events))
    return f"{HEAD}{body}END:VCALENDAR\r\n".encode()


# AT is Monday 11 January 2027, 10 o'clock in Rome.
STANDUP = "DTSTART;TZID=Europe/Rome:20261207T090000\r\nDTEND;TZID=Europe/Rome:20261207T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE"
ONCE = "DTSTART:20270112T080000Z\r\nDTEND:20270112T150000Z"
FREE = "DTSTART:20270114T080000Z\r\nDTEND:20270114T150000Z\r\nTRANSP:TRANSPARENT\r\nRRULE:FREQ=WEEKLY"
CANCELLED = "DTSTART:20270115T080000Z\r\nDTEND:20270115T150000Z\r\nSTATUS:CANCELLED\r\nRRULE:FREQ=WEEKLY"
FRIDAYS = "DTSTART;VALUE=DATE:20270108\r\nDTEND;VALUE=DATE:20270109\r\nRRULE:FREQ=WEEKLY"


@pytest.fixture(autouse=True)
def open_loopback(settings) -> None:
    settings.OUTGOING_ALLOWED = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def draft(round_, chiara) -> Enrolment:
    chiara.time_zone = "Europe/Rome"
    chiara.save(update_fields=["time_zone"])
    return enrolments.start(round=round_, person=chiara, at=AT)


def after_reading(chiara, reply: Reply, *, at: datetime = AT) -> CalendarFeed:
    with serving(reply) as url:
        calendars.connect(person=chiara, address=url, at=at)
        assert jobs.sweep(worker="test", at=at) == 1
    return CalendarFeed.objects.get()


def test_repeating_and_whole_days_are_busy_and_the_rest_is_free(draft, chiara) -> None:
    feed = after_reading(chiara, saying(calendar(STANDUP, ONCE, FREE, CANCELLED, FRIDAYS)))
    friday = set(range(4 * 24, 5 * 24))
    assert (set(feed.busy), feed.trouble, feed.read_at) == ({9, 2 * 24 + 9} | friday, "", AT)
    hours = set(Enrolment.objects.get().hours)
    assert (9 in hours, 10 in hours, 33 in hours, 57 in hours, 58 in hours, 4 * 24 + 10 in hours) == (
        False, True, True, False, True, False,
    )  # fmt: skip


def test_no_word_of_an_event_is_kept(draft, chiara) -> None:
    after_reading(chiara, saying(calendar(STANDUP)))
    kept = (
        str(list(CalendarFeed.objects.values())) + str(list(Entry.objects.values())) + str(Enrolment.objects.values())
    )
    assert ("merger" in kept, "127.0.0.1" in kept) == (False, False)


def test_what_is_corrected_by_hand_outlives_the_next_night(draft, chiara) -> None:
    with serving(saying(calendar(STANDUP))) as url:
        calendars.connect(person=chiara, address=url, at=AT)
        jobs.sweep(worker="test", at=AT)
        hours = [*Enrolment.objects.get().hours, 9]
        hours.remove(10)
        enrolments.save_step(enrolment=draft, step=Step.HOURS, by=chiara, at=AT, hours=sorted(hours), has_shifts=False)
        assert jobs.sweep(worker="test", at=AT + timedelta(hours=10)) == 0
        assert jobs.sweep(worker="test", at=AT + timedelta(hours=18)) == 1
    feed, after = CalendarFeed.objects.get(), Enrolment.objects.get().hours
    assert (feed.added, feed.dropped, 9 in after, 10 in after) == ([9], [10], True, False)
    assert feed.due_at == datetime(2027, 1, 13, 2, 0, tzinfo=UTC)  # three in the morning in Rome


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (saying(b"<!doctype html><title>Sign in</title>", content_type="text/html"), "no_calendar"),
        (saying(b"BEGIN:VCALENDAR\r\n\xff\xfe broken"), "unreadable"),
        (saying(calendar(STANDUP), content_type="text/calendar; charset=klingon"), "unreadable"),
        (saying(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:yesterday"), "unreadable"),
        (saying(b"BEGIN:VCALENDAR\r\n" + b"X-A:" + b"a" * 1_100_000), "large"),
        (saying(b"", status=403), "refused"),
    ],
    ids=["web page", "broken letters", "unknown letters", "broken event", "large", "closed"],
)
def test_what_is_wrong_is_worded_and_nothing_typed_is_lost(draft, chiara, reply, trouble) -> None:
    feed = after_reading(chiara, reply)
    assert (feed.trouble, feed.read_at, Enrolment.objects.get().hours) == (trouble, None, enrolments.USUAL_HOURS)
    assert len(str(feed.get_trouble_display())) > 20


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_known_character_sets_are_read(draft, chiara, charset) -> None:
    body = calendar(STANDUP).decode().replace("Secret", "Società").encode(charset)
    feed = after_reading(chiara, saying(body, content_type=f"text/calendar; charset={charset.removesuffix('-sig')}"))
    assert (feed.busy, feed.trouble) == ([9, 57], "")


def test_a_rule_of_every_second_costs_nothing(draft, chiara) -> None:
    often = "DTSTART:20000101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY"
    feed = after_reading(chiara, saying(calendar(often, STANDUP)))
    assert (feed.busy, feed.trouble) == ([9, 57], "")


def test_an_address_inside_the_house_is_not_asked(draft, chiara, settings) -> None:
    settings.OUTGOING_ALLOWED = ()
    assert after_reading(chiara, saying(calendar(STANDUP))).trouble == "inside"


def test_webcal_is_https_and_nonsense_is_refused(draft, chiara) -> None:
    assert calendars.web_address(" webcal://x.example/a.ics ") == "https://x.example/a.ics"
    with pytest.raises(calendars.CannotConnect):
        calendars.connect(person=chiara, address="my calendar", at=AT)
    assert CalendarFeed.objects.count() == 0


def test_removing_forgets_the_address_and_keeps_the_hours(draft, chiara) -> None:
    after_reading(chiara, saying(calendar(STANDUP)))
    hours = Enrolment.objects.get().hours
    calendars.remove(person=chiara, at=AT)
    assert (CalendarFeed.objects.count(), Enrolment.objects.get().hours) == (0, hours)


def test_a_calendar_taken_away_while_it_is_read_stays_away(draft, chiara) -> None:
    with serving(saying(calendar(STANDUP))) as url:
        feed = calendars.connect(person=chiara, address=url, at=AT)
        calendars.remove(person=chiara, at=AT)
        calendars.read(feed=feed, at=AT)
    assert (CalendarFeed.objects.count(), Enrolment.objects.get().hours) == (0, enrolments.USUAL_HOURS)
