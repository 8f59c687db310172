"""How it goes this week: one tap, for oneself alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.people.models import Person
from paripasso.relationships import rules
from paripasso.relationships.actions.space import entered
from paripasso.relationships.enums import Mood
from paripasso.relationships.models import CheckIn, Relationship


@transaction.atomic
def answer(*, relationship: Relationship, by: Person, at: datetime, mood: Mood) -> CheckIn:
    """Answer for this week, or change the answer until the week ends. Sealed under the person's own key."""
    entered(relationship.pk, by)
    week = rules.week_of(by, at=at)
    check_in = CheckIn.objects.filter(relationship=relationship, person=by, week=week).first()
    if check_in is None:
        check_in = CheckIn(relationship=relationship, person=by, week=week)
    check_in.mood, check_in.answered_at = mood.value, at
    check_in.save()
    audit.record("check_in.answered", by=by, about=check_in, at=at)
    return check_in
