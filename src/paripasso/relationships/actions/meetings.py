"""Meetings: proposed, accepted, moved, cancelled, held. The only code that writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.messaging.actions import outbox
from paripasso.people.models import Person
from paripasso.relationships import calendar, messages, rules
from paripasso.relationships.actions.space import entered, fresh, made_already
from paripasso.relationships.enums import MeetingState, RelationshipState
from paripasso.relationships.models import Meeting, MeetingTime, Member, Relationship


class CannotPropose(Refusal):
    """No time, more than three, or one that has passed."""

    sentence = _("Propose one to three times, all of them still to come and within a year.")


class CannotAccept(Refusal):
    """The time is not open any more, has passed, or is one's own proposal."""

    sentence = _("This time can no longer be accepted: it has passed, or another one was agreed meanwhile.")


class CannotMove(Refusal):
    """The meeting has begun, was held or was cancelled."""

    sentence = _("This meeting cannot be moved any more. Propose a new one instead.")


class CannotCancel(Refusal):
    """It was held, or cancelled already."""

    sentence = _("This meeting was held already, so it cannot be cancelled.")


class CannotHold(Refusal):
    """The meeting has not begun, or is not agreed."""

    sentence = _("You can record a meeting once it has begun.")


@transaction.atomic
def propose(
    *,
    relationship: Relationship,
    by: Person,
    at: datetime,
    starts: Sequence[datetime],
    minutes: int = 60,
    place: str = "",
    video_link: str = "",
    topic: str = "",
    once: UUID | None = None,
) -> Meeting:
    """Propose one to three times; the others choose. Raises CannotPropose."""
    relationship, member = entered(relationship.pk, by)
    if (made := made_already(Meeting, relationship, once)) is not None:
        return made
    meeting = Meeting.objects.create(
        public_id=once or uuid4(),
        relationship=relationship,
        topic=topic,
        minutes=minutes,
        place=place,
        video_link=video_link,
        proposed_at=at,
        proposed_by=member,
    )
    _offer(meeting, relationship, member, starts, at=at)
    audit.record("meeting.proposed", by=by, about=meeting, at=at, times=len(starts))
    return meeting


@transaction.atomic
def accept(*, meeting: Meeting, time: MeetingTime, by: Person, at: datetime) -> Meeting:
    """Choose one of the proposed times: the meeting takes place then, and goes into the calendars.

    For a meeting that had a time already this is a move, and counted. Twice is once. Raises CannotAccept.
    """
    relationship, member = entered(meeting.relationship_id, by)
    meeting = fresh(meeting)
    open_time = MeetingTime.objects.filter(meeting=meeting, pk=time.pk).first()
    if open_time is None and meeting.state == MeetingState.ACCEPTED and meeting.starts_at == time.starts_at:
        return meeting
    if open_time is None or not rules.may_accept(open_time, member, at=at) or not rules.may_cancel(meeting):
        raise CannotAccept
    is_move = meeting.state == MeetingState.ACCEPTED
    draft = messages.meeting_moved if is_move else messages.meeting_accepted
    meeting.state, meeting.starts_at = MeetingState.ACCEPTED, open_time.starts_at
    meeting.accepted_at, meeting.accepted_by = at, member
    meeting.moves += is_move
    meeting.sequence += is_move
    meeting.save(update_fields=["state", "starts_at", "accepted_at", "accepted_by", "moves", "sequence"])
    MeetingTime.objects.filter(meeting=meeting).delete()
    audit.record("meeting.moved" if is_move else "meeting.accepted", by=by, about=meeting, at=at)
    for each in rules.members(relationship):
        invitation = calendar.invitation(meeting, to=each.person, at=at)
        outbox.add(draft(meeting, relationship, to=each.person, by=by, invitation=invitation), at=at)
    return meeting


@transaction.atomic
def move(*, meeting: Meeting, by: Person, at: datetime, starts: Sequence[datetime]) -> Meeting:
    """Propose other times. An accepted meeting stands until somebody accepts a new time.

    Raises CannotMove, CannotPropose.
    """
    relationship, member = entered(meeting.relationship_id, by)
    meeting = fresh(meeting)
    if not rules.may_move(meeting, at=at):
        raise CannotMove
    open_times = MeetingTime.objects.filter(meeting=meeting)
    if sorted(set(starts)) == sorted(open_times.filter(proposed_by=member).values_list("starts_at", flat=True)):
        return meeting  # the same tap again
    open_times.delete()
    _offer(meeting, relationship, member, starts, at=at)
    audit.record("meeting.move_proposed", by=by, about=meeting, at=at, times=len(starts))
    return meeting


@transaction.atomic
def keep(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """Stay with the agreed time: what was proposed instead goes. Nothing to keep is no fault."""
    entered(meeting.relationship_id, by)
    meeting = fresh(meeting)
    if meeting.state == MeetingState.ACCEPTED and MeetingTime.objects.filter(meeting=meeting).delete()[0]:
        audit.record("meeting.kept", by=by, about=meeting, at=at)
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """Call it off, without a reason. Twice is once. Raises CannotCancel."""
    relationship, member = entered(meeting.relationship_id, by)
    meeting = fresh(meeting)
    if meeting.state == MeetingState.CANCELLED:
        return meeting
    if not rules.may_cancel(meeting):
        raise CannotCancel
    was_dated = meeting.state == MeetingState.ACCEPTED
    meeting.state, meeting.cancelled_at, meeting.cancelled_by = MeetingState.CANCELLED, at, member
    meeting.sequence += was_dated
    meeting.save(update_fields=["state", "cancelled_at", "cancelled_by", "sequence"])
    MeetingTime.objects.filter(meeting=meeting).delete()
    audit.record("meeting.cancelled", by=by, about=meeting, at=at)
    told = rules.members(relationship) if was_dated else rules.others(relationship, than=by)
    for each in told:
        invitation = calendar.invitation(meeting, to=each.person, at=at) if was_dated else ""
        draft = messages.meeting_cancelled(meeting, relationship, to=each.person, by=by, invitation=invitation)
        outbox.add(draft, at=at)
    return meeting


@transaction.atomic
def hold(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """Record that a meeting took place. Indicators count held meetings, never planned ones. Twice is once."""
    relationship, member = entered(meeting.relationship_id, by)
    meeting = fresh(meeting)
    if meeting.state == MeetingState.HELD:
        return meeting
    if not rules.may_hold(meeting, at=at):
        raise CannotHold
    meeting.state, meeting.held_at, meeting.held_by = MeetingState.HELD, at, member
    meeting.save(update_fields=["state", "held_at", "held_by"])
    MeetingTime.objects.filter(meeting=meeting).delete()
    if relationship.state in {RelationshipState.INTRODUCED, RelationshipState.AGREED}:
        relationship.state = RelationshipState.ACTIVE
        relationship.save(update_fields=["state"])
    audit.record("meeting.held", by=by, about=meeting, at=at)
    return meeting


def _offer(
    meeting: Meeting, relationship: Relationship, member: Member, starts: Sequence[datetime], *, at: datetime
) -> None:
    """Put the times on the table and tell the others."""
    times = sorted(set(starts))
    if not rules.may_propose(times, at=at):
        raise CannotPropose
    made = MeetingTime.objects.bulk_create(
        MeetingTime(relationship=relationship, meeting=meeting, starts_at=start, proposed_at=at, proposed_by=member)
        for start in times
    )
    for other in rules.others(relationship, than=member.person):
        outbox.add(messages.meeting_proposed(meeting, made, to=other.person, by=member.person), at=at)
