"""Where each of them wants to get, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from paripasso.core.privacy import classified
from paripasso.relationships.enums import GoalState
from paripasso.relationships.models.relationships import InRelationship, Member
from paripasso.sealing.fields import SealedTextField

if TYPE_CHECKING:
    from uuid import UUID


@classified(
    purpose="To help a member get where they want to, with both of them watching.",
    personal="owner state due_on",
    trace="made_at reached_at reached_by",
)
class Goal(InRelationship):
    """A goal of one member, which both can see."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="goals")
    title = SealedTextField()
    why = SealedTextField(blank=True)
    measure = SealedTextField(blank=True)
    state = models.CharField(max_length=8, choices=GoalState.choices, default=GoalState.OPEN)
    due_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True, blank=True)
    reached_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        owner_id: UUID

    def __str__(self) -> str:
        return self.state


@classified(
    purpose="To cut a goal into pieces that can be done.",
    house="position",
    personal="goal",
    trace="done_at done_by",
)
class Step(InRelationship):
    """A small step towards a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    text = SealedTextField()
    position = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "position"], name="step_position_once")]

    def __str__(self) -> str:
        return str(self.position)
