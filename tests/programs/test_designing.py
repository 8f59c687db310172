"""A programme is designed: every step is saved, gates say why they are shut, nobody is told apart by who they are."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from paripasso.people.models import Department, Person
from paripasso.programs import differences, evidence, guide, plan, protected
from paripasso.programs.actions import designing, guidelines, programs, rounds
from paripasso.programs.actions import settings as settings_actions
from paripasso.programs.enums import DesignStep, GuidelineKind, Kind, RoundState
from paripasso.programs.evidence.checking import Design, alerts
from paripasso.programs.measures import indicators
from paripasso.programs.models import Aim, Guideline, Program, Round
from paripasso.programs.plan import Target
from paripasso.programs.queries import eligibility, readiness, settings
from paripasso.programs.queries import programs as program_queries
from paripasso.programs.templates import Pace, template, time_asked
from tests.programs.conftest import AT

TODAY = date(2027, 1, 11)
GOOD = Design(
    kind=Kind.PEER, weeks=20, cadence_days=21, first_meeting_days=14, meeting_minutes=45, group_size=2, sheets=6,
    aims=frozenset({"pulse"}), weights={"teaching": 9},
    rules={"reporting_line": {"levels": 2}, "level_distance": {"at_most": 1}, "shared_hour": {}, "promotion_race": {}},
)  # fmt: skip


def keys(design: Design) -> list[str]:
    return [one.key for one in alerts(design)]


@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_template_proposes_is_on_the_list_and_has_a_note(kind) -> None:
    chosen = template(kind)
    assert [one["indicator"] for one in chosen.aims if one["indicator"] not in indicators()] == []
    assert [evidence.note(key).references for key in chosen.evidence if not evidence.note(key).references] == []
    for language in ("it", "en"):  # the question about time is found again when the structure changes
        said = [one["answer"][language] for one in chosen.faq]
        pace = Pace(
            minutes=chosen.meeting_minutes,
            weeks=chosen.weeks,
            cadence_days=chosen.cadence_days,
            meetings=len(chosen.topics),
        )
        assert time_asked(pace, language) in said


def test_texts_follow_the_structure_until_somebody_writes_their_own(program, paola) -> None:
    designing.save_structure(program=program, by=paola, at=AT, meeting_minutes=60, cadence_days=14)
    role = program_queries.current_guidelines(program)[0]
    assert ("60 minutes, every two weeks" in role.text_en, role.version) == (True, 1)
    assert "6 hours in all: 6 meetings of 60 minutes" in str(Program.objects.get().faq)
    guidelines.publish(program=program, kind=GuidelineKind.ROLE, text_it="Nostro", text_en="Ours", by=paola, at=AT)
    designing.save_structure(program=program, by=paola, at=AT, meeting_minutes=30)
    assert program_queries.current_guidelines(program)[0].text_en == "Ours"


def test_an_accepted_text_is_not_changed_under_a_name(program, paola) -> None:
    guidelines.accept(guideline=program_queries.current_guidelines(program)[0], person=paola, at=AT)
    designing.save_structure(program=program, by=paola, at=AT, meeting_minutes=60)
    assert [one.version for one in Guideline.objects.filter(kind="role").order_by("version")] == [1, 2]
    assert [one.kind for one in program_queries.to_accept(program, paola)] == ["role", "conduct", "pact"]


def test_an_aim_needs_a_date_and_a_place_on_the_list(program, paola) -> None:
    aim = Target(indicator="pulse", target=Decimal(4), due_on=None)
    with pytest.raises(designing.CannotAim):
        designing.save_aims(program=program, aims=[aim], by=paola, at=AT)
    with pytest.raises(designing.CannotAimAtNothing):
        designing.save_aims(program=program, aims=[replace(aim, indicator="luck", due_on=TODAY)], by=paola, at=AT)
    designing.save_aims(program=program, aims=[replace(aim, due_on=TODAY)], by=paola, at=AT)
    assert list(Aim.objects.values_list("indicator", "due_on")) == [("pulse", TODAY)]


def test_enrolment_waits_for_a_reason_and_somebody_and_advises_an_aim(program, round_, paola) -> None:
    Aim.objects.all().delete()
    programs.reword(program=program, by=paola, at=AT, purpose_it="")
    empty = Department.objects.create(name="Nobody works here")
    designing.save_eligibility(program=program, departments=[empty], by=paola, at=AT)
    with pytest.raises(rounds.CannotEnrolUnready) as refusal:
        rounds.move(round=Round.objects.get(), to=RoundState.ENROLLING, by=paola, at=AT)
    said = [str(readiness.SENTENCES[key]) for key in ("purpose", "audience")]
    assert str(refusal.value) == "Before enrolment can open: " + " ".join(said)
    programs.reword(program=program, by=paola, at=AT, purpose_it="Perché sì")
    designing.save_eligibility(program=program, by=paola, at=AT)
    advised = [one.key for one in readiness.items(program, Round.objects.get(), today=TODAY) if not one.is_done]
    assert "aims" in advised
    assert rounds.move(round=Round.objects.get(), to=RoundState.ENROLLING, by=paola, at=AT).state == "enrolling"


def test_who_may_join_is_a_matter_of_work(program, paola, ines, sofia) -> None:
    quality = Department.objects.create(name="Quality")
    Person.objects.filter(pk=sofia.pk).update(department=quality, hired_on=TODAY - timedelta(days=400))
    Person.objects.filter(pk=ines.pk).update(department=quality, hired_on=TODAY - timedelta(days=20))
    designing.save_eligibility(program=program, departments=[quality], least_months=6, by=paola, at=AT)
    assert list(eligibility.people(program, today=TODAY)) == [sofia]
    designing.save_eligibility(program=program, by=paola, at=AT)
    designing.save_list(program=program, name="Line 2", people=[ines], by=paola, at=AT)
    assert [eligibility.may_join(program, one, today=TODAY) for one in (ines, sofia)] == [True, False]


@pytest.mark.parametrize(
    "name", ["Donne in azienda", "Under 35", "Iscritti al sindacato", "Working parents", "Legge 104"]
)
def test_a_list_about_who_people_are_is_refused(name, program, paola) -> None:
    with pytest.raises(protected.CannotTellApart):
        designing.save_list(program=program, name=name, people=[paola], by=paola, at=AT)


@pytest.mark.parametrize(
    "name", ["Promotion race 2027", "Salute e sicurezza", "Power generation", "Manutenzione", "10 anni qui"]
)
def test_a_list_about_work_is_kept(name, program, paola) -> None:
    assert designing.save_list(program=program, name=name, people=[paola], by=paola, at=AT).name == name


def test_small_numbers_are_not_told() -> None:
    assert [eligibility.told(n) for n in (0, 1, 4, 5, 9, 236)] == [
        ("nobody", 0), ("few", 5), ("few", 5), ("at_least", 5), ("at_least", 5), ("at_least", 235),
    ]  # fmt: skip


def test_choices_against_the_evidence_are_named() -> None:
    assert keys(GOOD) == []
    assert keys(replace(GOOD, cadence_days=56, sheets=2)) == ["EV24"]
    assert keys(replace(GOOD, weeks=8)) == ["plan"]
    assert keys(replace(GOOD, rules={**GOOD.rules, "department": {"must": "same"}})) == ["EV15c"]
    assert keys(replace(GOOD, rules={**GOOD.rules, "reporting_line": {"levels": 1}})) == ["EV19"]
    assert keys(replace(GOOD, aims=frozenset({"meetings_held"}))) == ["EV37"]
    assert keys(replace(GOOD, kind=Kind.CIRCLE, group_size=6)) == ["EV07"]


def test_sheets_move_and_weeks_stay() -> None:
    topics = [{"it": "a", "week": 2}, {"it": "b", "week": 4}]
    assert plan.moved(topics, 1, -1) == [{"it": "b", "week": 2}, {"it": "a", "week": 4}]
    assert plan.moved(topics, 0, -1) == topics


def test_milestones_move_with_the_round() -> None:
    first = plan.stones({"pulse": [5, 2]}, TODAY)
    later = plan.stones({"pulse": [5, 2]}, TODAY + timedelta(days=7))
    assert [stone.week for stone in first] == [2, 5]
    assert {after.day - before.day for before, after in zip(first, later, strict=True)} == {timedelta(days=7)}


def test_the_guide_says_which_and_why() -> None:
    advice = guide.advise({"distance": "missing", "take": "step"})
    assert (advice.kind, len(advice.reasons)) == (Kind.CAREER, 2)
    assert (guide.advise({}).kind, guide.advise({"teachers": "few", "take": "cases"}).kind) == (Kind.PEER, Kind.CIRCLE)


def test_a_difference_reads_like_the_text() -> None:
    found = differences.between("We meet often", "We meet weekly")
    assert [(one.kind, one.text) for one in found] == [("same", "We meet "), ("gone", "often"), ("new", "weekly")]


def test_a_copy_is_the_same_programme_without_its_people(program, paola) -> None:
    designing.save_list(program=program, name="Line 2", people=[paola], by=paola, at=AT)
    document = settings.of(program)
    copy = settings_actions.start_from(document=document, slug="copy", by=paola, at=AT)
    assert (settings.of(copy), copy.closed_lists.count(), "paola" in str(document)) == (document, 0, False)


def test_a_file_that_is_no_programme_is_refused(program, paola) -> None:
    document = settings.of(program)
    for bad in (
        {},
        {**document, "format": "x"},
        {**document, "kind": "x"},
        {**document, "aims": [{"indicator": "luck"}]},
        [],
    ):
        with pytest.raises(settings_actions.CannotRead):
            settings_actions.start_from(document=bad, slug="copy", by=paola, at=AT)
    assert Program.objects.count() == 1


def test_an_archived_programme_opens_no_round(program, paola) -> None:
    designing.archive(program=program, by=paola, at=AT)
    with pytest.raises(rounds.CannotOpenArchived):
        rounds.open_new(program=Program.objects.get(), slug="x", by=paola, at=AT)
    designing.restore(program=program, by=paola, at=AT)
    rounds.open_new(program=Program.objects.get(), slug="x", by=paola, at=AT)
    rounds.move(round=Round.objects.get(), to=RoundState.ENROLLING, by=paola, at=AT)
    with pytest.raises(designing.CannotArchive):
        designing.archive(program=program, by=paola, at=AT)


def test_a_step_is_seen_once(program, paola) -> None:
    for _twice in range(2):
        designing.mark_seen(program=program, step=DesignStep.PURPOSE, by=paola, at=AT)
    assert Program.objects.get().seen_steps == ["purpose"]
