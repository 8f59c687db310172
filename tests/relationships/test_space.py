"""Goals, notes, follow-ups, check-ins, the end: what each verb does, and what it refuses."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from paripasso.enrolment.enums import EnrolmentState
from paripasso.messaging.models import Notice
from paripasso.relationships import access
from paripasso.relationships.actions import agenda, checkins, closings, departures, follow_ups, goals, meetings, notes
from paripasso.relationships.actions.space import CannotEnter
from paripasso.relationships.enums import Mood
from paripasso.relationships.models import AgendaItem, CheckIn, FollowUp, Goal, Meeting, Note, Step
from tests.relationships.scene import AT, THURSDAY, Pair, enrol, person, reader, relationship_of


def meeting_of(pair: Pair) -> Meeting:
    meeting = meetings.propose(relationship=pair.relationship, by=pair.chiara, at=AT, starts=[THURSDAY])
    return meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.amadou, at=AT)


def test_a_goal_is_cut_into_steps_and_reached(pair: Pair) -> None:
    goal = goals.add(relationship=pair.relationship, by=pair.chiara, at=AT, title="Speak", steps=["one", "two"])
    goals.add_step(goal=goal, by=pair.chiara, at=AT, text="three")
    steps = list(goal.steps.order_by("position"))
    for _ in range(2):
        goals.tick(step=steps[0], by=pair.chiara, at=AT)
    goals.tick(step=steps[1], by=pair.chiara, at=AT)
    goals.untick(step=steps[1], by=pair.chiara, at=AT)
    assert list(Step.objects.order_by("position").values_list("position", "done_at")) == [(0, AT), (1, None), (2, None)]
    for _ in range(2):
        goal = goals.reach(goal=goal, by=pair.chiara, at=AT)
    assert (goal.state, goal.reached_at, goal.reached_by) == ("reached", AT, pair.me)


def test_a_goal_belongs_to_its_owner(pair: Pair) -> None:
    goal = goals.add(relationship=pair.relationship, by=pair.chiara, at=AT, title="Speak", steps=["one"])
    for attempt in (
        lambda: goals.reach(goal=goal, by=pair.amadou, at=AT),
        lambda: goals.tick(step=goal.steps.get(), by=pair.amadou, at=AT),
        lambda: goals.add_step(goal=goal, by=pair.amadou, at=AT, text="mine now"),
    ):
        with pytest.raises(goals.CannotShape):
            attempt()
    goals.tick(step=goal.steps.get(), by=pair.chiara, at=AT)


def test_notes_are_written_on_top_of_what_was_read(pair: Pair) -> None:
    meeting = meeting_of(pair)
    notes.write(meeting=meeting, by=pair.chiara, at=AT, text="one", version=0)
    notes.write(meeting=meeting, by=pair.amadou, at=AT, text="one two", version=1)
    with pytest.raises(notes.CannotChange):
        notes.write(meeting=meeting, by=pair.chiara, at=AT, text="three", version=1)
    with pytest.raises(notes.CannotChange):
        notes.write(meeting=meeting, by=pair.chiara, at=AT, text="three", version=0)
    note = Note.objects.get()
    assert (note.version, note.author, note.changed_by) == (2, pair.me, pair.you)
    assert access.is_same(reader(pair.chiara), note, "text", "one two", at=AT)


def test_a_cancelled_meeting_has_neither_notes_nor_agenda(pair: Pair) -> None:
    meeting = meetings.cancel(meeting=meeting_of(pair), by=pair.chiara, at=AT)
    with pytest.raises(notes.CannotWrite):
        notes.write(meeting=meeting, by=pair.chiara, at=AT, text="one", version=0)
    with pytest.raises(agenda.CannotPlan):
        agenda.add(meeting=meeting, by=pair.chiara, at=AT, text="a point", minutes=5, owner=pair.me)


def test_points_are_put_on_the_agenda_and_taken_off(pair: Pair) -> None:
    meeting, once = meeting_of(pair), uuid4()
    for _ in range(2):
        item = agenda.add(meeting=meeting, by=pair.chiara, at=AT, text="mine", minutes=20, owner=pair.me, once=once)
    agenda.add(meeting=meeting, by=pair.chiara, at=AT, text="yours", minutes=20, owner=pair.you)
    assert list(AgendaItem.objects.order_by("position").values_list("position", "minutes")) == [(0, 20), (1, 20)]
    for _ in range(2):
        agenda.drop(item=item, by=pair.amadou, at=AT)
    assert list(AgendaItem.objects.values_list("position", flat=True)) == [1]
    stranger = relationship_of(pair.relationship.round, person("Yara"), person("Bruno")).members.first()
    with pytest.raises(agenda.CannotPlan):
        agenda.add(meeting=meeting, by=pair.chiara, at=AT, text="theirs", minutes=20, owner=stranger)


def test_each_ticks_their_own_follow_up(pair: Pair) -> None:
    once = uuid4()
    for _ in range(2):
        made = follow_ups.add(
            relationship=pair.relationship, by=pair.chiara, at=AT, text="read", owners=[pair.me, pair.you], once=once
        )
    assert FollowUp.objects.count() == 2
    with pytest.raises(follow_ups.CannotFinish):
        follow_ups.done(follow_up=made[1], by=pair.chiara, at=AT)
    assert follow_ups.done(follow_up=made[0], by=pair.chiara, at=AT).done_at == AT
    assert follow_ups.undo(follow_up=made[0], by=pair.chiara, at=AT).done_at is None


def test_a_reminder_goes_out_once_in_a_few_days_and_names_no_matter(pair: Pair) -> None:
    made = follow_ups.add(relationship=pair.relationship, by=pair.chiara, at=AT, text="read", owners=[pair.you])[0]
    follow_ups.remind(follow_up=made, by=pair.chiara, at=AT)
    with pytest.raises(follow_ups.CannotRemind):
        follow_ups.remind(follow_up=made, by=pair.chiara, at=AT + timedelta(days=2))
    follow_ups.remind(follow_up=made, by=pair.chiara, at=AT + timedelta(days=3))
    with pytest.raises(follow_ups.CannotRemind):
        follow_ups.remind(follow_up=made, by=pair.amadou, at=AT + timedelta(days=9))
    reminders = Notice.objects.filter(kind="follow_up_reminder")
    assert [(row.person, row.values) for row in reminders] == [(pair.amadou, {"peer": "Chiara"})] * 2


def test_a_check_in_is_one_a_week_and_ones_own(pair: Pair) -> None:
    for mood in (Mood.GOOD, Mood.HARD):
        checkins.answer(relationship=pair.relationship, by=pair.chiara, at=AT, mood=mood)
    checkins.answer(relationship=pair.relationship, by=pair.chiara, at=AT + timedelta(days=7), mood=Mood.GOOD)
    rows = list(CheckIn.objects.order_by("week"))
    assert [(row.week.isoformat(), access.mood_of(reader(pair.chiara), row, at=AT)) for row in rows] == [
        ("2027-04-19", Mood.HARD),
        ("2027-04-26", Mood.GOOD),
    ]
    with pytest.raises(Exception, match="only"):
        access.mood_of(reader(pair.amadou), rows[0], at=AT)


def test_closing_frees_both_calls_off_what_was_to_come_and_says_nothing(pair: Pair) -> None:
    placed = [enrol(pair.relationship.round, who, offers="a", seeks="b") for who in (pair.chiara, pair.amadou)]
    for each in placed:
        each.state = EnrolmentState.MATCHED
        each.save()
    meeting = meeting_of(pair)
    for _ in range(2):
        closings.close(relationship=pair.relationship, by=pair.chiara, at=AT)
    pair.relationship.refresh_from_db()
    meeting.refresh_from_db()
    assert (pair.relationship.state, meeting.state, meeting.cancelled_by) == ("closed", "cancelled", None)
    for each in placed:
        each.refresh_from_db()
    assert [each.state for each in placed] == [EnrolmentState.SUBMITTED] * 2
    closed = Notice.objects.filter(kind="relationship_closed").order_by("person__given_name")
    assert [(row.person.given_name, row.values) for row in closed] == [
        ("Amadou", {"peer": "Chiara"}),
        ("Chiara", {"peer": "Amadou"}),
    ]
    with pytest.raises(CannotEnter):
        goals.add(relationship=pair.relationship, by=pair.amadou, at=AT, title="too late")
    assert Goal.objects.count() == 0


def test_whoever_leaves_three_leaves_two_together(pair: Pair) -> None:
    three = relationship_of(pair.relationship.round, *(person(name) for name in ("Ada", "Bea", "Carlo")))
    ada = three.members.get(person__given_name="Ada").person
    departures.leave(relationship=three, by=ada, at=AT)
    three.refresh_from_db()
    assert (three.state, [m.person.given_name for m in three.members.filter(left_at=None).order_by("position")]) == (
        "introduced",
        ["Bea", "Carlo"],
    )


def test_whoever_leaves_a_pair_closes_it(pair: Pair) -> None:
    departures.leave(relationship=pair.relationship, by=pair.chiara, at=AT)
    pair.relationship.refresh_from_db()
    assert (pair.relationship.state, pair.you.left_at) == ("closed", None)
