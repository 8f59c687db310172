"""From the lines of a directory file, and what the house knows, to what would change. Pure: it reads nothing and writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from paripasso.people import rules
from paripasso.people.enums import Fluency
from paripasso.people.imports import levels
from paripasso.people.imports.directory_rows import DirectoryRow
from paripasso.people.imports.faults import Words, declare
from paripasso.people.imports.plans import Change, FieldChange, Note, Plan, Verb
from paripasso.people.imports.sheets import Sheet

if TYPE_CHECKING:
    from paripasso.people.models import Person

declare(
    {
        "too_deep": Words(_("This department lies more than %(most)s steps deep."), _("Leave out some of the steps.")),
        "somebody_elses": Words(
            _("This address belongs to %(name)s, who has another personnel number."),
            _("Correct the address or the number, so that both mean the same person."),
        ),
        "own_manager": Words(
            _("This person would be their own line manager."), _("Name somebody else, or leave the cell empty.")
        ),
        "manager_circle": Words(
            _("These line managers report to each other in a circle: %(circle)s."),
            _("Whoever stands highest needs an empty cell here, or a manager outside the circle."),
        ),
        "level_has_rank": Words(
            _("The level “%(level)s” has rank %(rank)s elsewhere."),
            _("Write the same rank wherever this level stands."),
        ),
        "rank_taken": Words(
            _("Rank %(rank)s belongs to the level “%(level)s” already."), _("Give each level a rank of its own.")
        ),
    }
)

DIRECTORY = ("email", "given_name", "family_name", "directory_id", "job_title", "hired_on", "left_on")
OWN = ("preferred_name", "pronouns", "time_zone", "language")


@dataclass(frozen=True)
class Known:
    """What the house knows already: people by id; paths of departments; sites; levels with ranks; languages by person."""

    people: Mapping[UUID, Person]
    departments: Mapping[tuple[str, ...], UUID]
    sites: Mapping[str, UUID]
    levels: Mapping[str, int]
    spoken: Mapping[UUID, Mapping[str, Fluency]]


@dataclass
class Work:
    """What `write` needs beyond the changes that people see."""

    rows: list[tuple[DirectoryRow, Person | None]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)  # lines
    managers: dict[int, str] = field(default_factory=dict)  # line → the manager's address, as it will be
    levels: dict[str, int] = field(default_factory=dict)  # new ones
    zones: dict[str, str] = field(default_factory=dict)  # new sites
    missing: list[Person] = field(default_factory=list)


def plan(
    sheet: Sheet, rows: Iterable[DirectoryRow], known: Known, *, is_everybody: bool, progress: Callable[[int], None]
) -> Plan:
    """Compare line by line; collect faults in the sheet, and what would change in the plan."""
    work = Work()
    here = {person.email: person for person in known.people.values()}
    by_number = {person.directory_id: person for person in known.people.values() if person.directory_id}
    seen: dict[tuple[str, str], int] = {}
    for count, row in enumerate(rows, start=1):
        if count % 250 == 0:
            progress(count)
        if not _is_first(sheet, row, seen):
            continue
        person = by_number.get(row.directory_id) or here.get(row.email)
        holder = here.get(row.email)
        if holder is not None and person is not None and holder.pk != person.pk:
            sheet.fault(row.record, "email", row.email, "somebody_elses", name=holder.full_name)
            continue
        work.rows.append((row, person))
    _managers(sheet, work, known)
    work.levels = levels.new(sheet, work.rows, known.levels, work.managers)
    work.zones = _zones(work, known)
    changes, same = _changes(sheet, work, known)
    if is_everybody:
        named = {person.pk for _row, person in work.rows if person is not None}
        work.missing = [one for one in known.people.values() if one.pk not in named and _can_go_missing(one)]
        changes += [
            Change(Verb.MISSING, 0, one.email, one.full_name) for one in sorted(work.missing, key=lambda one: one.email)
        ]
    return Plan(
        tuple(changes), tuple(sorted(sheet.faults, key=lambda one: one.line)), same, tuple(_notes(work, known)), work
    )


def _is_first(sheet: Sheet, row: DirectoryRow, seen: dict[tuple[str, str], int]) -> bool:
    """Tell whether neither address nor number stood on an earlier line."""
    alone = True
    for name, value in (("email", row.email), ("directory_id", row.directory_id)):
        if value and (first := seen.setdefault((name, value), row.line)) != row.line:
            sheet.fault(row.record, name, value, "twice", first=first)
            alone = False
    return alone


def _can_go_missing(person: Person) -> bool:
    return person.is_from_directory and person.missing_since is None and person.left_on is None


def _managers(sheet: Sheet, work: Work, known: Known) -> None:
    """Find each line manager, in the file first; nobody may be their own, nor stand in a circle."""
    if not sheet.has("manager"):
        return
    after = {person.pk: row.email for row, person in work.rows if person is not None}
    addresses = {row.email for row, _person in work.rows}
    numbers = {row.directory_id.lower(): row.email for row, _person in work.rows if row.directory_id}
    for person in known.people.values():
        email = after.get(person.pk, person.email)
        addresses |= {person.email, email}
        if person.directory_id:
            numbers.setdefault(person.directory_id.lower(), email)
    moved = {person.email: row.email for row, person in work.rows if person is not None}
    for row, _person in work.rows:
        if not row.manager:
            continue
        found = moved.get(row.manager, row.manager) if row.manager in addresses else numbers.get(row.manager)
        if found is None:
            sheet.fault(row.record, "manager", row.manager, "person_unknown")
        elif found == row.email:
            sheet.fault(row.record, "manager", row.manager, "own_manager")
        else:
            work.managers[row.line] = found
    _circles(sheet, work, known)


def _circles(sheet: Sheet, work: Work, known: Known) -> None:
    """Name every line that stands in a circle of managers."""
    over = {
        person.email: boss.email
        for person in known.people.values()
        if person.line_manager_id and (boss := known.people.get(person.line_manager_id))
    }
    for row, person in work.rows:
        if person is not None:
            over.pop(person.email, None)
        if row.line in work.managers:
            over[row.email] = work.managers[row.line]
    lines = {row.email: row for row, _person in work.rows}
    settled: set[str] = set()
    for start in over:
        way: list[str] = []
        at: str | None = start
        while at is not None and at not in settled and at not in way:
            way.append(at)
            at = over.get(at)
        circle = way[way.index(at) :] if at in way else []
        for email in circle:
            if (found := lines.get(email)) is not None:
                shown = " → ".join([*circle, circle[0]][:6])
                sheet.fault(found.record, "manager", found.manager, "manager_circle", circle=shown)
        settled.update(way)


def _zones(work: Work, known: Known) -> dict[str, str]:
    """New sites, each with the time zone that most of its people have; empty if nobody says."""
    said: dict[str, Counter[str]] = {}
    for row, _person in work.rows:
        if row.site and row.site not in known.sites:
            said.setdefault(row.site, Counter())
            if row.time_zone:
                said[row.site][row.time_zone] += 1
    return {site: (zones.most_common(1) or [("", 0)])[0][0] for site, zones in said.items()}


def _changes(sheet: Sheet, work: Work, known: Known) -> tuple[list[Change], int]:
    paths = {pk: path for path, pk in known.departments.items()}
    sites = {pk: name for name, pk in known.sites.items()}
    changes: list[Change] = []
    same = 0
    for row, person in work.rows:
        wanted = _said_by(sheet, row, work, person)
        before = _as_it_is(person, paths, sites, known) if person is not None else {}
        fields = tuple(
            FieldChange(name, before.get(name, ""), value)
            for name, value in wanted.items()
            if before.get(name, "") != value
        )
        verb = Verb.ADD if person is None else Verb.BACK if person.missing_since else Verb.CHANGE
        if fields or verb is not Verb.CHANGE:
            work.changed.add(row.line)
            changes.append(Change(verb, row.line, row.email, f"{row.given_name} {row.family_name}".strip(), fields))
        else:
            same += 1
    return changes, same


def _said_by(sheet: Sheet, row: DirectoryRow, work: Work, person: Person | None) -> dict[str, str]:
    """What the file says about a person, as text, for the fields it brings."""
    names = [name for name in DIRECTORY if sheet.has(name)]
    if person is None or not rules.belongs_to_its_owner(person):
        names += [name for name in OWN if sheet.has(name) and getattr(row, name)]
    said = {name: str(getattr(row, name) or "") for name in names}
    if sheet.has("department"):
        said["department"] = " / ".join(row.department)
    if sheet.has("site"):
        said["site"] = row.site
    if sheet.has("level") or sheet.has("level_rank"):
        said["level"] = row.level
    if sheet.has("manager"):
        said["manager"] = work.managers.get(row.line, "")
    if row.languages and (person is None or not rules.belongs_to_its_owner(person)):
        said["languages"] = spoken_text(row.languages)
    return said


def _as_it_is(
    person: Person, paths: Mapping[UUID, tuple[str, ...]], sites: Mapping[UUID, str], known: Known
) -> dict[str, str]:
    manager = known.people.get(person.line_manager_id) if person.line_manager_id else None
    plain = {name: str(getattr(person, name) or "") for name in (*DIRECTORY, *OWN)}
    return plain | {
        "department": " / ".join(paths.get(person.department_id, ())) if person.department_id else "",
        "site": sites.get(person.site_id, "") if person.site_id else "",
        "level": person.level.name if person.level else "",
        "manager": manager.email if manager else "",
        "languages": spoken_text(known.spoken.get(person.pk, {})),
    }


def spoken_text(spoken: Mapping[str, int]) -> str:
    """Languages as a cell would say them: "en:working; it:native"."""
    return "; ".join(f"{code}:{Fluency(how).name.lower()}" for code, how in sorted(spoken.items()))


def _notes(work: Work, known: Known) -> Iterable[Note]:
    rooms = {row.department[:n] for row, _p in work.rows for n in range(1, len(row.department) + 1)} - set(
        known.departments
    )
    if rooms:
        yield Note("departments", {"names": ", ".join(sorted(" / ".join(path) for path in rooms))})
    if work.zones:
        yield Note("sites", {"names": ", ".join(sorted(work.zones))})
    if work.levels:
        yield Note("levels", {"names": ", ".join(sorted(work.levels, key=work.levels.__getitem__))})
