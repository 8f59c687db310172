"""What they write down together, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from paripasso.core.privacy import classified
from paripasso.relationships.models.meetings import Meeting
from paripasso.relationships.models.relationships import InRelationship, Member
from paripasso.sealing.fields import SealedTextField

if TYPE_CHECKING:
    from uuid import UUID


@classified(
    purpose="To keep what a meeting brought, for its members alone.",
    house="version",
    personal="meeting",
    trace="author written_at changed_at changed_by",
)
class Note(InRelationship):
    """The shared notes of one meeting. The version grows with each change; a change of an older one is never written over it."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="note")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = SealedTextField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.version)


@classified(
    purpose="To remember who does what, by when.",
    personal="meeting owner due_on",
    trace="made_at done_at done_by reminded_at reminded_by",
)
class FollowUp(InRelationship):
    """What somebody took upon themselves, and by when."""

    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups")
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="follow_ups")
    text = SealedTextField()
    due_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminded_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        owner_id: UUID
        meeting_id: UUID | None

    def __str__(self) -> str:
        return str(self.due_on or "")
