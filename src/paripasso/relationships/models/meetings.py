"""When they meet, and what about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from paripasso.core.privacy import classified
from paripasso.relationships.enums import MeetingState
from paripasso.relationships.models.relationships import InRelationship, Member
from paripasso.sealing.fields import SealedTextField

if TYPE_CHECKING:
    from uuid import UUID


@classified(
    purpose="To agree on a date, to bring it into calendars, and to count the meetings that were held.",
    house="sequence",
    personal="state starts_at minutes place video_link moves",
    trace="proposed_at proposed_by accepted_at accepted_by held_at held_by cancelled_at cancelled_by",
)
class Meeting(InRelationship):
    """A meeting: proposed, accepted, held or cancelled.

    Its calendar id never changes; the sequence only grows. While another time is proposed for an accepted meeting, the
    accepted one stands: page and calendar never disagree.
    """

    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PROPOSED)
    topic = SealedTextField(blank=True)
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty until a time is accepted.")
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    video_link = models.URLField(max_length=400, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    moves = models.PositiveSmallIntegerField(default=0)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        proposed_by_id: UUID

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=False) | models.Q(state__in=["proposed", "cancelled"]),
                name="meeting_accepted_has_a_start",
            )
        ]
        indexes = [models.Index(fields=["relationship", "state", "starts_at"], name="meeting_next")]

    def __str__(self) -> str:
        return self.state


@classified(purpose="To let the others choose a time.", personal="meeting starts_at", trace="proposed_at proposed_by")
class MeetingTime(InRelationship):
    """A time somebody proposed. Up to three stand open at once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        proposed_by_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "starts_at"], name="meeting_time_once")]

    def __str__(self) -> str:
        return str(self.starts_at)


@classified(
    purpose="To share the time of a meeting fairly.",
    house="position",
    personal="meeting owner minutes",
    trace="made_at",
)
class AgendaItem(InRelationship):
    """A point of the agenda. It belongs to a member, so that both halves stay equal."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    text = SealedTextField()
    minutes = models.PositiveSmallIntegerField(default=15)
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    if TYPE_CHECKING:
        owner_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once")]

    def __str__(self) -> str:
        return str(self.position)
