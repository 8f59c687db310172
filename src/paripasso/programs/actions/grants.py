"""Roles are given and taken back, per programme."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.programs.enums import Role
from paripasso.programs.models import Grant, Program


class CannotRevoke(Refusal):
    """A programme needs somebody who runs it."""

    sentence = _("%(name)s is the only programme manager. Give the role to somebody else first.")


class CannotGrant(Refusal):
    """A trust contact stands apart from those who run the programme."""

    sentence = _("A trust contact cannot also run the programme: people must be able to speak about it freely.")


APART = {Role.PROGRAM_MANAGER: Role.TRUST_CONTACT, Role.TRUST_CONTACT: Role.PROGRAM_MANAGER}


@transaction.atomic
def grant(*, program: Program, person: Person, role: Role, by: Person | None, at: datetime) -> Grant:
    """Give a person a role in a programme; giving it twice is giving it once. Raises CannotGrant."""
    held = set(Grant.objects.filter(program=program, person=person).values_list("role", flat=True))
    if APART.get(role) in held:
        raise CannotGrant
    grant, is_new = Grant.objects.get_or_create(
        program=program, person=person, role=role, defaults={"granted_at": at, "granted_by": by}
    )
    if is_new:
        audit.record("grant.given", by=by, about=program, at=at, role=str(role), to=str(person.pk))
    return grant


@transaction.atomic
def revoke(*, grant: Grant, by: Person | None, at: datetime) -> None:
    """Take a role back. Raises CannotRevoke for the last programme manager."""
    others = Grant.objects.select_for_update().filter(program=grant.program_id, role=grant.role).exclude(pk=grant.pk)
    if grant.role == Role.PROGRAM_MANAGER and not others.exists():
        raise CannotRevoke(name=grant.person.full_name)
    audit.record("grant.taken", by=by, about=grant.program, at=at, role=grant.role, of=str(grant.person_id))
    grant.delete()
