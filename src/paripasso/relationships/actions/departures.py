"""A person leaves a relationship, or the house: from the next request on, its space does not exist for them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.people.models import Person
from paripasso.relationships import rules
from paripasso.relationships.actions import closings
from paripasso.relationships.actions.space import entered
from paripasso.relationships.models import Relationship
from paripasso.sealing import actions as sealing
from paripasso.sealing.scopes import Scope

ENOUGH = 2


@transaction.atomic
def leave(*, relationship: Relationship, by: Person, at: datetime) -> Relationship:
    """Leave a relationship for good. Where fewer than two stay behind, it closes."""
    relationship, member = entered(relationship.pk, by)
    if len(rules.members(relationship)) <= ENOUGH:
        relationship = closings.close(relationship=relationship, by=by, at=at)
    member.left_at = at
    member.save(update_fields=["left_at"])
    audit.record("member.left", by=None, about=relationship, at=at)
    # Last, and at once: if the transaction fails after this, the space stays shut for one who still belongs to it, which
    # the holders' check notices. The other way round somebody who left could read on.
    sealing.revoke(Scope.relationship(relationship.pk), by.pk, at=at)
    return relationship
