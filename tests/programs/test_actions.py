"""Programmes are started, rounds dated and moved, roles given: every step with its refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from paripasso.audit.models import Entry
from paripasso.programs import rules
from paripasso.programs.actions import grants, guidelines, programs, rounds
from paripasso.programs.enums import GuidelineKind, Kind, Role, RoundState
from paripasso.programs.models import Acceptance, Grant, Guideline, Program, Round
from paripasso.programs.queries import programs as program_queries
from tests.programs.conftest import AT


def events() -> list[str]:
    return sorted(Entry.objects.values_list("event", flat=True))


def test_a_programme_starts_with_everything_its_template_says(paola) -> None:
    program = programs.start(template=Kind.PEER, slug="fianco", by=paola, at=AT)
    program.refresh_from_db()
    assert (program.name("it"), program.name("en"), program.weeks, program.meeting_minutes, len(program.topics)) == (
        "Fianco a fianco",
        "Side by side",
        20,
        45,
        6,
    )
    assert [(grant.person, grant.role) for grant in Grant.objects.all()] == [(paola, Role.PROGRAM_MANAGER)]
    assert [text.kind for text in program_queries.current_guidelines(program)] == ["role", "conduct", "pact"]
    assert events() == ["grant.given", "program.started"]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_template_whose_texts_hold_no_placeholder(kind, paola) -> None:
    program = programs.start(template=kind, slug=kind, by=paola, at=AT)
    words = [program.promise_it, program.promise_en, program.purpose_it, program.purpose_en, program.problem_it]
    words += [text for one in Guideline.objects.all() for text in (one.text_it, one.text_en)]
    assert [text for text in words if not text or "{" in text] == []


def test_an_address_belongs_to_one_programme(program, paola) -> None:
    with pytest.raises(programs.CannotStart):
        programs.start(template=Kind.CIRCLE, slug="fianco", by=paola, at=AT)
    assert Program.objects.count() == 1
    programs.start(template=Kind.CIRCLE, slug="in-circolo", by=paola, at=AT)
    assert Program.objects.count() == 2


def test_an_administrator_may_name_who_runs_it(ines, paola) -> None:
    programs.start(template=Kind.PEER, slug="fianco", by=ines, at=AT, run_by=paola)
    assert [grant.person for grant in Grant.objects.all()] == [paola]


def test_rewording_changes_what_is_given_and_says_which_fields(program, paola) -> None:
    programs.reword(program=program, by=paola, at=AT, name_it="Insieme", purpose_en=program.purpose_en)
    assert Program.objects.get().name_it == "Insieme"
    assert Entry.objects.get(event="program.reworded").facts == {"fields": "name_it"}


def test_a_round_starts_today_and_lasts_as_long_as_its_template_says(round_) -> None:
    assert rules.Dates(**{name: getattr(round_, name) for name in rules.DATES}) == rules.Dates(
        enrol_from=date(2027, 1, 11),
        enrol_until=date(2027, 2, 8),
        match_on=date(2027, 2, 11),
        starts_on=date(2027, 2, 18),
        middle_on=date(2027, 4, 29),
        ends_on=date(2027, 7, 8),
    )
    assert round_.state == RoundState.DRAFT


def test_crossed_dates_are_refused_by_name(program, paola) -> None:
    dates = rules.default_dates(date(2027, 1, 11), weeks=20)
    with pytest.raises(rounds.CannotDate) as refusal:
        rounds.open_new(program=program, slug="x", by=paola, at=AT, dates=replace(dates, match_on=dates.enrol_from))
    assert str(refusal.value) == (
        "The dates cross: day of matching comes before last day of enrolment. Put them in the order in which they happen."
    )
    rounds.open_new(program=program, slug="x", by=paola, at=AT, dates=dates)
    assert Round.objects.count() == 1


def test_a_round_moves_on_and_back_until_somebody_was_told(round_, paola) -> None:
    rounds.move(round=round_, to=RoundState.ENROLLING, by=paola, at=AT)
    rounds.move(round=round_, to=RoundState.DRAFT, by=paola, at=AT)
    rounds.move(round=round_, to=RoundState.ENROLLING, by=paola, at=AT)
    rounds.mark_answered(round=round_)
    with pytest.raises(rounds.CannotGoBack):
        rounds.move(round=round_, to=RoundState.DRAFT, by=paola, at=AT)
    moved = rounds.move(round=round_, to=RoundState.MATCHING, by=paola, at=AT)
    assert moved.state == RoundState.MATCHING
    assert events().count("round.moved") == 4


def test_only_publishing_makes_a_round_run(round_, paola) -> None:
    for state in (RoundState.ENROLLING, RoundState.MATCHING):
        rounds.move(round=round_, to=state, by=paola, at=AT)
    with pytest.raises(rounds.CannotRunUnpublished):
        rounds.move(round=round_, to=RoundState.RUNNING, by=paola, at=AT)
    assert rounds.move(round=round_, to=RoundState.RUNNING, by=paola, at=AT, published=True).state == "running"


def test_a_round_cannot_skip_a_state(round_, paola) -> None:
    with pytest.raises(rounds.CannotMove) as refusal:
        rounds.move(round=round_, to=RoundState.CLOSED, by=paola, at=AT)
    assert str(refusal.value) == "This round is “draft” and cannot become “closed” now."


def test_enrolment_does_not_open_for_days_gone_by(round_, paola) -> None:
    late = AT + timedelta(weeks=5)
    with pytest.raises(rounds.CannotEnrolInThePast):
        rounds.move(round=round_, to=RoundState.ENROLLING, by=paola, at=late)
    dates = rules.default_dates(late.date(), weeks=20)
    rounds.redate(round=round_, dates=dates, places=120, by=paola, at=late)
    assert rounds.move(round=round_, to=RoundState.ENROLLING, by=paola, at=late).places == 120


def test_enrolment_does_not_open_without_the_texts(round_, paola) -> None:
    Guideline.objects.filter(kind=GuidelineKind.PACT).delete()
    with pytest.raises(rounds.CannotEnrolWithoutTexts) as refusal:
        rounds.move(round=round_, to=RoundState.ENROLLING, by=paola, at=AT)
    assert str(refusal.value).endswith("still missing: confidentiality pact.")


def test_the_last_programme_manager_keeps_the_role(program, paola, sofia) -> None:
    only = Grant.objects.get()
    with pytest.raises(grants.CannotRevoke):
        grants.revoke(grant=only, by=paola, at=AT)
    grants.grant(program=program, person=sofia, role=Role.PROGRAM_MANAGER, by=paola, at=AT)
    grants.grant(program=program, person=sofia, role=Role.PROGRAM_MANAGER, by=paola, at=AT)
    grants.revoke(grant=only, by=paola, at=AT)
    assert [grant.person for grant in Grant.objects.all()] == [sofia]


def test_a_trust_contact_stands_apart(program, paola, sofia) -> None:
    with pytest.raises(grants.CannotGrant):
        grants.grant(program=program, person=paola, role=Role.TRUST_CONTACT, by=paola, at=AT)
    grants.grant(program=program, person=sofia, role=Role.TRUST_CONTACT, by=paola, at=AT)
    assert Grant.objects.count() == 2


def test_a_new_version_asks_again(program, paola, sofia) -> None:
    current = program_queries.current_guidelines(program)
    guidelines.accept_all(guidelines=current, person=sofia, at=AT)
    guidelines.accept(guideline=current[0], person=sofia, at=AT)
    assert (Acceptance.objects.count(), program_queries.to_accept(program, sofia)) == (3, [])
    new = guidelines.publish(program=program, kind=GuidelineKind.PACT, text_it="Patto", text_en="Pact", by=paola, at=AT)
    assert (new.version, program_queries.to_accept(program, sofia)) == (2, [new])
