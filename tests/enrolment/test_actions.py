"""People enrol, change their mind, wait for a place, pause and leave."""

from dataclasses import replace
from datetime import timedelta

import pytest

from paripasso.audit.models import Entry
from paripasso.enrolment.actions import enrolments, seats
from paripasso.enrolment.enums import EnrolmentState, Step
from paripasso.enrolment.models import Enrolment, Offer, Seek
from paripasso.enrolment.queries import enrolments as queries
from paripasso.enrolment.rules import Offering, PrivateIds, Seeking
from paripasso.messaging.models import Notice
from paripasso.programs.actions import rounds
from paripasso.programs.enums import RoundState
from tests.enrolment.conftest import AT


def events() -> list[str]:
    mine = ("enrolment", "seats")
    return sorted(e for e in Entry.objects.values_list("event", flat=True) if e.startswith(mine))


def notices() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("kind", "person__given_name"))


def state(enrolment: Enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).state


def test_an_enrolment_starts_with_what_is_known(round_, chiara) -> None:
    enrolment = enrolments.start(round=round_, person=chiara, at=AT)
    assert (enrolment.languages, enrolment.hours, enrolment.capacity, enrolment.state, enrolment.step) == (
        ["fr", "it"],
        enrolments.USUAL_HOURS,
        1,
        "draft",
        0,
    )
    assert enrolments.start(round=round_, person=chiara, at=AT) == enrolment
    assert events() == ["enrolment.started"]


def test_the_next_round_begins_where_the_last_one_ended(round_, chiara, answers, people) -> None:
    enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    again = rounds.open_new(program=round_.program, slug="autumn", by=people["paola"], at=AT)
    again = rounds.move(round=again, to=RoundState.ENROLLING, by=people["paola"], at=AT)
    enrolment = enrolments.start(round=again, person=chiara, at=AT)
    assert [(offer.skill_id, offer.depth, offer.proof) for offer in enrolment.offers.all()] == [
        (one.skill_id, one.depth, one.proof) for one in answers.offers
    ]
    assert (enrolment.languages, enrolment.hours, enrolment.aims, list(enrolment.seeks.all())) == (
        ["it", "en"],
        [10, 11, 34, 35],
        "",
        [],
    )


def test_nobody_enrols_in_a_draft(round_, chiara, people, answers) -> None:
    rounds.move(round=round_, to=RoundState.DRAFT, by=people["paola"], at=AT)
    with pytest.raises(enrolments.CannotEnrol):
        enrolments.start(round=queries.Round.objects.get(), person=chiara, at=AT)
    with pytest.raises(enrolments.CannotEnrol):
        enrolments.enrol(round=queries.Round.objects.get(), person=chiara, answers=answers, by=chiara, at=AT)
    assert Enrolment.objects.count() == 0


def test_each_step_is_saved_alone(round_, chiara, skills) -> None:
    enrolment = enrolments.start(round=round_, person=chiara, at=AT)
    welding, quality = skills["welding"].pk, skills["quality"].pk

    def save(step, **clean) -> None:
        enrolments.save_step(enrolment=enrolment, step=step, by=chiara, at=AT, **clean)

    save(Step.OFFERS, offers=[Offering(welding, 3, "Ten years"), Offering(quality)])
    save(Step.SEEKS, seeks=[Seeking(quality, 2), Seeking(skills["power-bi"].pk, 1, "Audits")])
    save(Step.AIMS, aims="Speak up", experience="Opened a plant")
    save(Step.HOURS, hours=[10, 11, 12], has_shifts=True)
    save(Step.PREFERENCES, meeting_mode="video", languages=["it"], department_wish="different", capacity=2)
    save(Step.CONSENT, may_be_counted=True)
    save(Step.OFFERS, offers=[Offering(welding, 4)])
    found = queries.of(chiara, round_)
    assert [(one.skill_id, one.depth, one.proof) for one in found.offers.all()] == [(welding, 4, "")]
    assert [(one.skill.code, one.priority, one.why) for one in found.seeks.all()] == [
        ("power-bi", 1, "Audits"),
        ("quality", 2, ""),
    ]
    plain = ("aims", "experience", "hours", "has_shifts", "meeting_mode", "languages", "department_wish", "capacity")
    assert [getattr(found, name) for name in (*plain, "may_be_counted", "step")] == [
        "Speak up",
        "Opened a plant",
        [10, 11, 12],
        True,
        "video",
        ["it"],
        "different",
        2,
        True,
        6,
    ]


def test_nothing_is_sent_until_nothing_is_missing(round_, chiara, answers) -> None:
    enrolment = enrolments.start(round=round_, person=chiara, at=AT)
    with pytest.raises(enrolments.CannotSubmit) as refusal:
        enrolments.submit(enrolment=enrolment, by=chiara, at=AT)
    assert refusal.value.steps == [Step.OFFERS, Step.SEEKS, Step.CONSENT]
    assert (state(enrolment), notices()) == ("draft", [])
    enrolments.save_step(enrolment=enrolment, step=1, by=chiara, at=AT, offers=answers.offers)
    enrolments.save_step(enrolment=enrolment, step=2, by=chiara, at=AT, seeks=answers.seeks)
    enrolments.accept_texts(enrolment=enrolment, at=AT)
    enrolments.submit(enrolment=enrolment, by=chiara, at=AT)
    enrolments.submit(enrolment=enrolment, by=chiara, at=AT)
    assert (state(enrolment), notices()) == ("submitted", [("enrolment_received", "Chiara")])
    assert events().count("enrolment.submitted") == 1


def test_the_first_to_send_takes_the_round_out_of_reach_of_a_draft(round_, chiara, answers, people) -> None:
    enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    with pytest.raises(rounds.CannotGoBack):
        rounds.move(round=round_, to=RoundState.DRAFT, by=people["paola"], at=AT)


def test_what_was_sent_can_be_changed_until_matching(round_, chiara, answers, people) -> None:
    enrolment = enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    enrolments.save_step(enrolment=enrolment, step=3, by=chiara, at=AT, aims="Another aim")
    assert (state(enrolment), Enrolment.objects.get().aims) == ("submitted", "Another aim")
    rounds.move(round=round_, to=RoundState.MATCHING, by=people["paola"], at=AT)
    with pytest.raises(enrolments.CannotChange):
        enrolments.save_step(enrolment=enrolment, step=3, by=chiara, at=AT, aims="Too late")
    assert Enrolment.objects.get().aims == "Another aim"


def test_places_that_are_taken_make_people_wait_and_move_up(round_, chiara, amadou, people, answers) -> None:
    round_.places = 1
    round_.save(update_fields=["places"])
    first = enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    second = enrolments.enrol(round=round_, person=amadou, answers=answers, by=amadou, at=AT)
    later = AT + timedelta(minutes=1)
    third = enrolments.enrol(round=round_, person=people["yara"], answers=answers, by=None, at=later)
    assert [state(one) for one in (first, second, third)] == ["submitted", "waitlisted", "waitlisted"]
    enrolments.withdraw(enrolment=first, by=chiara, at=AT)
    enrolments.withdraw(enrolment=first, by=chiara, at=AT)
    assert [state(one) for one in (first, second, third)] == ["withdrawn", "submitted", "waitlisted"]
    assert notices() == [
        ("enrolment_place_freed", "Amadou"),
        ("enrolment_received", "Chiara"),
        ("enrolment_waitlisted", "Amadou"),
        ("enrolment_waitlisted", "Yara"),
    ]


def test_whoever_left_may_come_back(round_, chiara, answers) -> None:
    enrolment = enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    enrolments.withdraw(enrolment=enrolment, by=chiara, at=AT)
    enrolments.reopen(enrolment=enrolment, by=chiara, at=AT)
    assert (state(enrolment), Offer.objects.count(), Seek.objects.count()) == ("draft", 1, 2)


def test_a_pause_leaves_the_pool_and_keeps_the_place(round_, chiara, answers) -> None:
    enrolment = enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    assert list(queries.pool(round_)) == [enrolment]
    enrolments.pause(enrolment=enrolment, by=chiara, at=AT)
    assert (list(queries.pool(round_)), queries.taken(round_)) == ([], 1)
    enrolments.resume(enrolment=enrolment, by=chiara, at=AT)
    assert list(queries.pool(round_)) == [enrolment]


def test_whoever_is_matched_neither_pauses_nor_withdraws_here(round_, chiara, amadou, answers) -> None:
    taken = [enrolments.enrol(round=round_, person=one, answers=answers, by=one, at=AT) for one in (chiara, amadou)]
    assert (seats.matched(enrolments=taken, at=AT), seats.matched(enrolments=taken, at=AT)) == (2, 0)
    with pytest.raises(enrolments.CannotWithdraw):
        enrolments.withdraw(enrolment=taken[0], by=chiara, at=AT)
    with pytest.raises(enrolments.CannotPause):
        enrolments.pause(enrolment=taken[0], by=chiara, at=AT)
    assert queries.counts(round_)["matched"] == 2
    assert seats.freed(enrolments=taken, at=AT) == 2
    enrolments.withdraw(enrolment=taken[0], by=chiara, at=AT)
    assert queries.counts(round_) == dict.fromkeys(EnrolmentState.values, 0) | {"submitted": 1, "withdrawn": 1}


def test_enrolling_at_once_says_what_is_missing(round_, chiara, answers) -> None:
    with pytest.raises(enrolments.CannotSubmit) as refusal:
        enrolments.enrol(round=round_, person=chiara, answers=replace(answers, hours=(10,)), by=chiara, at=AT)
    assert (refusal.value.steps, Enrolment.objects.count()) == ([Step.HOURS], 0)
    enrolments.enrol(round=round_, person=chiara, answers=replace(answers, has_shifts=True, hours=()), by=chiara, at=AT)
    assert Enrolment.objects.count() == 1


def test_private_choices_are_one_length_whoever_is_in_them(people) -> None:
    ids = tuple(person.pk for person in people.values())
    lists = [PrivateIds(), PrivateIds(wishes=ids[:1]), PrivateIds(wishes=ids, vetoes=ids)]
    assert {len(one.to_text()) for one in lists} == {900}
    assert [PrivateIds.of_text(one.to_text()) for one in lists] == lists
    assert PrivateIds.of_text("") == PrivateIds()
