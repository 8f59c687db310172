"""What surrounds every section of a relationship: the two people, the sections, the next meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from paripasso.relationships import rules
from paripasso.relationships.queries import exchange, space

if TYPE_CHECKING:
    from paripasso.relationships.access import Words
    from paripasso.relationships.models import FollowUp, Goal, Meeting, Member, Relationship

SECTIONS = ("relationship", "agreement", "goals", "meetings", "follow-ups")


@dataclass(frozen=True)
class Opened:
    """A row with its opened words, for a template."""

    row: Any
    words: dict[str, Any]
    is_mine: bool = False


@dataclass(frozen=True)
class Column:
    """One member's half of a page: theirs, and whether it is the reader's own."""

    member: Member
    is_mine: bool
    items: list[Opened]
    done: int = 0

    @property
    def who(self) -> str:
        """The colour of this half."""
        return "me" if self.is_mine else "you"


def frame(request: HttpRequest, relationship: Relationship, section: str, *, at: datetime) -> dict[str, Any]:
    """Return what the head of a relationship's page shows."""
    me = rules.member_of(relationship, request.user)
    others = rules.companions(relationship, than=request.user)
    return {
        "nav": "relationship",
        "section": section,
        "sections": [(key, _section(key), reverse(f"peer:{key}", args=[relationship.pk])) for key in SECTIONS],
        "relationship": relationship,
        "me": me,
        "others": others,
        "third": others[1].person if len(others) > 1 else None,
        "names": together([other.person.first_name for other in others]),
        "is_open": rules.is_open(relationship),
        "exchange": exchange.of(relationship, request.user, at=at),
        "next_meeting": space.next_meeting(relationship, at=at),
    }


def _section(key: str) -> str:
    names = {
        "relationship": _("The two of you"),
        "agreement": _("Agreement"),
        "goals": _("Goals"),
        "meetings": _("Meetings"),
        "follow-ups": _("Follow-ups"),
    }
    return names[key]


def together(names: list[str]) -> str:
    """Join names as people say them."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def columns(relationship: Relationship, reader: Any, items: list[Opened], *, done: str = "done_at") -> list[Column]:
    """Put rows that have an owner side by side: the reader's half first, everybody else's beside it."""
    members = sorted(rules.members(relationship), key=lambda member: (member.person_id != reader.pk, member.position))
    halves = []
    for member in members:
        own = [item for item in items if item.row.owner_id == member.pk]
        number = sum(getattr(item.row, done, None) is not None for item in own)
        halves.append(Column(member, member.person_id == reader.pk, own, number))
    return halves


def follow_up_items(rows: list[FollowUp], words: Words, me: Member) -> list[Opened]:
    """Return follow-ups with their words."""
    return [Opened(row, words.shown(row), row.owner_id == me.pk) for row in rows]


def goal_items(rows: list[Goal], words: Words, me: Member) -> list[dict[str, Any]]:
    """Return goals with words, steps and how far they are."""
    found = []
    for goal in rows:
        steps = [Opened(step, words.shown(step)) for step in goal.steps.all()]
        upcoming = next((step for step in steps if step.row.done_at is None), None)
        found.append(
            {
                "row": goal,
                "words": words.shown(goal),
                "is_mine": goal.owner_id == me.pk,
                "who": "me" if goal.owner_id == me.pk else "you",
                "steps": steps,
                "next": upcoming,
                "done": sum(step.row.done_at is not None for step in steps),
                "total": len(steps),
                "is_open": rules.may_shape(goal, goal.owner),
            }
        )
    return found


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Return the reader's zone."""
    return rules.zone_of(request.user)


def other_clocks(moment: datetime, relationship: Relationship, request: HttpRequest) -> list[tuple[str, datetime, str]]:
    """Return what the clock of each other member shows at a moment, where it shows something else than the reader's.

    Each is a first name, the hands of that clock (without a zone, or the template would turn them back) and the zone's name.
    """
    mine = moment.astimezone(zone_of(request)).utcoffset()
    clocks = [
        (other.person.first_name, moment.astimezone(rules.zone_of(other.person)))
        for other in rules.others(relationship, than=request.user)
    ]
    return [
        (name, local.replace(tzinfo=None), str(local.tzinfo)) for name, local in clocks if local.utcoffset() != mine
    ]


def ends_at(meeting: Meeting) -> datetime | None:
    """Return when a meeting ends."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes) if meeting.starts_at else None


def back(request: HttpRequest, otherwise: str) -> str:
    """Return the page a small button stood on: a path of ours, or the one given."""
    then = request.POST.get("next", "")
    is_ours = then.startswith("/") and url_has_allowed_host_and_scheme(then, allowed_hosts=None)
    return then if is_ours else otherwise
