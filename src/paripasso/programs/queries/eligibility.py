"""Who may take part, and how many they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from paripasso.people.models import Person
from paripasso.people.queries import directory
from paripasso.programs.models import ClosedList, Eligibility, Program

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTH = 365.2425 / 12
THRESHOLD, STEP = 5, 5


def of(program: Program) -> Eligibility:
    """Return a programme's rules; until somebody saves some, empty ones that are not yet a row."""
    return Eligibility.objects.filter(program=program).first() or Eligibility(program=program)


def lists(program: Program) -> QuerySet[ClosedList]:
    """Return a programme's closed lists with their people, by name."""
    people = Prefetch("people", Person.objects.select_related("department").order_by("family_name", "given_name"))
    return ClosedList.objects.filter(program=program).prefetch_related(people).order_by("name")


def people(program: Program, *, today: date) -> QuerySet[Person]:
    """Return whoever may take part today: active, not left, within every rule, on a list where there are lists."""
    rules = of(program)
    saved = not rules._state.adding
    return within(
        program,
        departments=rules.departments.all() if saved else (),
        sites=rules.sites.all() if saved else (),
        levels=rules.levels.all() if saved else (),
        least_months=rules.least_months,
        most_months=rules.most_months,
        today=today,
    )


def within(
    program: Program,
    *,
    departments: Iterable[object],
    sites: Iterable[object],
    levels: Iterable[object],
    least_months: int | None,
    most_months: int | None,
    today: date,
) -> QuerySet[Person]:
    """Return whoever these rules would let in; what is empty does not count. Without a hiring date no tenure is known."""
    found = directory.active()
    for name, wanted in (("department", list(departments)), ("site", list(sites)), ("level", list(levels))):
        if wanted:
            found = found.filter(**{f"{name}__in": wanted})
    if least_months:
        found = found.filter(hired_on__lte=today - timedelta(days=round(least_months * MONTH)))
    if most_months is not None:
        found = found.filter(hired_on__gte=today - timedelta(days=round(most_months * MONTH)))
    if ClosedList.objects.filter(program=program).exists():
        named = ClosedList.people.through.objects.filter(closedlist__program=program, person=OuterRef("pk"))
        found = found.filter(Exists(named))
    return found


def may_join(program: Program, person: Person, *, today: date) -> bool:
    """Tell whether this person may take part today."""
    return people(program, today=today).filter(pk=person.pk).exists()


def told(number: int) -> tuple[str, int]:
    """Say how many without telling anybody apart: `nobody`, `few` (under five), else `at_least`, rounded down to five."""
    if number == 0:
        return "nobody", 0
    return ("few", THRESHOLD) if number < THRESHOLD else ("at_least", number - number % STEP)
