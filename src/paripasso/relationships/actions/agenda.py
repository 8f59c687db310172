"""Points of an agenda: each belongs to somebody, so that both halves stay equal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.relationships import rules
from paripasso.relationships.actions.space import entered, fresh, made_already, place_after
from paripasso.relationships.enums import MeetingState
from paripasso.relationships.models import AgendaItem, Meeting, Member


class CannotPlan(Refusal):
    """The meeting was held or cancelled."""

    sentence = _("The agenda of a meeting that is over stays as it was.")


@transaction.atomic
def add(
    *, meeting: Meeting, by: Person, at: datetime, text: str, minutes: int, owner: Member, once: UUID | None = None
) -> AgendaItem:
    """Put a point on the agenda, for oneself or for the other one. Raises CannotPlan."""
    relationship, _member = entered(meeting.relationship_id, by)
    meeting = fresh(meeting)
    if (made := made_already(AgendaItem, relationship, once)) is not None:
        return made
    if meeting.state not in {MeetingState.PROPOSED, MeetingState.ACCEPTED}:
        raise CannotPlan
    if owner.pk not in {member.pk for member in rules.members(relationship)}:
        raise CannotPlan
    taken = list(AgendaItem.objects.filter(meeting=meeting).values_list("position", flat=True))
    item = AgendaItem.objects.create(
        public_id=once or uuid4(),
        relationship=relationship,
        meeting=meeting,
        owner=owner,
        text=text,
        minutes=minutes,
        position=place_after(taken),
        made_at=at,
    )
    audit.record("agenda_item.added", by=by, about=item, at=at)
    return item


@transaction.atomic
def drop(*, item: AgendaItem, by: Person, at: datetime) -> None:
    """Take a point off the agenda. Twice is once. Raises CannotPlan."""
    entered(item.relationship_id, by)
    meeting = fresh(item.meeting)
    if meeting.state not in {MeetingState.PROPOSED, MeetingState.ACCEPTED}:
        raise CannotPlan
    if AgendaItem.objects.filter(pk=item.pk).delete()[0]:
        audit.record("agenda_item.dropped", by=by, about=item, at=at)
