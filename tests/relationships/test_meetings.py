"""A meeting from the first proposal to the record that it took place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from paripasso.core.refusals import Refusal
from paripasso.messaging.models import Notice
from paripasso.relationships.actions import meetings
from paripasso.relationships.enums import MeetingState, RelationshipState
from paripasso.relationships.models import Meeting, MeetingTime
from tests.relationships.scene import AT, THURSDAY, Pair

SATURDAY = THURSDAY + timedelta(days=2)


def proposed(pair: Pair, *starts: object, **also: object) -> Meeting:
    times = list(starts) or [THURSDAY, SATURDAY]
    return meetings.propose(relationship=pair.relationship, by=pair.chiara, at=AT, starts=times, **also)


def accepted(pair: Pair) -> Meeting:
    meeting = proposed(pair)
    return meetings.accept(meeting=meeting, time=meeting.times.get(starts_at=THURSDAY), by=pair.amadou, at=AT)


def notices() -> list[tuple[str, str, str]]:
    rows = Notice.objects.order_by("queued_at", "kind", "person__given_name")
    return [(row.kind, row.person.given_name, row.calendar_method) for row in rows]


def test_the_other_one_chooses_among_the_times(pair: Pair) -> None:
    meeting = accepted(pair)
    assert (meeting.state, meeting.starts_at, meeting.sequence, meeting.moves) == ("accepted", THURSDAY, 0, 0)
    assert MeetingTime.objects.count() == 0
    assert notices() == [
        ("meeting_accepted", "Amadou", "REQUEST"),
        ("meeting_accepted", "Chiara", "REQUEST"),
        ("meeting_proposed", "Amadou", ""),
    ]


def test_nobody_accepts_their_own_proposal(pair: Pair) -> None:
    meeting = proposed(pair)
    with pytest.raises(meetings.CannotAccept):
        meetings.accept(meeting=meeting, time=meeting.times.first(), by=pair.chiara, at=AT)
    meetings.accept(meeting=meeting, time=meeting.times.first(), by=pair.amadou, at=AT)


def test_accepting_twice_is_accepting_once(pair: Pair) -> None:
    meeting = proposed(pair)
    time = meeting.times.get(starts_at=THURSDAY)
    for _ in range(3):
        meetings.accept(meeting=meeting, time=time, by=pair.amadou, at=AT)
    assert Meeting.objects.get().sequence == 0
    assert len(notices()) == 3


def test_a_time_that_has_passed_cannot_be_accepted(pair: Pair) -> None:
    meeting = proposed(pair)
    time = meeting.times.get(starts_at=THURSDAY)
    with pytest.raises(meetings.CannotAccept):
        meetings.accept(meeting=meeting, time=time, by=pair.amadou, at=THURSDAY)


@pytest.mark.parametrize(
    "starts",
    [[], [AT], [AT - timedelta(days=1)], [AT + timedelta(days=400)], [AT + timedelta(days=n) for n in range(1, 5)]],
    ids=["none", "now", "yesterday", "in more than a year", "four"],
)
def test_no_more_than_three_times_still_to_come(pair: Pair, starts: list[object]) -> None:
    with pytest.raises(meetings.CannotPropose):
        meetings.propose(relationship=pair.relationship, by=pair.chiara, at=AT, starts=starts)
    assert (Meeting.objects.count(), Notice.objects.count()) == (0, 0)


def test_the_agreed_time_stands_until_a_new_one_is_accepted(pair: Pair) -> None:
    meeting = meetings.move(meeting=accepted(pair), by=pair.chiara, at=AT, starts=[SATURDAY])
    assert (meeting.state, meeting.starts_at, meeting.moves) == ("accepted", THURSDAY, 0)
    meeting = meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.amadou, at=AT)
    assert (meeting.state, meeting.starts_at, meeting.moves, meeting.sequence) == ("accepted", SATURDAY, 1, 1)
    moved = Notice.objects.filter(kind="meeting_moved").order_by("person__given_name")
    assert [(row.person.given_name, row.calendar_method) for row in moved] == [
        ("Amadou", "REQUEST"),
        ("Chiara", "REQUEST"),
    ]


def test_a_proposal_may_be_answered_with_other_times(pair: Pair) -> None:
    meeting = meetings.move(meeting=proposed(pair), by=pair.amadou, at=AT, starts=[SATURDAY])
    assert list(meeting.times.values_list("proposed_by__person__given_name", flat=True)) == ["Amadou"]
    meeting = meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.chiara, at=AT)
    assert (meeting.starts_at, meeting.moves) == (SATURDAY, 0)


def test_keeping_the_agreed_time_drops_what_was_proposed_instead(pair: Pair) -> None:
    meeting = meetings.move(meeting=accepted(pair), by=pair.chiara, at=AT, starts=[SATURDAY])
    meeting = meetings.keep(meeting=meeting, by=pair.amadou, at=AT)
    assert (meeting.starts_at, meeting.moves, MeetingTime.objects.count()) == (THURSDAY, 0, 0)


def test_the_same_move_tapped_twice_writes_once(pair: Pair) -> None:
    meeting = accepted(pair)
    for _ in range(2):
        meetings.move(meeting=meeting, by=pair.chiara, at=AT, starts=[SATURDAY])
    assert Notice.objects.filter(kind="meeting_proposed").count() == 2  # the first proposal, and the move


def test_cancelling_takes_it_out_of_both_calendars(pair: Pair) -> None:
    meeting = accepted(pair)
    for _ in range(2):
        meeting = meetings.cancel(meeting=meeting, by=pair.chiara, at=AT)
    assert (meeting.state, meeting.sequence) == ("cancelled", 1)
    cancelled = Notice.objects.filter(kind="meeting_cancelled").order_by("person__given_name")
    assert [(row.person.given_name, row.calendar_method) for row in cancelled] == [
        ("Amadou", "CANCEL"),
        ("Chiara", "CANCEL"),
    ]


def test_calling_off_a_mere_proposal_tells_the_other_one_alone(pair: Pair) -> None:
    meetings.cancel(meeting=proposed(pair), by=pair.chiara, at=AT)
    cancelled = Notice.objects.filter(kind="meeting_cancelled")
    assert [(row.person.given_name, row.calendar, row.calendar_method) for row in cancelled] == [("Amadou", "", "")]


def test_holding_a_meeting_sets_the_relationship_under_way(pair: Pair) -> None:
    meeting = accepted(pair)
    with pytest.raises(meetings.CannotHold):
        meetings.hold(meeting=meeting, by=pair.chiara, at=AT)
    for by in (pair.chiara, pair.amadou):
        meeting = meetings.hold(meeting=meeting, by=by, at=THURSDAY)
    pair.relationship.refresh_from_db()
    assert (meeting.state, meeting.held_by, pair.relationship.state) == (
        MeetingState.HELD,
        pair.me,
        RelationshipState.ACTIVE,
    )


def test_what_was_held_is_neither_moved_nor_cancelled(pair: Pair) -> None:
    meeting = meetings.hold(meeting=accepted(pair), by=pair.chiara, at=THURSDAY)
    with pytest.raises(meetings.CannotMove):
        meetings.move(meeting=meeting, by=pair.chiara, at=THURSDAY, starts=[SATURDAY])
    with pytest.raises(meetings.CannotCancel):
        meetings.cancel(meeting=meeting, by=pair.chiara, at=THURSDAY)


def test_the_same_form_sent_twice_makes_one_meeting(pair: Pair) -> None:
    once = pair.relationship.pk  # any id will do
    for _ in range(2):
        proposed(pair, once=once)
    assert list(Meeting.objects.values_list("pk", flat=True)) == [once]


def test_a_closed_path_takes_no_more_meetings(pair: Pair) -> None:
    pair.relationship.state, pair.relationship.closed_at = RelationshipState.CLOSED, AT
    pair.relationship.save()
    with pytest.raises(Refusal, match="closed"):
        proposed(pair)
