"""Who is taken and who is free again, as relationships tell it; and who moves up from the waiting list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.enrolment import messages, rules
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.models import Enrolment
from paripasso.enrolment.queries import enrolments as queries
from paripasso.messaging.actions import outbox
from paripasso.programs.actions import rounds
from paripasso.programs.models import Round

FREE = (EnrolmentState.SUBMITTED, EnrolmentState.ACCEPTED, EnrolmentState.PAUSED)


@transaction.atomic
def matched(*, enrolments: Collection[Enrolment], at: datetime) -> int:
    """Mark these enrolments as matched, with one query; return how many were free until now."""
    ids = [enrolment.pk for enrolment in enrolments]
    changed = Enrolment.objects.filter(pk__in=ids, state__in=FREE).update(state=EnrolmentState.MATCHED)
    if changed:
        audit.record("seats.matched", by=None, about=None, at=at, enrolments=changed)
    return changed


@transaction.atomic
def freed(*, enrolments: Collection[Enrolment], at: datetime) -> int:
    """Put these people back into the pool: their relationship has ended. Return how many were matched until now."""
    ids = [enrolment.pk for enrolment in enrolments]
    changed = Enrolment.objects.filter(pk__in=ids, state=EnrolmentState.MATCHED).update(state=EnrolmentState.SUBMITTED)
    if changed:
        audit.record("seats.freed", by=None, about=None, at=at, enrolments=changed)
    return changed


@transaction.atomic
def fill(*, round: Round, at: datetime) -> int:
    """Give free places to those who have waited longest, and tell each of them once. Return how many moved up."""
    round = rounds.locked(round=round)
    moved = 0
    while not rules.is_full(round.places, queries.taken(round)):
        first = queries.first_waiting(round)
        if first is None:
            break
        first.state = EnrolmentState.SUBMITTED
        first.save(update_fields=["state"])
        audit.record("enrolment.moved_up", by=None, about=first, at=at)
        outbox.add(messages.place_freed(first, at=at), at=at)
        moved += 1
    return moved
