"""Who does what, by when: both lists side by side."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from paripasso.core import clock
from paripasso.relationships import access, forms
from paripasso.relationships.actions import follow_ups as actions
from paripasso.relationships.queries import space
from paripasso.web.peer.views.relationship_frame import back, columns, follow_up_items, frame
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.relationships.models import Relationship

PAGE = "peer/relationship/follow_ups.html"


@require_safe
def follow_ups(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Show what both have taken on."""
    relationship = access.relationship_for(request.user, relationship_id)
    return ui.page(request, PAGE, _context(request, relationship, at=clock.now()))


@require_POST
def add(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Take something on, or give it to the other one."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    form = forms.FollowUpForm(request.POST, relationship=relationship, reader=request.user)
    if not form.is_valid():
        return ui.page(request, PAGE, _context(request, relationship, at=at, form=form), status=422)
    actions.add(
        relationship=relationship,
        by=request.user,
        at=at,
        text=form.cleaned_data["text"],
        owners=form.owners,
        due_on=form.cleaned_data["due_on"],
        once=form.cleaned_data["once"],
    )
    return ui.elsewhere(request, back(request, _list(relationship.pk)), toast=_("Added."))


@require_POST
def done(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Tick one's own."""
    follow_up = access.follow_up_for(request.user, follow_up_id)
    actions.done(follow_up=follow_up, by=request.user, at=clock.now())
    return ui.elsewhere(request, back(request, _list(follow_up.relationship_id)), toast=_("Done."))


@require_POST
def undo(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Take a tick back."""
    follow_up = access.follow_up_for(request.user, follow_up_id)
    actions.undo(follow_up=follow_up, by=request.user, at=clock.now())
    return ui.elsewhere(request, back(request, _list(follow_up.relationship_id)))


@require_POST
def remind(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Send the other one a gentle reminder."""
    follow_up = access.follow_up_for(request.user, follow_up_id)
    actions.remind(follow_up=follow_up, by=request.user, at=clock.now())
    then = back(request, _list(follow_up.relationship_id))
    return ui.elsewhere(request, then, toast=_("Sent. The mail names you, not what it is about."))


def _list(relationship_id: UUID) -> str:
    return reverse("peer:follow-ups", args=[relationship_id])


def _context(request: HttpRequest, relationship: Relationship, *, at: datetime, form: Any = None) -> dict[str, Any]:
    rows = space.follow_ups(relationship)
    words = access.read(request.reader, rows, "text", at=at)
    context = frame(request, relationship, "follow-ups", at=at)
    items = follow_up_items(rows, words, context["me"])
    return context | {
        "columns": columns(relationship, request.user, items),
        "form": form or forms.FollowUpForm(relationship=relationship, reader=request.user),
        "today": at,
    }
