"""Relationships of a person, and of a round."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count

from paripasso.relationships.enums import RelationshipState
from paripasso.relationships.models import Relationship

if TYPE_CHECKING:
    from paripasso.people.models import Person
    from paripasso.relationships.models.relationships import Relationships


def of(person: Person) -> Relationships:
    """Return the relationships of a person with their members: those under way first, then the newest."""
    rows = Relationship.objects.of(person.pk).with_members()
    return rows.order_by("closed_at", "-introduced_at", "pk")


def under_way(person: Person) -> Relationships:
    """Return those that are not closed, the newest first."""
    rows = Relationship.objects.of(person.pk).with_members().exclude(state=RelationshipState.CLOSED)
    return rows.order_by("-introduced_at", "pk")


def states(round_id: UUID) -> dict[str, int]:
    """Count the relationships of a round by state; one query."""
    counted = Relationship.objects.filter(round_id=round_id).values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in counted}


def week_number(relationship: Relationship, *, at: datetime) -> tuple[int, int]:
    """Return which week of how many it is, counted from the introduction."""
    start = relationship.introduced_at.date()
    weeks = max(((relationship.ends_on - start).days + 6) // 7, 1)
    return min(max((at.date() - start).days // 7 + 1, 1), weeks), weeks
