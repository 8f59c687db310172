"""Who holds which role."""

from __future__ import annotations

from django.db.models import QuerySet

from paripasso.people.models import Person
from paripasso.programs.enums import Role
from paripasso.programs.models import Grant, Program


def has(person: Person, program: Program, role: Role) -> bool:
    """Tell whether this person holds this role in this programme."""
    return person.is_active and Grant.objects.filter(person=person, program=program, role=role).exists()


def runs_any(person: Person) -> bool:
    """Tell whether this person runs a programme."""
    return Grant.objects.filter(person=person, role=Role.PROGRAM_MANAGER).exists()


def of(program: Program) -> QuerySet[Grant]:
    """Return a programme's grants with their people, the oldest first."""
    return (
        Grant.objects.filter(program=program).select_related("person__department").order_by("granted_at", "public_id")
    )


def holders(program: Program, role: Role) -> list[Person]:
    """Return the people who hold a role, the longest first."""
    return [grant.person for grant in of(program) if grant.role == role]
