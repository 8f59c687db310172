"""Where each of them wants to get, step by step."""

from __future__ import annotations

from django.db import models

from paripasso.relationships.enums import GoalState
from paripasso.relationships.models.relationships import InRelationship, Member
from paripasso.sealing.fields import SealedTextField


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

    def __str__(self) -> str:
        return self.state


class Step(InRelationship):
    """A small step towards a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    text = SealedTextField()
    position = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.position)
