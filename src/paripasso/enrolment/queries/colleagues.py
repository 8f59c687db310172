"""Colleagues found by typing their name, for wishes and vetoes. It answers with little: a first name, an initial, a department."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from paripasso.people.models import Person

LEAST_LETTERS = 3
MOST_FOUND = 8


def found(typed: str, *, by: Person) -> list[Person]:
    """Return active colleagues whose names hold every word that was typed; nobody for fewer than three letters."""
    words = typed.split()
    if sum(len(word) for word in words) < LEAST_LETTERS:
        return []
    people = Person.objects.filter(is_active=True).exclude(pk=by.pk).select_related("department")
    for word in words[:4]:
        people = people.filter(
            Q(given_name__icontains=word) | Q(preferred_name__icontains=word) | Q(family_name__icontains=word)
        )
    return list(people.order_by("given_name", "family_name", "public_id")[:MOST_FOUND])


def one(public_id: str, *, by: Person) -> Person | None:
    """Return the active colleague with this id, or None."""
    try:
        pk = UUID(public_id)
    except ValueError:
        return None
    return Person.objects.filter(pk=pk, is_active=True).exclude(pk=by.pk).select_related("department").first()
