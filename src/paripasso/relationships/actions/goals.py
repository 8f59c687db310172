"""Goals and their steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.relationships import rules
from paripasso.relationships.actions.space import entered, fresh, made_already, place_after
from paripasso.relationships.enums import GoalState
from paripasso.relationships.models import Goal, Member, Relationship, Step


class CannotShape(Refusal):
    """The goal is the other one's, or it is not open any more."""

    sentence = _("This goal belongs to your peer, or it has been reached already.")


@transaction.atomic
def add(
    *,
    relationship: Relationship,
    by: Person,
    at: datetime,
    title: str,
    why: str = "",
    measure: str = "",
    due_on: date | None = None,
    steps: Sequence[str] = (),
    once: UUID | None = None,
) -> Goal:
    """Set oneself a goal, with the first steps if one has them."""
    relationship, member = entered(relationship.pk, by)
    if (made := made_already(Goal, relationship, once)) is not None:
        return made
    goal = Goal.objects.create(
        public_id=once or uuid4(),
        relationship=relationship,
        owner=member,
        title=title,
        why=why,
        measure=measure,
        due_on=due_on,
        made_at=at,
    )
    for position, text in enumerate(steps):
        Step.objects.create(relationship=relationship, goal=goal, text=text, position=position)
    audit.record("goal.added", by=by, about=goal, at=at, steps=len(steps))
    return goal


@transaction.atomic
def add_step(*, goal: Goal, by: Person, at: datetime, text: str, once: UUID | None = None) -> Step:
    """Put another step at the end. Raises CannotShape for a goal of the other one's."""
    goal, _member = _own(goal, by)
    if (made := made_already(Step, goal.relationship, once)) is not None:
        return made
    taken = list(Step.objects.filter(goal=goal).values_list("position", flat=True))
    step = Step.objects.create(
        public_id=once or uuid4(),
        relationship_id=goal.relationship_id,
        goal=goal,
        text=text,
        position=place_after(taken),
    )
    audit.record("step.added", by=by, about=step, at=at)
    return step


@transaction.atomic
def tick(*, step: Step, by: Person, at: datetime) -> Step:
    """Say that a step is done. Twice is once."""
    _goal, member = _own(step.goal, by)
    step = fresh(step)
    if step.done_at is None:
        step.done_at, step.done_by = at, member
        step.save(update_fields=["done_at", "done_by"])
        audit.record("step.done", by=by, about=step, at=at)
    return step


@transaction.atomic
def untick(*, step: Step, by: Person, at: datetime) -> Step:
    """Take it back: it is still to do."""
    _own(step.goal, by)
    step = fresh(step)
    if step.done_at is not None:
        step.done_at, step.done_by = None, None
        step.save(update_fields=["done_at", "done_by"])
        audit.record("step.undone", by=by, about=step, at=at)
    return step


@transaction.atomic
def reach(*, goal: Goal, by: Person, at: datetime) -> Goal:
    """Say that the goal is reached. Twice is once."""
    _relationship, member = entered(goal.relationship_id, by)
    goal = fresh(goal)
    if goal.owner_id == member.pk and goal.state == GoalState.REACHED:
        return goal
    if not rules.may_shape(goal, member):
        raise CannotShape
    goal.state, goal.reached_at, goal.reached_by = GoalState.REACHED, at, member
    goal.save(update_fields=["state", "reached_at", "reached_by"])
    audit.record("goal.reached", by=by, about=goal, at=at)
    return goal


def _own(goal: Goal, by: Person) -> tuple[Goal, Member]:
    relationship, member = entered(goal.relationship_id, by)
    goal = fresh(goal)
    if not rules.may_shape(goal, member):
        raise CannotShape
    goal.relationship = relationship
    return goal, member
