"""How relationships are getting on, told by dates and counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paripasso.relationships import rules
from paripasso.relationships.actions import meetings
from paripasso.relationships.enums import Sign
from paripasso.relationships.queries import happenings
from paripasso.relationships.queries.happenings import Happening
from tests.relationships.scene import AT, INTRODUCED, THURSDAY, Pair, pair_in, round_of, story_of

QUIET = Happening(
    relationship=None,
    kind="pair",
    state="active",
    members=(),
    introduced_at=INTRODUCED,
    agreed_at=None,
    closed_at=None,
    first_met_at=INTRODUCED,
    last_met_at=INTRODUCED,
    next_at=THURSDAY,
    meetings_held=1,
    meetings_moved=0,
    moves_in_a_row=0,
    unanswered=0,
    goals=0,
    goals_with_recent_step=0,
    last_happening_at=AT,
)


def test_a_relationship_is_told_by_what_happened(pair: Pair) -> None:
    story = story_of(pair)
    found = happenings.of_round(pair.relationship.round_id, at=AT)
    held_at = INTRODUCED + timedelta(days=2)
    assert [replace(one, members=()) for one in found] == [
        Happening(
            relationship=pair.relationship.pk,
            kind="pair",
            state="active",
            members=(),
            introduced_at=INTRODUCED,
            agreed_at=INTRODUCED,
            closed_at=None,
            first_met_at=held_at,
            last_met_at=held_at,
            next_at=THURSDAY,
            meetings_held=1,
            meetings_moved=0,
            moves_in_a_row=0,
            unanswered=1,
            goals=2,
            goals_with_recent_step=1,
            last_happening_at=AT,
            signs=(),
        )
    ]
    assert [(face.full_name, face.department) for face in found[0].members] == [
        ("Chiara Ferrante", "Quality"),
        ("Amadou Diallo", "Logistics"),
    ]
    assert story.proposed.state == "proposed"


def test_nothing_sealed_is_selected(pair: Pair) -> None:
    story_of(pair)
    with CaptureQueriesContext(connection) as queries:
        happenings.of_round(pair.relationship.round_id, at=AT)
    columns = ['"topic"', '"text"', '"title"', '"why"', '"measure"', '"channel"', '"gives"', '"mood"', '"how_to_end"']
    assert [name for name in columns for query in queries if name in query["sql"]] == []


@pytest.mark.slow
@pytest.mark.django_db
def test_one_and_four_relationships_cost_the_same() -> None:
    round_ = round_of()
    counts = []
    for number in range(4):
        story_of(pair_in(round_, names=(f"A{number}", f"B{number}")), mark=str(number))
        with CaptureQueriesContext(connection) as queries:
            assert len(happenings.of_round(round_.pk, at=AT)) == number + 1
        counts.append(len(queries))
    assert counts == [9] * 4


@pytest.mark.parametrize(
    ("changes", "signs"),
    [
        ({}, ()),
        ({"last_met_at": None, "next_at": None}, (Sign.FIRST_MEETING_LATE,)),
        ({"last_met_at": None, "introduced_at": AT - timedelta(days=14)}, ()),
        ({"next_at": None}, (Sign.NO_NEXT_DATE,)),
        ({"next_at": None, "unanswered": 1}, ()),
        ({"next_at": None, "last_met_at": AT - timedelta(days=2)}, ()),
        ({"moves_in_a_row": 2}, ()),
        ({"moves_in_a_row": 3}, (Sign.MOVED_THREE_TIMES,)),
        ({"last_happening_at": AT - timedelta(days=30)}, ()),
        ({"next_at": None, "last_happening_at": AT - timedelta(days=21)}, (Sign.NO_NEXT_DATE, Sign.SILENT)),
        ({"next_at": None, "last_happening_at": AT - timedelta(days=90), "state": "paused"}, ()),
        ({"next_at": None, "last_happening_at": AT - timedelta(days=90), "state": "closed"}, ()),
    ],
)
def test_signs_follow_from_dates_and_counts(changes: dict[str, object], signs: tuple[Sign, ...]) -> None:
    assert rules.signs(replace(QUIET, **changes), first_meeting_days=14, at=AT) == signs


def test_moves_are_counted_since_they_last_met(pair: Pair) -> None:
    meeting = meetings.propose(relationship=pair.relationship, by=pair.chiara, at=AT, starts=[THURSDAY])
    meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.amadou, at=AT)
    for day in (1, 2, 3):
        meetings.move(meeting=meeting, by=pair.chiara, at=AT, starts=[THURSDAY + timedelta(days=day)])
        meetings.accept(meeting=meeting, time=meeting.times.get(), by=pair.amadou, at=AT)
    found = happenings.of_round(pair.relationship.round_id, at=AT)[0]
    assert (found.meetings_moved, found.moves_in_a_row, found.signs) == (
        3,
        3,
        (Sign.FIRST_MEETING_LATE, Sign.MOVED_THREE_TIMES),
    )
    meetings.hold(meeting=meeting, by=pair.chiara, at=THURSDAY + timedelta(days=3))
    found = happenings.of_round(pair.relationship.round_id, at=THURSDAY + timedelta(days=3))[0]
    assert (found.meetings_moved, found.moves_in_a_row) == (3, 0)
