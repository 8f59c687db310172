"""Who is taken and who is free again, as relationships tell it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.models import Enrolment

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
