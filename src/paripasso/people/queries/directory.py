"""Finding people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from paripasso.audit import queries as audit
from paripasso.people.models import Department, Person, SpokenLanguage

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE = 500  # parameters of one query: SQLite takes few


def active() -> QuerySet[Person]:
    """Return everyone who works here today and may take part."""
    return Person.objects.filter(is_active=True, left_on=None).select_related("department", "site", "level")


def by_email(email: str) -> Person | None:
    """Return one person by their address, whatever its capitals."""
    return Person.objects.select_related("department", "site", "level").filter(email__iexact=email.strip()).first()


def by_emails(emails: Iterable[str]) -> list[Person]:
    """Return people by their addresses, in the order of the addresses; those unknown are left out."""
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails))
    found: dict[str, Person] = {}
    rows = Person.objects.select_related("department", "site", "level").annotate(address=Lower("email"))
    for start in range(0, len(wanted), AT_ONCE):
        found |= {person.email.lower(): person for person in rows.filter(address__in=wanted[start : start + AT_ONCE])}
    return [found[email] for email in wanted if email in found]


def find(text: str, *, limit: int = 10) -> list[Person]:
    """Return active people whose name or address holds every word of `text`, the first `limit` by family name."""
    return list(_holding(active(), text)[:limit])


def listed(text: str = "", *, only: str = "") -> QuerySet[Person]:
    """Return the directory by name, for the administrator: everybody, or the `missing`, `administrators`, `inactive`."""
    found = {
        "missing": Person.objects.exclude(missing_since=None),
        "administrators": Person.objects.filter(is_administrator=True),
        "inactive": Person.objects.filter(Q(is_active=False) | ~Q(left_on=None)),
    }.get(only, Person.objects.all())
    return _holding(found, text).select_related("department", "site", "level", "line_manager")


def spoken_by(person: Person) -> dict[str, int]:
    """Return the languages a person speaks, and how well, by code."""
    return dict(SpokenLanguage.objects.filter(person=person).order_by("code").values_list("code", "fluency"))


def looks_at(person: Person, *, limit: int = 20) -> list[tuple[datetime, str, str]]:
    """Return who looked at a person's record, for that person: when, the name, on which page. Two queries."""
    looks = audit.who_looked(person.pk, limit=limit)
    names = {one.pk: one.full_name for one in Person.objects.filter(pk__in={look.by for look in looks})}
    return [(look.at, names.get(look.by, ""), look.page) for look in looks]


def departments() -> dict[UUID, Department]:
    """Return every department by id: the tree, in one query."""
    return {one.pk: one for one in Department.objects.all()}


def department_path(department: Department, tree: Mapping[UUID, Department]) -> tuple[str, ...]:
    """Return the names from the root of the tree down to a department."""
    names = [department.name]
    while department.parent_id is not None:
        department = tree[department.parent_id]
        names.append(department.name)
    return tuple(reversed(names))


def _holding(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    for word in text.split()[:6]:
        rows = rows.filter(
            Q(given_name__icontains=word)
            | Q(preferred_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
        )
    return rows.order_by("family_name", "given_name", "pk")
