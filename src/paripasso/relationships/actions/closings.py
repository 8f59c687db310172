"""Ending a path: one tap, no reason, the same words to everybody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.enrolment.actions import seats
from paripasso.messaging.actions import outbox
from paripasso.people.models import Person
from paripasso.relationships import calendar, messages, rules
from paripasso.relationships.actions.space import entered
from paripasso.relationships.enums import MeetingState, RelationshipState
from paripasso.relationships.models import Meeting, MeetingTime, Relationship
from paripasso.relationships.queries.exchange import enrolments_of


@transaction.atomic
def close(*, relationship: Relationship, by: Person, at: datetime) -> Relationship:
    """Close a path for all its members. They keep reading what they wrote; twice is once.

    Who asked for it is written nowhere, not even in the audit log: the house closed it, and everybody reads one sentence.
    """
    current = Relationship.objects.select_for_update(of=("self",)).get(pk=relationship.pk)
    if current.state == RelationshipState.CLOSED:
        return current
    relationship, _member = entered(relationship.pk, by)
    relationship.state, relationship.closed_at = RelationshipState.CLOSED, at
    relationship.save(update_fields=["state", "closed_at"])
    _call_off_meetings(relationship, at=at)
    members = rules.members(relationship)
    placed = enrolments_of(relationship.round_id, [member.person_id for member in members])
    seats.freed(enrolments=list(placed.values()), at=at)
    audit.record("relationship.closed", by=None, about=relationship, at=at)
    for member in members:
        outbox.add(messages.relationship_closed(relationship, to=member.person), at=at)
    return relationship


def _call_off_meetings(relationship: Relationship, *, at: datetime) -> None:
    """Take what was still to come out of the calendars, in nobody's name."""
    ahead = list(Meeting.objects.filter(relationship=relationship, state=MeetingState.ACCEPTED, starts_at__gt=at))
    MeetingTime.objects.filter(relationship=relationship).delete()
    for meeting in ahead:
        meeting.state, meeting.sequence = MeetingState.CANCELLED, meeting.sequence + 1
        meeting.save(update_fields=["state", "sequence"])
        for member in rules.members(relationship):
            invitation = calendar.invitation(meeting, to=member.person, at=at)
            draft = messages.meeting_cancelled(
                meeting, relationship, to=member.person, by=member.person, invitation=invitation
            )
            outbox.add(draft, at=at)
    proposed = Meeting.objects.filter(relationship=relationship, state=MeetingState.PROPOSED)
    proposed.update(state=MeetingState.CANCELLED)
