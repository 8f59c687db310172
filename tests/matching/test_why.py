"""Why the two of you, said to each of them, in their own language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paripasso.matching.models import MatchRun
from paripasso.matching.queries import rows, runs, why
from tests.matching.small_company import AT, a_person, a_round, enrol, four, run_now

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def run() -> MatchRun:
    spring = a_round()
    four(spring)
    return run_now(spring)


def said(run: MatchRun, name: str, language: str) -> why.Why:
    proposal = runs.proposals(run, find=name)[0]
    enrolment = next(seat.enrolment for seat in proposal.seats.all() if seat.enrolment.person.given_name == name)
    return why.for_member(proposal, enrolment, language)


def test_each_hears_what_they_give_and_get(run: MatchRun) -> None:
    chiara, amadou = said(run, "Chiara", "en"), said(run, "Amadou", "en")
    assert (chiara.gives, chiara.gets) == (("Public speaking",), ("Power bi",))
    assert (amadou.gives, amadou.gets) == (chiara.gets, chiara.gives)
    assert chiara.sentences == (
        "You can help Amadou with Public speaking.",
        "Amadou can help you with Power bi.",
        "It is the first choice of both.",
        "You share 15 free hours a week, for example Monday at 09:00.",
        "You can speak Italian together.",
        "You work in different departments.",
        "You have not been paired before.",
    )
    assert chiara.text == " ".join(chiara.sentences)


def test_the_language_is_that_of_whoever_reads_whatever_is_active(run: MatchRun) -> None:
    assert said(run, "Chiara", "it").gives == ("public-speaking in italiano",)
    assert said(run, "Chiara", "it").sentences[0] == "Puoi aiutare Amadou con: public-speaking in italiano."
    assert "per esempio lunedì alle 09:00" in said(run, "Chiara", "it").text


def test_hours_are_those_of_the_readers_own_clock(run: MatchRun) -> None:
    person = run.round.enrolments.get(person__given_name="Chiara").person
    person.time_zone = "Asia/Tokyo"
    person.save(update_fields=["time_zone"])
    assert "Monday at 17:00" in said(run, "Chiara", "en").text


def test_no_address_of_anybody_stands_in_the_reasons(run: MatchRun) -> None:
    assert [one.pk for one in run.proposals.all() if "@" in str(one.why)] == []


def test_a_trio_hears_of_both_others() -> None:
    spring = a_round()
    four(spring)
    enrol(spring, a_person("Luca", department="Legal"), offers=["contracts"], seeks=["welding"])
    run = run_now(spring)
    trio = next(one for one in runs.proposals(run) if len(one.seats.all()) == 3)
    seat = next(one for one in trio.seats.all() if one.enrolment.person.given_name == "Luca")
    others = {one.enrolment.person.first_name for one in trio.seats.all() if one != seat}
    text = why.for_member(trio, seat.enrolment, "en").text
    assert "You share 15 free hours a week" in text
    assert "Davide can help you with Welding." in text
    assert "Davide" in others
    (row,) = rows.of([trio], language="en", zone="Europe/Rome", on=spring.starts_on)
    assert (row.may_be_locked, row.third, len(row.people)) == (False, row.people[2], 3)


def test_a_page_of_rows_costs_one_query_for_all_names(run: MatchRun) -> None:
    found = list(runs.proposals(run))
    with CaptureQueriesContext(connection) as seen:
        made = rows.of(found, language="en", zone="Europe/Rome", on=AT.date())
    assert (len(seen), len(made)) == (1, 2)
    chiara = next(row for row in made if "Chiara" in row.names)
    assert {(chip.name, chip.skills) for chip in chiara.chips} == {
        ("Chiara", "Public speaking"),
        ("Amadou", "Power bi"),
    }
    assert chiara.hours == "15 shared hours, Monday at 09:00"
    assert {part.label for part in chiara.parts} >= {"Teaching goes both ways", "First choice of what to learn"}
