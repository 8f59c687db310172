"""What somebody took upon themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.messaging.actions import outbox
from paripasso.people.models import Person
from paripasso.relationships import messages, rules
from paripasso.relationships.actions.space import entered, fresh, made_already
from paripasso.relationships.models import FollowUp, Meeting, Member, Relationship


class CannotFinish(Refusal):
    """It is the other one's to tick."""

    sentence = _("Only the person who took this on can tick it.")


class CannotRemind(Refusal):
    """It is done, one's own, or a reminder went out these days."""

    sentence = _("A reminder went out in the last days, or it is done already. Give it a little time.")


@transaction.atomic
def add(
    *,
    relationship: Relationship,
    by: Person,
    at: datetime,
    text: str,
    owners: Sequence[Member],
    due_on: date | None = None,
    meeting: Meeting | None = None,
    once: UUID | None = None,
) -> list[FollowUp]:
    """Note who does what, by when. Two owners make two follow-ups, so that each ticks their own."""
    relationship, _member = entered(relationship.pk, by)
    inside = {member.pk for member in rules.members(relationship)}
    made = []
    for owner in owners:
        if owner.pk not in inside:
            raise CannotFinish
        own_id = uuid5(once, str(owner.pk)) if once else uuid4()
        follow_up = made_already(FollowUp, relationship, own_id)
        if follow_up is None:
            follow_up = FollowUp.objects.create(
                public_id=own_id,
                relationship=relationship,
                meeting=meeting,
                owner=owner,
                text=text,
                due_on=due_on,
                made_at=at,
            )
            audit.record("follow_up.added", by=by, about=follow_up, at=at)
        made.append(follow_up)
    return made


@transaction.atomic
def done(*, follow_up: FollowUp, by: Person, at: datetime) -> FollowUp:
    """Tick one's own. Twice is once."""
    follow_up, member = _own(follow_up, by)
    if follow_up.done_at is None:
        follow_up.done_at, follow_up.done_by = at, member
        follow_up.save(update_fields=["done_at", "done_by"])
        audit.record("follow_up.done", by=by, about=follow_up, at=at)
    return follow_up


@transaction.atomic
def undo(*, follow_up: FollowUp, by: Person, at: datetime) -> FollowUp:
    """Take the tick back."""
    follow_up, _member = _own(follow_up, by)
    if follow_up.done_at is not None:
        follow_up.done_at, follow_up.done_by = None, None
        follow_up.save(update_fields=["done_at", "done_by"])
        audit.record("follow_up.undone", by=by, about=follow_up, at=at)
    return follow_up


@transaction.atomic
def remind(*, follow_up: FollowUp, by: Person, at: datetime) -> FollowUp:
    """Send the other one a gentle word, once in a few days. Raises CannotRemind."""
    relationship, member = entered(follow_up.relationship_id, by)
    follow_up = fresh(follow_up)
    if not rules.may_remind(follow_up, member, at=at):
        raise CannotRemind
    follow_up.reminded_at, follow_up.reminded_by = at, member
    follow_up.save(update_fields=["reminded_at", "reminded_by"])
    owner = next(each for each in rules.members(relationship) if each.pk == follow_up.owner_id)
    audit.record("follow_up.reminded", by=by, about=follow_up, at=at)
    outbox.add(messages.follow_up_reminder(follow_up, to=owner.person, by=by, at=at), at=at)
    return follow_up


def _own(follow_up: FollowUp, by: Person) -> tuple[FollowUp, Member]:
    _relationship, member = entered(follow_up.relationship_id, by)
    follow_up = fresh(follow_up)
    if follow_up.owner_id != member.pk:
        raise CannotFinish
    return follow_up, member
