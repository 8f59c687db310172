"""What the peers' space sends. Names, dates and places; never a word of what they wrote.

Dates are put into words here, in the recipient's language and zone, because a notice holds plain values.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override

from paripasso.messaging.drafts import Draft, Value
from paripasso.relationships import rules

if TYPE_CHECKING:
    from uuid import UUID

    from paripasso.matching.queries.why import Why
    from paripasso.people.models import Person
    from paripasso.relationships.models import Agreement, FollowUp, Meeting, MeetingTime, Relationship


def introduction(spaces: Sequence[tuple[Relationship, Why]], *, to: Person, cause: UUID, meet_by: datetime) -> Draft:
    """Present the peer (or peers) of a person, with the reasons why. One for a person, whatever their number of peers."""
    peers = [other.person for relationship, _why in spaces for other in rules.others(relationship, than=to)]
    with override(to.language):
        values: dict[str, Value] = {
            "name": to.first_name,
            "programme": spaces[0][0].round.program.name(to.language),
            "peers": _listed([peer.full_name for peer in peers]),
            "peer": _listed([peer.first_name for peer in peers]),
            "departments": _listed(sorted({peer.department.name for peer in peers if peer.department})),
            "gives": _listed([skill for _relationship, why in spaces for skill in why.gives]),
            "receives": _listed([skill for _relationship, why in spaces for skill in why.gets]),
            "why": " ".join(why.text for _relationship, why in spaces),
            "meet_by": _day(meet_by.astimezone(rules.zone_of(to)), "j F"),
        }
    is_one = len(spaces) == 1
    link = reverse("peer:relationship", args=[spaces[0][0].pk]) if is_one else reverse("peer:home")
    return Draft(kind="introduction", to=to, cause=f"introduction:{cause}", values=values, link=link)


def agreement_proposed(agreement: Agreement, *, to: Person, by: Person) -> Draft:
    """Ask for a yes to a version of the agreement."""
    return Draft(
        kind="agreement_proposed",
        to=to,
        cause=f"agreement:{agreement.pk}",
        values={"peer": by.first_name, "version": agreement.version},
        link=reverse("peer:agreement", args=[agreement.relationship_id]),
    )


def agreement_started(agreement: Agreement, *, to: Person, by: Person) -> Draft:
    """Say that everybody has accepted."""
    return Draft(
        kind="agreement_started",
        to=to,
        cause=f"agreement:{agreement.pk}",
        values={"peer": by.first_name, "version": agreement.version},
        link=reverse("peer:agreement", args=[agreement.relationship_id]),
    )


def meeting_proposed(meeting: Meeting, times: Sequence[MeetingTime], *, to: Person, by: Person) -> Draft:
    """Ask the other one to choose a time."""
    whens = [when(time.starts_at, to) for time in times]
    values: dict[str, Value] = {"peer": by.first_name, "minutes": meeting.minutes, "place": meeting.place}
    values |= {f"when_{number}": text for number, text in enumerate(whens, start=1)}
    return Draft(
        kind="meeting_proposed",
        to=to,
        cause=f"meeting_time:{times[0].pk}",
        values=values,
        link=reverse("peer:meeting", args=[meeting.pk]),
    )


def meeting_accepted(meeting: Meeting, relationship: Relationship, *, to: Person, by: Person, invitation: str) -> Draft:
    """Bring an agreed meeting into a calendar."""
    return _dated("meeting_accepted", meeting, relationship, to=to, by=by, invitation=invitation)


def meeting_moved(meeting: Meeting, relationship: Relationship, *, to: Person, by: Person, invitation: str) -> Draft:
    """Bring the new time into a calendar."""
    return _dated("meeting_moved", meeting, relationship, to=to, by=by, invitation=invitation)


def meeting_cancelled(
    meeting: Meeting, relationship: Relationship, *, to: Person, by: Person, invitation: str
) -> Draft:
    """Take a meeting out of a calendar, without a reason; a proposal that was in none is only called off."""
    return _dated("meeting_cancelled", meeting, relationship, to=to, by=by, invitation=invitation)


def follow_up_reminder(follow_up: FollowUp, *, to: Person, by: Person, at: datetime) -> Draft:
    """Pass a gentle reminder on. What it is about stands on the page, not in the mail."""
    return Draft(
        kind="follow_up_reminder",
        to=to,
        cause=f"follow_up:{follow_up.pk}:{at.date().isoformat()}",
        values={"peer": by.first_name},
        link=reverse("peer:relationship", args=[follow_up.relationship_id]),
    )


def relationship_closed(relationship: Relationship, *, to: Person) -> Draft:
    """Say that a path has ended: the same words to everybody, whoever ended it."""
    return Draft(
        kind="relationship_closed",
        to=to,
        cause=f"relationship:{relationship.pk}",
        values={"peer": _listed([other.person.first_name for other in rules.others(relationship, than=to)])},
        link=reverse("peer:relationship", args=[relationship.pk]),
    )


def when(moment: datetime, person: Person) -> str:
    """Put a moment into words, in a person's language and zone."""
    with override(person.language), timezone.override(rules.zone_of(person)):
        local = timezone.localtime(moment)
        return gettext("%(day)s at %(time)s") % {
            "day": _day(local, "l j F"),
            "time": date_format(local, "H:i"),
        }


def _dated(
    kind: str, meeting: Meeting, relationship: Relationship, *, to: Person, by: Person, invitation: str
) -> Draft:
    peers = rules.others(relationship, than=to)
    values: dict[str, Value] = {
        "peer": _listed([peer.person.first_name for peer in peers]),
        "by": by.first_name if by.pk != to.pk else "",
        "when": when(meeting.starts_at, to) if meeting.starts_at else "",
        "minutes": meeting.minutes,
        "place": meeting.place,
        "video_link": meeting.video_link,
    }
    method = "CANCEL" if kind == "meeting_cancelled" else "REQUEST"
    return Draft(
        kind=kind,
        to=to,
        cause=f"meeting:{meeting.pk}:{meeting.sequence}",
        values=values,
        link=reverse("peer:meeting", args=[meeting.pk]),
        calendar=invitation,
        calendar_method=method if invitation else "",
    )


def _day(local: datetime, form: str) -> str:
    """Name a day as people write it inside a sentence; Italian has small letters there."""
    named = str(date_format(local, form))
    return named.lower() if (get_language() or "").startswith("it") else named


def _listed(words: Sequence[str]) -> str:
    """Join words as people write them: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
