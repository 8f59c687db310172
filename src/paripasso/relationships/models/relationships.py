"""Two or more people who keep pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.programs.models import Round
from paripasso.relationships.enums import RelationshipKind, RelationshipState
from paripasso.sealing.scopes import Scope

if TYPE_CHECKING:
    from uuid import UUID


class Relationships(models.QuerySet["Relationship"]):
    """Relationships, and what every page of theirs needs."""

    def with_members(self) -> Relationships:
        """Bring round, programme, members and people along, in a constant number of queries."""
        return self.select_related("round__program").prefetch_related(
            models.Prefetch("members", Member.objects.select_related("person__department").order_by("position"))
        )

    def of(self, person_id: UUID) -> Relationships:
        """Return those that a person is a member of now."""
        return self.filter(members__person_id=person_id, members__left_at=None)


@classified(
    purpose="To give two people a space of their own, and to know that it exists.",
    house="round kind",
    personal="proposal state ends_on",
    trace="introduced_at closed_at",
)
class Relationship(PublicRow):
    """A pair, a triad or a circle. What its members write is sealed under its own key.

    Who closed it is kept nowhere: leaving needs no reason, and carries no blame.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="relationships")
    proposal = models.OneToOneField(
        "matching.Proposal", null=True, blank=True, on_delete=models.PROTECT, related_name="relationship"
    )
    kind = models.CharField(max_length=8, choices=RelationshipKind.choices, default=RelationshipKind.PAIR)
    state = models.CharField(max_length=12, choices=RelationshipState.choices, default=RelationshipState.INTRODUCED)
    introduced_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField()

    objects = Relationships.as_manager()

    def __str__(self) -> str:
        return self.kind


@classified(
    purpose="To know who belongs to a relationship, and since when.",
    house="position",
    personal="relationship person",
    trace="joined_at left_at",
)
class Member(PublicRow):
    """A person's place in a relationship."""

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    position = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        relationship_id: UUID
        person_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relationship", "person"], name="member_once")]

    def __str__(self) -> str:
        return str(self.position)


@classified(personal="relationship")
class InRelationship(PublicRow):
    """A row of the peers' space. It carries the relationship itself, so that its scope is known without a query."""

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="%(class)ss")

    if TYPE_CHECKING:
        relationship_id: UUID

    class Meta:
        abstract = True

    def sealing_scope(self) -> Scope:
        """Words here are sealed under the relationship's key."""
        return Scope.relationship(self.relationship_id)
