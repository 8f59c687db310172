"""The doors to the peers' space. To everyone but its members it does not exist.

What members wrote is read here alone, through the sealing door, which checks membership a second time on its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404

from paripasso.relationships import rules
from paripasso.relationships.enums import Mood
from paripasso.relationships.models import (
    AgendaItem,
    Agreement,
    CheckIn,
    FollowUp,
    Goal,
    Meeting,
    Member,
    Relationship,
    Step,
)
from paripasso.sealing import door
from paripasso.sealing.door import Purpose, Reader, SealedText

if TYPE_CHECKING:
    from paripasso.people.models import Person
    from paripasso.relationships.models.relationships import InRelationship

R = TypeVar("R", bound="InRelationship")


def relationship_for(person: Person, public_id: UUID) -> Relationship:
    """The one way to a relationship. Raises Http404 for everyone who is not a member of it now."""
    relationship = Relationship.objects.with_members().filter(public_id=public_id).first()
    if relationship is None:
        raise Http404
    if not rules.is_member(relationship, person):
        raise Http404
    return relationship


def agreement_for(person: Person, public_id: UUID) -> Agreement:
    """The one way to a version of an agreement."""
    return _inside(Agreement, person, public_id)


def goal_for(person: Person, public_id: UUID) -> Goal:
    """The one way to a goal. Both members see both their goals."""
    return _inside(Goal, person, public_id, "owner__person")


def step_for(person: Person, public_id: UUID) -> Step:
    """The one way to a step."""
    return _inside(Step, person, public_id, "goal__owner__person")


def meeting_for(person: Person, public_id: UUID) -> Meeting:
    """The one way to a meeting, its agenda and its notes."""
    return _inside(Meeting, person, public_id, "note")


def agenda_item_for(person: Person, public_id: UUID) -> AgendaItem:
    """The one way to a point of an agenda."""
    return _inside(AgendaItem, person, public_id, "meeting")


def follow_up_for(person: Person, public_id: UUID) -> FollowUp:
    """The one way to a follow-up."""
    return _inside(FollowUp, person, public_id, "owner__person")


def _inside(model: type[R], person: Person, public_id: UUID, *also: str) -> R:
    rows = model._default_manager.select_related("relationship__round__program", *also)
    members = Member.objects.select_related("person__department").order_by("position")
    row = rows.prefetch_related(Prefetch("relationship__members", members)).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    if not rules.is_member(row.relationship, person):
        raise Http404
    return row


class Words:
    """Opened texts, by row and field. Prints nothing; a template shows one by `{% sealed %}`."""

    def __init__(self, opened: Iterable[tuple[UUID, str, SealedText]]) -> None:
        """Keep what the sealing door opened."""
        self._opened: dict[UUID, dict[str, SealedText]] = {}
        for row_id, field, text in opened:
            self._opened.setdefault(row_id, {})[field] = text

    def of(self, row: InRelationship, field: str) -> SealedText:
        """Return one text. Raises KeyError where it was not asked for."""
        return self._opened[row.pk][field]

    def shown(self, row: InRelationship | None) -> dict[str, SealedText]:
        """Return all opened texts of a row, by field, for a template; nothing for no row."""
        return self._opened.get(row.pk, {}) if row is not None else {}


def read(reader: Reader, rows: Iterable[InRelationship], *fields: str, at: datetime) -> Words:
    """Open these fields of these rows (all sealed ones, if none is named) for a member, in one go.

    Raises CannotOpen, if only one of them may not be opened.
    """
    asked = [(row, field) for row in rows for field in (fields or sealed_fields(row))]
    opened = door.open_sealed(reader, Purpose.SHOW, [getattr(row, field) for row, field in asked], at=at)
    return Words((row.pk, field, text) for (row, field), text in zip(asked, opened, strict=True))


def is_same(reader: Reader, row: InRelationship, field: str, typed: str, *, at: datetime) -> bool:
    """Say whether what was typed is what is written already: a second tap on the same button changes nothing."""
    return read(reader, [row], field, at=at).of(row, field).reveal() == typed


def mood_of(reader: Reader, check_in: CheckIn | None, *, at: datetime) -> Mood | None:
    """Return which of the four answers a person gave, to that person alone: the button shows it as pressed."""
    return Mood(read(reader, [check_in], "mood", at=at).of(check_in, "mood").reveal()) if check_in else None


def sealed_fields(row: InRelationship) -> list[str]:
    """Return the names of the sealed fields of a row."""
    return [field.name for field in row._meta.concrete_fields if getattr(field, "privacy", None) == "sealed"]
