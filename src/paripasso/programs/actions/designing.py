"""A programme is designed: its structure, its plan, its aims, whom it is for. Every step is saved as it is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.programs import protected
from paripasso.programs.actions import texts
from paripasso.programs.enums import DesignStep
from paripasso.programs.measures import indicators
from paripasso.programs.models import Aim, ClosedList, Eligibility, Program
from paripasso.programs.plan import Target
from paripasso.programs.queries import settings

STRUCTURE = settings.STRUCTURE
MOST_SHEETS = 52


class CannotAim(Refusal):
    """An aim lacks its date, or names what nobody can measure, or comes twice."""

    sentence = _("“%(name)s” needs a date by which it should be reached: without one, nobody knows when to look.")


class CannotAimAtNothing(CannotAim):
    """The indicator is not on the list."""

    sentence = _("“%(name)s” is not on the list of measures. Choose one from the list.")


class CannotPlan(Refusal):
    """A plan has its limits."""

    sentence = _("A plan holds at most %(most)s sheets.")


class CannotArchive(Refusal):
    """People take part now."""

    sentence = _("A round of this programme is open or under way. Close it first.")


@transaction.atomic
def save_structure(*, program: Program, by: Person | None, at: datetime, **values: Any) -> Program:
    """Save length, rhythm and the rest. Texts that still carry the template's figures follow; texts people wrote stay."""
    program = locked(program=program)
    changed = [name for name in STRUCTURE if name in values and getattr(program, name) != values[name]]
    if not changed:
        return program
    before = texts.pace(program)
    for name in changed:
        setattr(program, name, values[name])
    texts.follow(program=program, before=before, at=at)
    _keep(program, *changed, "faq", by=by, at=at)
    audit.record("program.structured", by=by, about=program, at=at, fields=" ".join(changed))
    return program


@transaction.atomic
def save_plan(*, program: Program, topics: Sequence[Mapping[str, Any]], by: Person | None, at: datetime) -> Program:
    """Save the conversation plan, one sheet a meeting, in the order of the meetings. Raises CannotPlan."""
    if len(topics) > MOST_SHEETS:
        raise CannotPlan(most=MOST_SHEETS)
    program = locked(program=program)
    kept = [dict(topic) for topic in topics]
    if kept != program.topics:
        before = texts.pace(program)
        program.topics = kept
        texts.follow(program=program, before=before, at=at)
        _keep(program, "topics", "faq", by=by, at=at)
        audit.record("program.planned", by=by, about=program, at=at, sheets=len(kept))
    return program


@transaction.atomic
def save_aims(*, program: Program, aims: Iterable[Target], by: Person | None, at: datetime) -> list[Aim]:
    """Save what the programme wants to reach; what is not named is dropped. Raises CannotAim, CannotAimAtNothing."""
    program, wanted = locked(program=program), {aim.indicator: aim for aim in aims}
    for key, aim in wanted.items():
        if key not in indicators():
            raise CannotAimAtNothing(name=key)
        if aim.due_on is None:
            raise CannotAim(name=indicators()[key].en)
    known = {aim.indicator: aim for aim in Aim.objects.filter(program=program)}
    before = {key: (aim.baseline, aim.target, aim.due_on) for key, aim in known.items()}
    after = {key: (aim.baseline, aim.target, aim.due_on) for key, aim in wanted.items()}
    if before != after:
        Aim.objects.filter(program=program).exclude(indicator__in=wanted).delete()
        for key, aim in wanted.items():
            values = {"baseline": aim.baseline, "target": aim.target, "due_on": aim.due_on}
            Aim.objects.update_or_create(program=program, indicator=key, defaults=values)
        _keep(program, by=by, at=at)
        audit.record("program.aimed", by=by, about=program, at=at, indicators=" ".join(sorted(wanted)))
    return list(Aim.objects.filter(program=program))


@transaction.atomic
def save_eligibility(
    *,
    program: Program,
    by: Person | None,
    at: datetime,
    departments: Collection[Any] = (),
    sites: Collection[Any] = (),
    levels: Collection[Any] = (),
    least_months: int | None = None,
    most_months: int | None = None,
) -> Eligibility:
    """Save whom a programme is for, in terms of work. What is empty does not count."""
    found, _new = Eligibility.objects.get_or_create(program=locked(program=program))
    found.least_months, found.most_months = least_months, most_months
    found.save(update_fields=["least_months", "most_months"])
    found.departments.set(departments)
    found.sites.set(sites)
    found.levels.set(levels)
    _keep(program, by=by, at=at)
    audit.record("program.eligibility", by=by, about=program, at=at)
    return found


@transaction.atomic
def save_list(
    *, program: Program, name: str, people: Collection[Person], by: Person | None, at: datetime
) -> ClosedList:
    """Keep a closed list under its name; a list of that name is replaced. Raises protected.CannotTellApart."""
    protected.check(name)
    found, _new = ClosedList.objects.get_or_create(program=locked(program=program), name=name)
    found.people.set(people)
    _keep(program, by=by, at=at)
    audit.record("program.list_saved", by=by, about=program, at=at, people=len(people))
    return found


@transaction.atomic
def drop_list(*, found: ClosedList, by: Person | None, at: datetime) -> None:
    """Drop a closed list; without any list, the other rules alone decide."""
    audit.record("program.list_dropped", by=by, about=found.program, at=at)
    _keep(found.program, by=by, at=at)
    found.delete()


@transaction.atomic
def mark_seen(*, program: Program, step: DesignStep, by: Person | None, at: datetime) -> None:
    """Note that somebody has been through a step and saved it."""
    program = locked(program=program)
    if step not in program.seen_steps:
        program.seen_steps = [*program.seen_steps, str(step)]
        _keep(program, "seen_steps", by=by, at=at)


@transaction.atomic
def archive(*, program: Program, by: Person | None, at: datetime) -> Program:
    """Put a programme away: it stays readable, opens no round. Raises CannotArchive while people take part."""
    program = locked(program=program)
    if program.rounds.exclude(state__in=("draft", "closed")).exists():
        raise CannotArchive
    return _archive(program, at, by=by, at=at)


@transaction.atomic
def restore(*, program: Program, by: Person | None, at: datetime) -> Program:
    """Take a programme out of the archive."""
    return _archive(locked(program=program), None, by=by, at=at)


def locked(*, program: Program) -> Program:
    """Read a programme again, for us alone until the transaction ends."""
    return Program.objects.select_for_update().get(pk=program.pk)


def _archive(program: Program, archived_at: datetime | None, *, by: Person | None, at: datetime) -> Program:
    if (program.archived_at is None) != (archived_at is None):
        program.archived_at, program.archived_by = archived_at, by if archived_at else None
        _keep(program, "archived_at", "archived_by", by=by, at=at)
        audit.record("program.archived" if archived_at else "program.restored", by=by, about=program, at=at)
    return program


def _keep(program: Program, *fields: str, by: Person | None, at: datetime) -> None:
    program.changed_at, program.changed_by = at, by
    program.save(update_fields=[*fields, "changed_at", "changed_by"])
