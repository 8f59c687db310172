"""The import of people: what the house knows is compared with the file, then written in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from paripasso.people import rules
from paripasso.people.enums import Fluency, ImportKind
from paripasso.people.imports import Ask, Column, Plan, Progress, Sheet, directory_plan, directory_rows
from paripasso.people.imports.directory_plan import OWN, Known, Work
from paripasso.people.imports.directory_rows import DirectoryRow
from paripasso.people.models import Department, Level, Person, Site, SpokenLanguage
from paripasso.people.queries import directory

M = TypeVar("M", bound=Model)
AT_ONCE = 400
WRITTEN = [
    "email", "given_name", "family_name", "preferred_name", "pronouns", "directory_id", "job_title", "department", "site", "level",
    "line_manager", "time_zone", "language", "hired_on", "left_on", "missing_since", "is_from_directory",
]  # fmt: skip


class DirectoryImporter:
    """Brings people in. Option `everybody`: "no" if the file names only some of them, so that nobody goes missing."""

    kind: ImportKind = ImportKind.PEOPLE
    columns: Sequence[Column] = directory_rows.COLUMNS

    def plan(self, sheet: Sheet, ask: Ask, progress: Progress) -> Plan:
        """Compare the file with the house; six queries, however long the file is."""
        is_everybody = ask.options.get("everybody", "yes") != "no"
        rows = directory_rows.read(sheet)
        return directory_plan.plan(sheet, rows, _known(), is_everybody=is_everybody, progress=progress)

    def write(self, plan: Plan, ask: Ask, progress: Progress) -> None:
        """Write a plan without faults, inside the caller's transaction."""
        work: Work = plan.rows
        rooms, sites = _departments(work), _sites(work)
        levels = _levels(work)
        people = {row.email: person or Person(password=make_password(None)) for row, person in work.rows}
        changed = [(row, person) for row, person in work.rows if row.line in work.changed]
        managers = _managers(work, people)
        has = {name for change in plan.changes for name in (one.field for one in change.fields)}
        for row, person in changed:
            into = people[row.email]
            _fill(into, row, has_own=person is None or not rules.belongs_to_its_owner(person), touched=has)
            if "department" in has:
                into.department_id = rooms.get(row.department)
            if "site" in has:
                into.site_id = sites.get(row.site)
            if "level" in has:
                into.level_id = levels.get(row.level)
            if "manager" in has:
                into.line_manager_id = managers.get(work.managers.get(row.line, ""))
        Person.objects.bulk_create([people[row.email] for row, person in changed if person is None], batch_size=AT_ONCE)
        Person.objects.bulk_update([person for _row, person in changed if person is not None], WRITTEN, batch_size=100)
        _note_origin(work)
        _mark_missing(work, ask)
        _languages(changed, people)
        progress(len(work.rows))


def _known() -> Known:
    departments = directory.departments()
    spoken: dict[UUID, dict[str, Fluency]] = {}
    for person_id, code, fluency in SpokenLanguage.objects.values_list("person_id", "code", "fluency"):
        spoken.setdefault(person_id, {})[code] = Fluency(fluency)
    return Known(
        people={person.pk: person for person in Person.objects.select_related("level")},
        departments={directory.department_path(one, departments): one.pk for one in departments.values()},
        sites=dict(Site.objects.values_list("name", "pk")),
        levels=dict(Level.objects.values_list("name", "rank")),
        spoken=spoken,
    )


def _departments(work: Work) -> dict[tuple[str, ...], UUID]:
    """Make the departments that are new, parents first; return all by path."""
    tree = directory.departments()
    known = {directory.department_path(one, tree): one.pk for one in tree.values()}
    paths = {row.department[:n] for row, _person in work.rows for n in range(1, len(row.department) + 1)}
    for path in sorted(paths - set(known), key=lambda path: (len(path), path)):
        known[path] = Department.objects.create(name=path[-1], parent_id=known.get(path[:-1])).pk
    return known


def _sites(work: Work) -> dict[str, UUID]:
    for name, zone in work.zones.items():
        Site.objects.create(name=name, **({"time_zone": zone} if zone else {}))
    return dict(Site.objects.values_list("name", "pk"))


def _levels(work: Work) -> dict[str, UUID]:
    Level.objects.bulk_create(Level(name=name, rank=rank) for name, rank in work.levels.items())
    return dict(Level.objects.values_list("name", "pk"))


def _managers(work: Work, people: dict[str, Person]) -> dict[str, UUID]:
    """Where each manager's address leads: into the file first, else to people whom it does not name."""
    rest = set(work.managers.values()) - set(people)
    others = {person.email: person.pk for person in directory.by_emails(rest)}
    return others | {email: person.pk for email, person in people.items()}


def _fill(person: Person, row: DirectoryRow, *, has_own: bool, touched: set[str]) -> None:
    """Write into a person what the file says of them; whatever is theirs, only until their first sign-in."""
    person.is_from_directory, person.missing_since = True, None
    for name in directory_plan.DIRECTORY:
        if name in touched:
            setattr(person, name, getattr(row, name))
    for name in OWN if has_own else ():
        if getattr(row, name):
            setattr(person, name, getattr(row, name))


def _note_origin(work: Work) -> None:
    """Remember that the directory names these people: from now on they can go missing."""
    fresh = [person.pk for _row, person in work.rows if person is not None and not person.is_from_directory]
    for some in _in_parts(fresh):
        Person.objects.filter(pk__in=some).update(is_from_directory=True)


def _mark_missing(work: Work, ask: Ask) -> None:
    for some in _in_parts([person.pk for person in work.missing]):
        Person.objects.filter(pk__in=some).update(missing_since=ask.at.date())


def _languages(changed: Iterable[tuple[DirectoryRow, Person | None]], people: dict[str, Person]) -> None:
    """Replace the languages of those who are new, or whose languages the file may still say."""
    said = [
        (people[row.email], row.languages)
        for row, person in changed
        if row.languages and (person is None or not rules.belongs_to_its_owner(person))
    ]
    for some in _in_parts([person.pk for person, _languages in said]):
        SpokenLanguage.objects.filter(person_id__in=some).delete()
    SpokenLanguage.objects.bulk_create(
        [
            SpokenLanguage(person=person, code=code, fluency=how)
            for person, spoken in said
            for code, how in spoken.items()
        ],
        batch_size=AT_ONCE,
    )


def _in_parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
