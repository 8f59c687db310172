"""When they meet, what about, and what follows from it."""

from __future__ import annotations

from django.db import models

from paripasso.relationships.enums import MeetingState
from paripasso.relationships.models.relationships import InRelationship, Member
from paripasso.sealing.fields import SealedTextField


class Meeting(InRelationship):
    """A meeting: proposed, accepted, held or cancelled. Its calendar id never changes; the sequence only grows."""

    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PROPOSED)
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty while times are only proposed.")
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

    def __str__(self) -> str:
        return self.state


class MeetingTime(InRelationship):
    """A time somebody proposed. Up to three stand open at once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "starts_at"], name="meeting_time_once")]

    def __str__(self) -> str:
        return str(self.starts_at)


class AgendaItem(InRelationship):
    """A point of the agenda. It belongs to a member, so that both halves stay equal."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    text = SealedTextField()
    minutes = models.PositiveSmallIntegerField(default=15)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.position)


class Note(InRelationship):
    """A shared note, of a meeting or of the relationship."""

    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = SealedTextField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="Grows with each change; a change of an older version is never written silently.")

    def __str__(self) -> str:
        return str(self.version)


class FollowUp(InRelationship):
    """What somebody took upon themselves, and by when."""

    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups")
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="follow_ups")
    text = SealedTextField()
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.due_on or "")
