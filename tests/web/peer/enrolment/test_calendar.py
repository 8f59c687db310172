"""Step 4 with a calendar: connect, wait, see what was read, correct it, forget it; without scripts."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from paripasso.core import clock
from paripasso.enrolment import jobs
from paripasso.enrolment.actions import enrolments
from paripasso.enrolment.models import CalendarFeed, Enrolment
from tests.core.feeds import saying, serving
from tests.enrolment.conftest import AT
from tests.web.peer.enrolment.test_steps import HERE, words

pytestmark = pytest.mark.slow
EMPTY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def browser(client, round_, chiara):
    enrolments.start(round=round_, person=chiara, at=AT)
    client.force_login(chiara)
    return client


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_calendar_is_connected_read_and_forgotten(browser, settings) -> None:
    settings.OUTGOING_ALLOWED = (ip_network("127.0.0.0/8"),)
    url = f"{HERE}hours/"
    with serving(saying(EMPTY)) as address:
        assert browser.post(url, {"calendar": f"{address}secret", "go": "calendar"})["Location"] == f"{url}#calendar"
        assert "Your calendar is being read." in words(browser.get(url))
        assert jobs.read_calendars(worker="test", at=clock.now()) == 1
    page = browser.get(url)
    assert ("and again each night" in words(page), "secret" in page.content.decode()) == (True, False)
    assert len(Enrolment.objects.get().hours) == 35
    assert browser.post(url, {"go": "calendar-again"}).status_code == 303
    assert "Your calendar is being read." in words(browser.get(url))
    assert browser.post(url, {"go": "calendar-remove"}).status_code == 303
    assert (CalendarFeed.objects.count(), "Secret address" in words(browser.get(url))) == (0, True)


def test_what_was_typed_and_ticked_stays_when_the_address_is_none(browser) -> None:
    answer = browser.post(f"{HERE}hours/", {"calendar": "my calendar", "hours": ["16"], "go": "calendar"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="my calendar"' in page, "This is not an address" in words(answer)) == (
        422, True, True,
    )  # fmt: skip
    assert 'value="16" aria-label="Monday 16 – 18" checked' in page


def test_a_pause_with_a_day_that_is_none_comes_back(browser, answers) -> None:
    Enrolment.objects.update(state="submitted")
    answer = browser.post(f"{HERE}pause/", {"until": "someday"})
    assert (answer.status_code, 'value="someday"' in answer.content.decode()) == (422, True)
    assert browser.post(f"{HERE}pause/", {"until": "2020-01-01"}).status_code == 409
    assert browser.post(f"{HERE}pause/", {"until": ""}).status_code == 303
