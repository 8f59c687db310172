"""The doors to people's own records and to the running of the house."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404

from paripasso.audit import actions as audit
from paripasso.people import rules
from paripasso.people.models import Import, Person


def person_for(reader: Person, public_id: UUID, *, at: datetime, page: str) -> Person:
    """The one way to a person's record: one's own, or an administrator's look, which is recorded and shown to its subject."""
    if not (rules.may_run_the_house(reader) or reader.pk == public_id):
        raise Http404
    found = Person.objects.select_related("department", "site", "level", "line_manager").filter(pk=public_id).first()
    if found is None:
        raise Http404
    if found.pk != reader.pk:
        audit.opened(found.pk, by=reader, at=at, page=page)
    return found


def import_for(reader: Person, public_id: UUID) -> Import:
    """The one way to an import. To everyone but administrators it does not exist."""
    if not rules.may_run_the_house(reader):
        raise Http404
    found = Import.objects.defer("content").filter(pk=public_id).first()
    if found is None:
        raise Http404
    return found


def house_for(reader: Person) -> None:
    """The door of the administrator's pages. To everyone else they do not exist."""
    if not rules.may_run_the_house(reader):
        raise Http404
