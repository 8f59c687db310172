"""Home: what matters today, in one sentence, and what there is to do about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paripasso.core import clock
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.queries import enrolments
from paripasso.programs.queries import rounds
from paripasso.relationships import access, forms, rules
from paripasso.relationships.enums import Mood
from paripasso.relationships.queries import relationships, space
from paripasso.web.peer.views.relationship_frame import (
    columns,
    ends_at,
    follow_up_items,
    goal_items,
    together,
    zone_of,
)
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.relationships.models import Meeting, Relationship

SOON = timedelta(days=2)
NEAR = 6  # days in which a weekday's name says which day is meant
MOST_SHOWN = 5
MOODS = {Mood.GOOD: "mood-smile", Mood.SO_SO: "mood-neutral", Mood.HARD: "mood-sad", Mood.LOST: "map-question"}
WAITING = {EnrolmentState.SUBMITTED, EnrolmentState.ACCEPTED, EnrolmentState.WAITLISTED}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show today."""
    return home_page(request)


def home_page(request: HttpRequest, *, check_in_form: Any = None, status: int = 200) -> HttpResponse:
    """Draw the page of today, with a form that needs another look if there is one."""
    at = clock.now()
    found = list(relationships.under_way(request.user))
    if not found:
        return ui.page(request, "peer/home/waiting.html", _waiting(request, at), status=status)
    context = _today(request, found[0], at=at)
    context["more"] = [(row, _names(request, row)) for row in found[1:]]
    context["check_in_form"] = check_in_form or forms.CheckInForm()
    return ui.page(request, "peer/home/page.html", context, status=status)


def _today(request: HttpRequest, relationship: Relationship, *, at: datetime) -> dict[str, Any]:
    me = rules.member_of(relationship, request.user)
    standing = space.agreement(relationship)
    coming = [meeting for meeting in space.coming(request.user, at=at) if meeting.relationship_id == relationship.pk]
    dated = next((meeting for meeting in coming if meeting.starts_at is not None), None)
    is_soon = _is_soon(dated, at)
    asked = next((meeting for meeting in coming if _waits_for(meeting, request, at)), None)
    goals, follow_ups = space.goals(relationship), space.follow_ups(relationship)
    check_in = space.check_in(relationship, request.user, rules.week_of(request.user, at=at))
    rows: list[Any] = [*goals, *(step for goal in goals for step in goal.steps.all()), *follow_ups]
    words = access.read(request.reader, [*rows, *([dated] if dated else [])], at=at)
    names = _names(request, relationship)
    must_accept = standing.shown is not None and me is not None and not standing.has_accepted(me)
    week, weeks = relationships.week_number(relationship, at=at)
    assert me is not None  # noqa: S101 - `under_way` starts from the reader
    others = rules.others(relationship, than=request.user)
    return {
        "nav": "today",
        "relationship": relationship,
        "others": others,
        "third": others[1].person if len(others) > 1 else None,
        "is_open": rules.is_open(relationship),
        "names": names,
        "heading": _heading(request, names, asked, dated, must_accept=must_accept, at=at),
        "asked": asked,
        "is_soon": is_soon,
        "meeting": dated,
        "meeting_words": words.shown(dated),
        "ends_at": ends_at(dated) if dated else None,
        "must_accept": must_accept,
        "has_agreement": standing.shown is not None,
        "columns": columns(relationship, request.user, follow_up_items(_recent(follow_ups), words, me)),
        "follow_ups": len(follow_ups),
        "goals": goal_items(goals, words, me),
        "mood": access.mood_of(request.reader, check_in, at=at),
        "moods": [(mood, mood.label, MOODS[mood]) for mood in Mood],
        "today": at,
        "week": week,
        "weeks": weeks,
        "rhythm": _rhythm(relationship, week, weeks, mine=me.pk),
    }


def _names(request: HttpRequest, relationship: Relationship) -> str:
    return together([other.person.first_name for other in rules.companions(relationship, than=request.user)])


def _waits_for(meeting: Meeting, request: HttpRequest, at: datetime) -> bool:
    """Say whether the reader is asked to choose among somebody else's times."""
    return any(t.starts_at > at and t.proposed_by.person_id != request.user.pk for t in meeting.times.all())


def _heading(
    request: HttpRequest, names: str, asked: Meeting | None, dated: Meeting | None, *, must_accept: bool, at: datetime
) -> str:
    """Say what matters today: an answer somebody waits for, then a yes, then the next date, then that there is none."""
    name = {"name": request.user.first_name, "names": names}
    if asked is not None and not _is_soon(dated, at):
        return _("Hi %(name)s. %(names)s proposes a time to meet.") % name
    if must_accept and not _is_soon(dated, at):
        return _("Hi %(name)s. %(names)s has written your agreement: is it right for you?") % name
    if dated is None or dated.starts_at is None:
        return _("Hi %(name)s. You and %(names)s have no date yet.") % name
    local = dated.starts_at.astimezone(zone_of(request))
    days = (local.date() - at.astimezone(zone_of(request)).date()).days
    if days == 0:
        return _("Hi %(name)s. Today you meet %(names)s.") % name
    if days == 1:
        return _("Hi %(name)s. Tomorrow you meet %(names)s.") % name
    if days <= NEAR:
        weekday = formats.date_format(local, "l")
        return _("Hi %(name)s. On %(weekday)s you meet %(names)s.") % {
            **name,
            "weekday": weekday,
            "Weekday": weekday.capitalize(),
        }
    return _("Hi %(name)s. On %(day)s you meet %(names)s.") % {**name, "day": formats.date_format(local, "j F")}


def _is_soon(meeting: Meeting | None, at: datetime) -> bool:
    """Say whether a meeting is so near that nothing else matters more."""
    return meeting is not None and meeting.starts_at is not None and meeting.starts_at - at < SOON


def _recent(follow_ups: list[Any]) -> list[Any]:
    """Keep what is to do, and the last ones done; the rest stands on its own page."""
    shown: dict[Any, int] = {}
    kept = []
    for row in follow_ups:
        shown[row.owner_id] = shown.get(row.owner_id, 0) + 1
        if row.done_at is None or shown[row.owner_id] <= MOST_SHOWN:
            kept.append(row)
    return kept


def _rhythm(relationship: Relationship, week: int, weeks: int, *, mine: Any) -> dict[str, Any]:
    """Return a mark for each week and member: done something, this week, or nothing."""
    active = space.weeks_active(relationship)
    marks = {
        member: ["on" if number in done else "next" if number == week - 1 else "" for number in range(weeks)]
        for member, done in active.items()
    }
    others = [marks[member] for member in marks if member != mine]
    return {
        "mine": marks.get(mine, []),
        "theirs": others[0] if others else [],
        "mine_count": len(active.get(mine, ())),
        "their_count": max((len(done) for member, done in active.items() if member != mine), default=0),
    }


def _waiting(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """Return what stands between enrolling and being introduced; or what there is to enrol in."""
    mine = next(iter(enrolments.mine(request.user)), None)
    state = mine.state if mine is not None else None
    return {
        "nav": "today",
        "today": at,
        "nobody": None,
        "enrolment": mine,
        "is_draft": state == EnrolmentState.DRAFT,
        "is_waiting": state in WAITING,
        "rounds": [] if state in WAITING or state == EnrolmentState.DRAFT else list(rounds.enrolling()[:3]),
        "had": relationships.of(request.user).exists(),
    }
