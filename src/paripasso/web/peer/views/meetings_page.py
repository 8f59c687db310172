"""What the page of one meeting shows, whoever re-draws it: the meeting, its agenda, its notes, its follow-ups."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from paripasso.relationships import access, forms, rules
from paripasso.relationships.enums import MeetingState
from paripasso.relationships.queries import space
from paripasso.web.peer.views.relationship_frame import Opened, columns, ends_at, follow_up_items, frame, other_clocks

if TYPE_CHECKING:
    from paripasso.relationships.models import AgendaItem, Meeting, MeetingTime, Note

PAGE = "peer/meeting/page.html"


def meeting_context(request: HttpRequest, meeting: Meeting, *, at: datetime, **forms_: Any) -> dict[str, Any]:
    """Return everything about one meeting. `forms_` are forms that need another look, by name."""
    relationship = meeting.relationship
    note, agenda = space.note(meeting), space.agenda(meeting)
    follow_ups = space.follow_ups(relationship, of=meeting)
    words = access.read(request.reader, [meeting, *agenda, *follow_ups, *([note] if note else [])], at=at)
    context = frame(request, relationship, "meetings", at=at)
    me = context["me"]
    given = {"relationship": relationship, "reader": request.user}
    items = [Opened(item, words.shown(item), item.owner_id == me.pk) for item in agenda]
    context |= _state(meeting, at)
    return context | {
        "meeting": meeting,
        "words": words.shown(meeting),
        "ends_at": ends_at(meeting),
        "clocks": other_clocks(meeting.starts_at, relationship, request) if meeting.starts_at else [],
        "times": [_time(request, meeting, time, at) for time in space.times(meeting)],
        "agenda": items,
        "minutes": " ".join(str(item.minutes) for item in agenda),
        "shares": _shares(request, meeting, agenda),
        "note": note,
        "note_words": words.shown(note),
        "follow_up_columns": columns(relationship, request.user, follow_up_items(follow_ups, words, me)),
        "note_form": forms.NoteForm(initial={"version": note.version if note else 0}),
        "agenda_form": forms.AgendaForm(**given),
        "follow_up_form": forms.FollowUpForm(**given),
        **forms_,
    }


def _state(meeting: Meeting, at: datetime) -> dict[str, bool]:
    is_agreed = meeting.state == MeetingState.ACCEPTED
    return {
        "may_move": rules.may_move(meeting, at=at),
        "may_hold": rules.may_hold(meeting, at=at),
        "may_plan": meeting.state in {MeetingState.PROPOSED, MeetingState.ACCEPTED},
        "may_write": rules.may_prepare(meeting),
        "is_agreed": is_agreed,
        "is_held": meeting.state == MeetingState.HELD,
        "is_cancelled": meeting.state == MeetingState.CANCELLED,
    }


def _time(request: HttpRequest, meeting: Meeting, time: MeetingTime, at: datetime) -> dict[str, Any]:
    """A proposed time, on the reader's clock and on everybody else's where it differs."""
    return {
        "row": time,
        "is_mine": time.proposed_by.person_id == request.user.pk,
        "has_passed": time.starts_at <= at,
        "clocks": other_clocks(time.starts_at, meeting.relationship, request),
    }


def _shares(request: HttpRequest, meeting: Meeting, agenda: list[AgendaItem]) -> dict[str, Any]:
    """How the time is shared: the minutes of each member, and how many are left."""
    halves = [
        (member, member.person_id == request.user.pk, sum(i.minutes for i in agenda if i.owner_id == member.pk))
        for member in sorted(rules.members(meeting.relationship), key=lambda m: m.person_id != request.user.pk)
    ]
    taken = [minutes for _member, _mine, minutes in halves]
    return {
        "halves": halves,
        "left": meeting.minutes - sum(taken),
        "is_even": max(taken, default=0) == min(taken, default=0),
    }


def note_conflict(note: Note, typed: str) -> dict[str, Any]:
    """Return the notes form with what was typed, on top of the version that is shown beside it."""
    return {"note_form": forms.NoteForm(initial={"version": note.version}), "typed": typed, "is_conflict": True}
