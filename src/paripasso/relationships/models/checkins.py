"""How it goes, in one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from paripasso.core.privacy import classified
from paripasso.relationships.models.relationships import InRelationship
from paripasso.sealing.fields import SealedTextField
from paripasso.sealing.scopes import Scope

if TYPE_CHECKING:
    from uuid import UUID


@classified(purpose="To let a person see how it goes over the weeks.", personal="person week", trace="answered_at")
class CheckIn(InRelationship):
    """One person's answer for one week. Theirs alone: sealed under their own key, read by nobody else."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    week = models.DateField(help_text="The Monday of the week.")
    mood = SealedTextField()
    answered_at = models.DateTimeField()

    if TYPE_CHECKING:
        person_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relationship", "person", "week"], name="check_in_once_a_week")]

    def __str__(self) -> str:
        return str(self.week)

    def sealing_scope(self) -> Scope:
        """A check-in belongs to one person."""
        return Scope.person(self.person_id)
