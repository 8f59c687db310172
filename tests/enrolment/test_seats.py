"""Places that free themselves, pauses that end by themselves: whoever has waited longest moves up, and hears of it once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from paripasso.core.refusals import Refusal
from paripasso.enrolment import jobs
from paripasso.enrolment.actions import enrolments, seats
from paripasso.enrolment.models import Enrolment
from paripasso.messaging.models import Notice
from paripasso.programs.models import Round
from tests.enrolment.conftest import AT

pytestmark = pytest.mark.slow


@pytest.fixture
def full(round_, people, answers) -> Round:
    """One place, taken by Chiara; Amadou, then Yara, then Bruno wait."""
    Round.objects.update(places=1)
    round = Round.objects.get()
    for n, name in enumerate(("chiara", "amadou", "yara", "bruno")):
        at = AT + timedelta(minutes=n)
        enrolments.enrol(round=round, person=people[name], answers=answers, by=people[name], at=at)
    return round


def states() -> dict[str, str]:
    return dict(Enrolment.objects.values_list("person__given_name", "state"))


def told() -> list[str]:
    return sorted(Notice.objects.filter(kind="enrolment_place_freed").values_list("person__given_name", flat=True))


def test_leaving_moves_one_up_and_one_only(full, chiara) -> None:
    enrolments.withdraw(enrolment=Enrolment.objects.get(person=chiara), by=chiara, at=AT)
    assert states() == {"Chiara": "withdrawn", "Amadou": "submitted", "Yara": "waitlisted", "Bruno": "waitlisted"}
    assert told() == ["Amadou"]


def test_more_places_are_given_by_the_worker_once(full) -> None:
    Round.objects.update(places=3)
    assert [jobs.sweep(worker="test", at=AT) for _ in range(3)] == [2, 0, 0]
    assert (told(), states()["Bruno"]) == (["Amadou", "Yara"], "waitlisted")


def test_whoever_leaves_the_company_frees_a_place_and_waits_no_more(full, chiara, people) -> None:
    for one in (chiara, people["amadou"]):
        one.is_active = False
        one.save(update_fields=["is_active"])
    assert (jobs.sweep(worker="test", at=AT), told()) == (1, ["Yara"])


def test_a_pause_keeps_the_place(full, chiara) -> None:
    enrolments.pause(enrolment=Enrolment.objects.get(person=chiara), by=chiara, at=AT)
    assert (seats.fill(round=full, at=AT), told()) == (0, [])


def test_a_pause_ends_on_its_day_and_its_author_hears_once(full, chiara) -> None:
    mine = Enrolment.objects.get(person=chiara)
    enrolments.pause(enrolment=mine, by=chiara, at=AT, until=date(2027, 2, 1))
    assert jobs.sweep(worker="test", at=AT + timedelta(days=20)) == 0
    assert [jobs.sweep(worker="test", at=AT + timedelta(days=21)) for _ in range(2)] == [1, 0]
    mine.refresh_from_db()
    assert (mine.state, mine.paused_until) == ("submitted", None)
    assert Notice.objects.filter(kind="enrolment_resumed").count() == 1


def test_the_day_of_a_pause_can_be_changed(full, chiara) -> None:
    mine = Enrolment.objects.get(person=chiara)
    for until in (date(2027, 2, 1), date(2027, 3, 1), None):
        mine = enrolments.pause(enrolment=mine, by=chiara, at=AT, until=until)
        assert (mine.state, mine.paused_until) == ("paused", until)


@pytest.mark.parametrize("until", [date(2027, 1, 11), date(2026, 1, 1), date(2029, 1, 1)], ids=["now", "past", "far"])
def test_a_pause_ends_on_a_day_to_come(full, chiara, until) -> None:
    with pytest.raises(enrolments.CannotPauseUntil) as refused:
        enrolments.pause(enrolment=Enrolment.objects.get(person=chiara), by=chiara, at=AT, until=until)
    assert (isinstance(refused.value, Refusal), states()["Chiara"]) == (True, "submitted")
