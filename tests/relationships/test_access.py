"""The doors, and the words behind them: canaries in every sealed field are found by nobody else, nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connections
from django.http import Http404

from paripasso.people.models import Person
from paripasso.relationships import access
from paripasso.relationships.actions import departures
from paripasso.relationships.models import Goal
from paripasso.relationships.models.relationships import InRelationship
from paripasso.sealing.refusals import CannotOpen, NotYours
from tests.relationships.scene import AT, Pair, Story, pair_in, person, reader, round_of, story_of

pytestmark = pytest.mark.slow  # each begins with a whole story

DOORS: dict[str, tuple[Callable[[Person, object], object], Callable[[Story], object]]] = {
    "relationship": (access.relationship_for, lambda s: s.pair.relationship.pk),
    "agreement": (access.agreement_for, lambda s: s.agreement.pk),
    "goal": (access.goal_for, lambda s: s.goal.pk),
    "step": (access.step_for, lambda s: s.goal.steps.first().pk),
    "meeting": (access.meeting_for, lambda s: s.meeting.pk),
    "agenda item": (access.agenda_item_for, lambda s: s.item.pk),
    "follow-up": (access.follow_up_for, lambda s: s.follow_up.pk),
}


@pytest.fixture
def story(pair: Pair) -> Story:
    return story_of(pair)


@pytest.mark.parametrize("name", DOORS)
def test_a_door_opens_for_members_and_for_nobody_else(story: Story, name: str) -> None:
    door, key = DOORS[name]
    yara = pair_in(story.pair.relationship.round, names=("Yara", "Bruno")).chiara
    ines = person("Ines", is_administrator=True)
    assert [door(who, key(story)).pk for who in (story.pair.chiara, story.pair.amadou)] == [key(story)] * 2
    for who, public_id in ((yara, key(story)), (ines, key(story)), (story.pair.chiara, uuid4())):
        with pytest.raises(Http404):
            door(who, public_id)


def sealed_rows() -> list[InRelationship]:
    models = [model for model in apps.get_app_config("relationships").get_models() if issubclass(model, InRelationship)]
    return [row for model in models for row in model.objects.all() if access.sealed_fields(row)]


def test_every_sealed_field_of_the_story_holds_a_word(story: Story) -> None:
    """So that what the next tests do not find was there to be found."""
    told = {text.reveal() for text in opened(story.pair.chiara)}
    assert set(story.words.values()) <= told


def opened(who: Person) -> list[object]:
    rows = [row for row in sealed_rows() if row.sealing_scope().kind == "relationship"]
    words = access.read(reader(who), rows, at=AT)
    return [text for row in rows for text in words.shown(row).values()]


def test_the_sealing_door_stops_whoever_passed_the_first(story: Story) -> None:
    """Even with the row in hand: a peer of another pair and an administrator read nothing."""
    yara = pair_in(story.pair.relationship.round, names=("Yara", "Bruno")).chiara
    for who in (yara, person("Ines", is_administrator=True)):
        with pytest.raises(NotYours):
            access.read(reader(who), [story.goal], at=AT)
    assert (
        access.read(reader(story.pair.amadou), [story.goal], at=AT).of(story.goal, "title").reveal()
        == story.words["goal"]
    )


def test_whoever_leaves_reads_nothing_from_the_next_request_on(story: Story) -> None:
    departures.leave(relationship=story.pair.relationship, by=story.pair.chiara, at=AT)
    with pytest.raises(Http404):
        access.relationship_for(story.pair.chiara, story.pair.relationship.pk)
    with pytest.raises(NotYours):
        access.read(reader(story.pair.chiara), [story.goal], at=AT)
    assert (
        access.read(reader(story.pair.amadou), [story.goal], at=AT).of(story.goal, "title").reveal()
        == story.words["goal"]
    )


def test_printing_a_row_or_a_dump_of_it_tells_nothing(story: Story) -> None:
    dump = serializers.serialize("json", sealed_rows())
    printed = " ".join(f"{row!r} {row} {row.__dict__}" for row in sealed_rows())
    assert [word for word in story.words.values() if word in dump or word in printed] == []


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_neither_database_holds_a_word(story: Story, alias: str) -> None:
    """Every value of every column of every table, as bytes."""
    with connections[alias].cursor() as cursor:
        names = connections[alias].introspection.table_names(cursor)
        found: list[bytes] = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            found += [as_bytes(value) for row in cursor.fetchall() for value in row]
    everything = b"\n".join(found)
    assert [word for word in story.words.values() if word.encode() in everything] == []
    assert b"canary" not in everything


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()


def test_a_ciphertext_moved_to_another_row_does_not_open(story: Story) -> None:
    table = Goal._meta.db_table
    with connections["default"].cursor() as cursor:
        cursor.execute(
            f'SELECT title FROM "{table}" WHERE public_id = %s', [story.goal.pk.hex if is_sqlite() else story.goal.pk]
        )
        stolen = cursor.fetchone()[0]
        cursor.execute(
            f'UPDATE "{table}" SET title = %s WHERE public_id = %s',
            [stolen, story.theirs.pk.hex if is_sqlite() else story.theirs.pk],
        )
    story.theirs.refresh_from_db()
    with pytest.raises(CannotOpen):
        access.read(reader(story.pair.chiara), [story.theirs], "title", at=AT)
    assert access.read(reader(story.pair.chiara), [story.goal], "title", at=AT)


def is_sqlite() -> bool:
    return connections["default"].vendor == "sqlite"


@pytest.mark.django_db
def test_reading_more_costs_no_more_queries() -> None:
    story = story_of(pair_in(round_of()))
    who = reader(story.pair.chiara)
    rows = [row for row in sealed_rows() if row.sealing_scope().kind == "relationship"]
    access.read(who, rows, at=AT)
    counts = []
    for number in (1, len(rows)):
        with CountAll() as count:
            access.read(who, rows[:number], at=AT)
        counts.append(count.total)
    assert counts[0] == counts[1]


class CountAll:
    """Count the queries of both databases."""

    def __enter__(self) -> Self:
        self.before = {}
        for alias in ("default", "keys"):
            connections[alias].force_debug_cursor = True
            self.before[alias] = len(connections[alias].queries_log)
        return self

    def __exit__(self, *_: object) -> None:
        self.total = sum(len(connections[alias].queries_log) - self.before[alias] for alias in self.before)
        for alias in self.before:
            connections[alias].force_debug_cursor = False
