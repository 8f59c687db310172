"""Meetings: the list, proposing, answering, moving, calling off, recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paripasso.core import clock
from paripasso.relationships import access, calendar, forms, rules
from paripasso.relationships.actions import meetings as actions
from paripasso.relationships.enums import MeetingState
from paripasso.relationships.queries import space
from paripasso.web.peer.views.meetings_page import PAGE, meeting_context
from paripasso.web.peer.views.relationship_frame import ends_at, frame, other_clocks, zone_of
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.relationships.models import Meeting, Relationship


@require_safe
def meetings(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Show the meetings that were, the next one, and what waits for an answer."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    rows = space.meetings(relationship)
    words = access.read(request.reader, rows, "topic", at=at)
    context = frame(request, relationship, "meetings", at=at)
    context["meetings"] = [
        {"row": row, "words": words.shown(row), "has_begun": row.starts_at is not None and row.starts_at <= at}
        for row in rows
    ]
    context["held"] = sum(row.state == MeetingState.HELD for row in rows)
    return ui.page(request, "peer/relationship/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Propose up to three times."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    zone = zone_of(request)
    context = frame(request, relationship, "meetings", at=at)
    if request.method == "POST":
        form = forms.MeetingForm(request.POST, zone=zone, at=at)
        if form.is_valid():
            made = actions.propose(
                relationship=relationship,
                by=request.user,
                at=at,
                starts=form.starts,
                **{name: form.cleaned_data[name] for name in ("minutes", "place", "video_link", "topic", "once")},
            )
            then = reverse("peer:meeting", args=[made.pk])
            toast = _("Proposed. %(names)s can choose now.") % {"names": context["names"]}
            return ui.elsewhere(request, then, toast=toast)
    else:
        initial: dict[str, Any] = forms.first_times(context["exchange"].free, at=at, zone=zone)
        initial["minutes"] = relationship.round.program.meeting_minutes
        form = forms.MeetingForm(initial=initial, zone=zone, at=at)
    context |= {"form": form, "zone": zone, "clocks": other_clocks(at, relationship, request)}
    status = 422 if form.is_bound else 200
    return ui.page(request, "peer/relationship/meeting_form.html", context, status=status)


@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show one meeting: its time, agenda, notes, follow-ups."""
    found = access.meeting_for(request.user, meeting_id)
    return ui.page(request, PAGE, meeting_context(request, found, at=clock.now()))


@require_POST
def accept(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Choose one of the proposed times."""
    found = access.meeting_for(request.user, meeting_id)
    chosen = request.POST.get("time", "")
    time = next((each for each in space.times(found) if str(each.pk) == chosen), None)
    if time is None:
        if found.state == MeetingState.ACCEPTED:  # the same tap again
            return ui.elsewhere(request, _at(found))
        raise actions.CannotAccept
    actions.accept(meeting=found, time=time, by=request.user, at=clock.now())
    return ui.elsewhere(request, _at(found), toast=_("Agreed. The invitation for your calendar is on its way."))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Propose other times for a meeting."""
    found = access.meeting_for(request.user, meeting_id)
    at = clock.now()
    if not rules.may_move(found, at=at):
        raise actions.CannotMove
    relationship: Relationship = found.relationship
    zone = zone_of(request)
    context = frame(request, relationship, "meetings", at=at)
    if request.method == "POST":
        form = forms.TimesForm(request.POST, zone=zone, at=at)
        if form.is_valid():
            actions.move(meeting=found, by=request.user, at=at, starts=form.starts)
            toast = _("Proposed. Until %(names)s says yes, the agreed time stands.") % {"names": context["names"]}
            return ui.elsewhere(request, _at(found), toast=toast)
    else:
        form = forms.TimesForm(initial=forms.first_times(context["exchange"].free, at=at, zone=zone), zone=zone, at=at)
    context |= {"form": form, "zone": zone, "meeting": found, "clocks": other_clocks(at, relationship, request)}
    return ui.page(request, "peer/meeting/move.html", context, status=422 if form.is_bound else 200)


@require_POST
def keep(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Stay with the agreed time."""
    found = access.meeting_for(request.user, meeting_id)
    actions.keep(meeting=found, by=request.user, at=clock.now())
    return ui.elsewhere(request, _at(found), toast=_("Kept: the agreed time stands."))


@require_POST
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Call a meeting off."""
    found = access.meeting_for(request.user, meeting_id)
    actions.cancel(meeting=found, by=request.user, at=clock.now())
    then = reverse("peer:meetings", args=[found.relationship_id])
    return ui.elsewhere(request, then, toast=_("Called off. Both calendars have been told."))


@require_POST
def hold(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Record that the two met; then, if there is no next date, find one."""
    found = access.meeting_for(request.user, meeting_id)
    at = clock.now()
    actions.hold(meeting=found, by=request.user, at=at)
    if space.next_meeting(found.relationship, at=at) is None:
        then = reverse("peer:meeting-propose", args=[found.relationship_id])
        return ui.elsewhere(request, then, toast=_("Recorded. Before you part: when do you meet next?"))
    return ui.elsewhere(request, _at(found), toast=_("Recorded."))


@require_safe
def calendar_file(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Give the agreed meeting as a file for a calendar."""
    found = access.meeting_for(request.user, meeting_id)
    if found.state != MeetingState.ACCEPTED or ends_at(found) is None:
        raise Http404
    text = calendar.invitation(found, to=request.user, at=clock.now())
    headers = {"Content-Disposition": 'attachment; filename="paripasso.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8; method=REQUEST", headers=headers)


def _at(found: Meeting) -> str:
    return reverse("peer:meeting", args=[found.pk])
