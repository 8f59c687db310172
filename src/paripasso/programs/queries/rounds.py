"""Rounds."""

from __future__ import annotations

from django.db.models import QuerySet

from paripasso.people.models import Person
from paripasso.programs.enums import Role, RoundState, Visibility
from paripasso.programs.models import Round


def everything() -> QuerySet[Round]:
    """Return all rounds with their programme, the newest first."""
    return Round.objects.select_related("program").order_by("-enrol_from", "slug")


def by_slug(slug: str) -> Round | None:
    """Return the round at this address, or None."""
    return Round.objects.select_related("program").filter(slug=slug).first()


def managed_by(person: Person) -> QuerySet[Round]:
    """Return the rounds of the programmes this person runs, the newest first."""
    return everything().filter(program__grants__person=person, program__grants__role=Role.PROGRAM_MANAGER)


def enrolling() -> QuerySet[Round]:
    """Return the rounds that people may enrol in, those that close first at the top."""
    return Round.objects.select_related("program").filter(state=RoundState.ENROLLING).order_by("enrol_until", "slug")


def open_to_visitors() -> QuerySet[Round]:
    """Return the rounds that enrol and whose page anyone may see."""
    return enrolling().filter(program__visibility=Visibility.ANYONE)
