"""Finding people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from paripasso.people.models import Department, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet


def active() -> QuerySet[Person]:
    """Return everyone who works here today and may take part."""
    return Person.objects.filter(is_active=True, left_on=None).select_related("department", "site", "level")


def by_email(email: str) -> Person | None:
    """Return one person by their address, whatever its capitals."""
    return Person.objects.select_related("department", "site", "level").filter(email__iexact=email.strip()).first()


def by_emails(emails: Iterable[str]) -> list[Person]:
    """Return people by their addresses, in the order of the addresses; those unknown are left out."""
    wanted = [email.strip().lower() for email in emails]
    found = {
        person.email.lower(): person
        for person in Person.objects.select_related("department", "site", "level")
        .annotate(address=Lower("email"))
        .filter(address__in=wanted)
    }
    return [found[email] for email in wanted if email in found]


def find(text: str, *, limit: int) -> list[Person]:
    """Return active people whose name or address holds every word of `text`, the first `limit` by family name."""
    rows = active()
    for word in text.split():
        rows = rows.filter(
            Q(given_name__icontains=word)
            | Q(preferred_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
        )
    return list(rows.order_by("family_name", "given_name", "pk")[:limit])


def departments() -> dict[UUID, Department]:
    """Return every department by id: the tree, in one query."""
    return {one.pk: one for one in Department.objects.all()}


def department_path(department: Department, tree: Mapping[UUID, Department]) -> str:
    """Return where a department stands: "Operations / Foundry"."""
    names = [department.name]
    while department.parent_id is not None:
        department = tree[department.parent_id]
        names.append(department.name)
    return " / ".join(reversed(names))
