"""Goals and steps, of both."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paripasso.core import clock
from paripasso.relationships import access, forms
from paripasso.relationships.actions import goals as actions
from paripasso.relationships.queries import space
from paripasso.web.peer.views.relationship_frame import back, frame, goal_items
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.relationships.models import Relationship

PAGE = "peer/relationship/goals.html"


@require_safe
def goals(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Show the goals of both, side by side."""
    relationship = access.relationship_for(request.user, relationship_id)
    return ui.page(request, PAGE, _context(request, relationship, at=clock.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Set oneself a goal."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    form = forms.GoalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add(relationship=relationship, by=request.user, at=at, **form.cleaned_data)
        return ui.elsewhere(request, reverse("peer:goals", args=[relationship.pk]), toast=_("Added."))
    context = frame(request, relationship, "goals", at=at) | {"form": form}
    return ui.page(request, "peer/relationship/goal_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def add_step(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Put a step at the end of one's goal."""
    goal = access.goal_for(request.user, goal_id)
    at = clock.now()
    form = forms.StepForm(request.POST, prefix=str(goal.pk))
    if not form.is_valid():
        context = _context(request, goal.relationship, at=at, form=form, of=goal.pk)
        return ui.page(request, PAGE, context, status=422)
    actions.add_step(goal=goal, by=request.user, at=at, **form.cleaned_data)
    return ui.elsewhere(
        request, f"{reverse('peer:goals', args=[goal.relationship_id])}#goal-{goal.pk}", toast=_("Added.")
    )


@require_POST
def tick(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Say that a step is done."""
    step = access.step_for(request.user, step_id)
    actions.tick(step=step, by=request.user, at=clock.now())
    return ui.elsewhere(request, back(request, _at(step)), toast=_("Done."))


@require_POST
def untick(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Take a done step back."""
    step = access.step_for(request.user, step_id)
    actions.untick(step=step, by=request.user, at=clock.now())
    return ui.elsewhere(request, back(request, _at(step)))


@require_POST
def reach(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Say that a goal is reached."""
    goal = access.goal_for(request.user, goal_id)
    actions.reach(goal=goal, by=request.user, at=clock.now())
    then = reverse("peer:goals", args=[goal.relationship_id])
    return ui.elsewhere(request, then, toast=_("Reached. Take a moment to be pleased about it."))


def _at(step: Any) -> str:
    return f"{reverse('peer:goals', args=[step.relationship_id])}#goal-{step.goal_id}"


def _context(
    request: HttpRequest, relationship: Relationship, *, at: datetime, form: Any = None, of: UUID | None = None
) -> dict[str, Any]:
    rows = space.goals(relationship)
    words = access.read(request.reader, [*rows, *(step for goal in rows for step in goal.steps.all())], at=at)
    context = frame(request, relationship, "goals", at=at)
    items = goal_items(rows, words, context["me"])
    for item in items:
        item["form"] = form if item["row"].pk == of else forms.StepForm(prefix=str(item["row"].pk))
    return context | {"goals": items, "steps": sum(item["total"] for item in items), "form": form}
