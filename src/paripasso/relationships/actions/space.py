"""The step over the threshold, which every verb of the peers' space begins with."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.relationships import rules
from paripasso.relationships.models import Member, Relationship
from paripasso.relationships.models.relationships import InRelationship

R = TypeVar("R", bound=InRelationship)


class CannotEnter(Refusal):
    """The relationship is closed, or the person has left it."""

    sentence = _("This path is closed. You can still read it, but not write in it.")


def entered(relationship_id: UUID, by: Person) -> tuple[Relationship, Member]:
    """Lock the relationship and return it with `by`'s place in it. Raises CannotEnter.

    All writing in one space takes this lock: two tabs, two taps, two people have one outcome.
    """
    relationship = Relationship.objects.select_for_update(of=("self",)).with_members().get(pk=relationship_id)
    member = rules.member_of(relationship, by)
    if member is None or not rules.is_open(relationship):
        raise CannotEnter
    return relationship, member


def fresh(row: R) -> R:
    """Return the row as it is now, under the lock that `entered` took. Raises DoesNotExist if it is gone."""
    return type(row)._default_manager.get(pk=row.pk)


def made_already(model: type[R], relationship: Relationship, once: UUID | None) -> R | None:
    """Return the row that this form has made before. `once` is the id the form was given when it was shown."""
    if once is None:
        return None
    return model._default_manager.filter(pk=once, relationship=relationship).first()


def place_after(taken: list[int]) -> int:
    """Return the next free position."""
    return max(taken, default=-1) + 1
