"""What belongs to one meeting: its notes, its agenda, what follows from it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paripasso.core import clock
from paripasso.relationships import access, forms
from paripasso.relationships.actions import agenda, follow_ups
from paripasso.relationships.actions import notes as actions
from paripasso.relationships.queries import space
from paripasso.web.peer.views.meetings_page import PAGE, meeting_context, note_conflict
from paripasso.web.shared import ui


@require_POST
def write(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Keep the shared notes. Where somebody was quicker, both versions are shown and nothing is lost."""
    meeting = access.meeting_for(request.user, meeting_id)
    at = clock.now()
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        context = meeting_context(request, meeting, at=at, note_form=form, typed=request.POST.get("text", ""))
        return ui.page(request, PAGE, context, status=422)
    try:
        actions.write(meeting=meeting, by=request.user, at=at, **form.cleaned_data)
    except actions.CannotChange:
        newest = space.note(meeting)
        if newest is None:
            raise
        if not access.is_same(request.reader, newest, "text", form.cleaned_data["text"], at=at):
            context = meeting_context(request, meeting, at=at, **note_conflict(newest, form.cleaned_data["text"]))
            return ui.page(request, PAGE, context, status=422)
    return ui.elsewhere(request, f"{_at(meeting_id)}#h-notes", toast=_("Saved."))


@require_POST
def add_point(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put a point on the agenda."""
    meeting = access.meeting_for(request.user, meeting_id)
    at = clock.now()
    form = forms.AgendaForm(request.POST, relationship=meeting.relationship, reader=request.user)
    if not form.is_valid():
        return ui.page(request, PAGE, meeting_context(request, meeting, at=at, agenda_form=form), status=422)
    agenda.add(
        meeting=meeting,
        by=request.user,
        at=at,
        text=form.cleaned_data["text"],
        minutes=form.cleaned_data["minutes"],
        owner=form.owners[0],
        once=form.cleaned_data["once"],
    )
    return ui.elsewhere(request, f"{_at(meeting_id)}#h-agenda", toast=_("Added."))


@require_POST
def drop_point(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take a point off the agenda."""
    item = access.agenda_item_for(request.user, item_id)
    agenda.drop(item=item, by=request.user, at=clock.now())
    return ui.elsewhere(request, f"{_at(item.meeting_id)}#h-agenda", toast=_("Taken off."))


@require_POST
def add_follow_up(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Note what somebody takes upon themselves at this meeting."""
    meeting = access.meeting_for(request.user, meeting_id)
    at = clock.now()
    form = forms.FollowUpForm(request.POST, relationship=meeting.relationship, reader=request.user)
    if not form.is_valid():
        return ui.page(request, PAGE, meeting_context(request, meeting, at=at, follow_up_form=form), status=422)
    follow_ups.add(
        relationship=meeting.relationship,
        meeting=meeting,
        by=request.user,
        at=at,
        text=form.cleaned_data["text"],
        owners=form.owners,
        due_on=form.cleaned_data["due_on"],
        once=form.cleaned_data["once"],
    )
    return ui.elsewhere(request, f"{_at(meeting_id)}#h-follow-ups", toast=_("Added."))


def _at(meeting_id: UUID) -> str:
    return reverse("peer:meeting", args=[meeting_id])
