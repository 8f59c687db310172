"""Home: what matters today, in one sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from paripasso.core import clock
from paripasso.enrolment.enums import EnrolmentState
from paripasso.people.models import Person
from paripasso.programs.enums import RoundState
from paripasso.relationships.actions import agreements, closings, meetings
from tests.relationships.scene import AT, THURSDAY, Pair, enrol, pair_in, person, round_of, story_of
from tests.web.peer.meeting.reading import fill, queries_of, signed_in, text_of

TERMS = {"replaces": 0, "cadence_days": 14, "meeting_minutes": 45}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def pair(db: None) -> Pair:
    return pair_in(round_of())


def heading(who: Person) -> str:
    return text_of(signed_in(who).get(reverse("peer:home")), "h1")


def agree(pair: Pair, start: datetime) -> None:
    meeting = meetings.propose(relationship=pair.relationship, by=pair.chiara, at=AT, starts=[start])
    meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.amadou, at=AT)


def test_without_a_date_it_says_so(pair: Pair) -> None:
    assert heading(pair.chiara) == "Hi Chiara. You and Amadou have no date yet."


def test_an_answer_that_somebody_waits_for_comes_first(pair: Pair) -> None:
    meetings.propose(relationship=pair.relationship, by=pair.amadou, at=AT, starts=[THURSDAY])
    assert heading(pair.chiara) == "Hi Chiara. Amadou proposes a time to meet."
    assert heading(pair.amadou) == "Hi Amadou. You and Chiara have no date yet."


def test_an_agreement_waits_for_a_yes(pair: Pair) -> None:
    agreements.propose(relationship=pair.relationship, by=pair.amadou, at=AT, **TERMS)
    assert heading(pair.chiara) == "Hi Chiara. Amadou has written your agreement: is it right for you?"


@pytest.mark.parametrize(
    ("start", "english", "italian"),
    [
        (AT + timedelta(hours=2), "Today you meet Amadou.", "Oggi incontri Amadou."),
        (AT + timedelta(days=1), "Tomorrow you meet Amadou.", "Domani incontri Amadou."),
        (THURSDAY, "On Thursday you meet Amadou.", "Giovedì incontri Amadou."),
        (AT + timedelta(days=16), "On 6 May you meet Amadou.", "Il 6 maggio incontri Amadou."),
    ],
)
def test_the_next_date_is_named_as_people_name_it(pair: Pair, start: datetime, english: str, italian: str) -> None:
    agree(pair, start)
    assert heading(pair.chiara) == f"Hi Chiara. {english}"
    pair.chiara.language = "it"
    pair.chiara.save()
    assert heading(pair.chiara) == f"Ciao Chiara. {italian}"


def test_a_meeting_within_two_days_matters_more_than_an_answer(pair: Pair) -> None:
    agree(pair, AT + timedelta(days=1))
    meetings.propose(relationship=pair.relationship, by=pair.amadou, at=AT, starts=[THURSDAY])
    assert heading(pair.chiara) == "Hi Chiara. Tomorrow you meet Amadou."


def test_between_enrolling_and_being_introduced_one_waits(db: None) -> None:
    wanda = person("Wanda")
    enrolment = enrol(round_of(state=RoundState.ENROLLING), wanda, offers="a", seeks="b")
    assert heading(wanda) == "We are looking for the right person for you."
    enrolment.state = EnrolmentState.DRAFT
    enrolment.save()
    assert heading(wanda) == "Your enrolment is not sent yet."


def test_whoever_has_nothing_is_shown_what_is_open(db: None) -> None:
    nora = person("Nora")
    assert heading(nora) == "Nothing is waiting for you today."
    round_of(state=RoundState.ENROLLING)
    assert heading(nora) == "A programme is open: would you like a peer beside you?"


def test_after_the_end_home_says_so_kindly(pair: Pair) -> None:
    closings.close(relationship=pair.relationship, by=pair.amadou, at=AT)
    assert heading(pair.chiara) == "Your path has ended. The next programme will find you here."


def test_one_tap_says_how_it_goes_and_shows_it_to_nobody_else(pair: Pair) -> None:
    chiara, amadou = signed_in(pair.chiara), signed_in(pair.amadou)
    address = reverse("peer:check-in", args=[pair.relationship.pk])
    assert chiara.post(address, {"mood": "hard"}).status_code == 303
    assert 'value="hard" aria-pressed="true"' in chiara.get(reverse("peer:home")).content.decode()
    assert 'aria-pressed="true"' not in amadou.get(reverse("peer:home")).content.decode()
    wrong = chiara.post(address, {"mood": "furious"})
    assert (wrong.status_code, "One thing needs another look" in wrong.content.decode()) == (422, True)


def test_home_needs_a_sign_in(db: None) -> None:
    answer = Client().get(reverse("peer:home"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.slow
def test_a_full_space_costs_no_more_queries_than_a_small_one(pair: Pair) -> None:
    story_of(pair)
    chiara = signed_in(pair.chiara)
    pages = {
        "home": [],
        "relationship": [pair.relationship.pk],
        "agreement": [pair.relationship.pk],
        "goals": [pair.relationship.pk],
        "meetings": [pair.relationship.pk],
        "follow-ups": [pair.relationship.pk],
    }
    small = {name: queries_of(chiara, reverse(f"peer:{name}", args=args)) for name, args in pages.items()}
    fill(pair, times=8)
    assert {name: queries_of(chiara, reverse(f"peer:{name}", args=args)) for name, args in pages.items()} == small
