"""The import of enrolments, for those who collected sign-ups in a spreadsheet: compared with the round, then written whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.enrolment import hours, sheets
from paripasso.enrolment.enums import EnrolmentState, Step
from paripasso.enrolment.models import Enrolment, Offer, Seek
from paripasso.enrolment.queries import enrolments
from paripasso.enrolment.rules import PrivateIds
from paripasso.enrolment.sheets import EnrolmentRow, Names
from paripasso.people.actions import skills as skill_actions
from paripasso.people.codes import code_of
from paripasso.people.enums import ImportKind
from paripasso.people.imports import Ask, Change, Column, Fault, FieldChange, Note, Plan, Progress, Sheet, Verb
from paripasso.people.models import Person, Skill, SpokenLanguage
from paripasso.programs import rules as program_rules
from paripasso.programs.actions import rounds
from paripasso.programs.models import Round

AT_ONCE = 400
WRITTEN = [
    "state", "step", "saved_at", "submitted_at", "submitted_by", "aims", "experience", "hours", "languages", "meeting_mode",
    "capacity", "department_wish",
]  # fmt: skip
PLAIN = ("aims", "experience", "hours", "languages", "meeting_mode", "capacity", "department_wish")


@dataclass(frozen=True)
class Work:
    """What `write` needs of a plan: lines with their person and enrolment, and the skills to add."""

    rows: tuple[tuple[EnrolmentRow, Person, Enrolment | None], ...]
    new_skills: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What the house knows about a round, read with few queries."""

    people: Mapping[str, Person]
    enrolments: Mapping[UUID, Enrolment]
    languages: Mapping[UUID, list[str]]


class EnrolmentImporter:
    """Brings enrolments into the round that is the target. Option `new_skills`: yes (unless they look like a slip), all, no."""

    kind = ImportKind.ENROLMENTS
    columns: Sequence[Column] = sheets.COLUMNS

    def plan(self, sheet: Sheet, ask: Ask, progress: Progress) -> Plan:
        """Compare the file with the round; as many queries for ten lines as for ten thousand."""
        round = Round.objects.filter(pk__in=[ask.target]).first()
        if round is None or not program_rules.is_open(round.state):
            return Plan(changes=(), faults=(Fault(0, "", "", "round_not_open"),))
        names = Names(_codes(), ask.options.get("new_skills", "yes"))
        known, changes, work, left, same = _known(round), [], [], [], 0
        for n, row in enumerate(sheets.read(sheet, names), start=1):
            progress(n)
            person = known.people.get(row.email)
            enrolment = known.enrolments.get(person.pk) if person else None
            if _is_faulty(sheet, row, person, enrolment):
                continue
            assert person is not None  # noqa: S101 - said by _is_faulty
            if enrolment is not None and enrolment.state == EnrolmentState.WITHDRAWN:
                left.append(person.full_name)
                continue
            _complete(row, person, enrolment, known)
            fields = _differences(row, enrolment)
            if enrolment is not None and not fields and enrolment.state != EnrolmentState.DRAFT:
                same += 1
                continue
            verb = Verb.ADD if enrolment is None else Verb.CHANGE
            changes.append(Change(verb, row.line, row.email, person.full_name, fields))
            work.append((row, person, enrolment))
        notes = [Note("skills", {"names": ", ".join(sorted(names.new.values()))})] if names.new else []
        notes += [Note("left_alone", {"names": ", ".join(left)})] if left else []
        return Plan(
            changes=tuple(changes),
            faults=tuple(sorted(sheet.faults, key=lambda fault: fault.line)),
            same=same,
            notes=tuple(notes),
            rows=Work(tuple(work), tuple(names.new.values())),
        )

    @transaction.atomic
    def write(self, plan: Plan, ask: Ask, progress: Progress) -> None:
        """Write a plan without faults. Nobody is written to, and nobody accepts the texts by it: their page asks them."""
        work: Work = plan.rows
        round = rounds.locked(round=Round(pk=ask.target))
        added = skill_actions.add_named(names=work.new_skills, by=ask.by, at=ask.at)
        ids = dict(Skill.objects.values_list("code", "pk")) | {name: skill.pk for name, skill in added.items()}
        made, changed = _filled(work, round, ask)
        Enrolment.objects.bulk_create(made, batch_size=AT_ONCE)
        Enrolment.objects.bulk_update(changed, WRITTEN, batch_size=100)
        by_person = {one.person_id: one for one in (*made, *changed)}
        _write_offers(work, by_person, ids)
        _write_seeks(work, by_person, ids)
        audit.record("enrolments.imported", by=ask.by, about=round, at=ask.at, added=len(made), changed=len(changed))
        progress(len(work.rows))


def _filled(work: Work, round: Round, ask: Ask) -> tuple[list[Enrolment], list[Enrolment]]:
    """Return new and known enrolments with what the file says of them; places go in the order of the file."""
    free = None if round.places is None else round.places - enrolments.taken(round)
    made: list[Enrolment] = []
    changed: list[Enrolment] = []
    for n, (row, person, enrolment) in enumerate(work.rows):
        into = enrolment or Enrolment(
            round=round, person=person, started_at=ask.at, private_choices=PrivateIds().to_text()
        )
        if into.state == EnrolmentState.DRAFT:
            into.state = EnrolmentState.WAITLISTED if free is not None and free <= 0 else EnrolmentState.SUBMITTED
            into.submitted_at = ask.at + timedelta(
                microseconds=n
            )  # so that the waiting list keeps the order of the file
            into.submitted_by, into.step = ask.by, Step.CONSENT
            free = None if free is None else free - 1
        into.saved_at = ask.at
        for name in PLAIN:
            if name in row.values:
                setattr(into, name, row.values[name])
        (made if enrolment is None else changed).append(into)
    return made, changed


def _known(round: Round) -> Known:
    spoken: dict[UUID, list[str]] = {}
    for person_id, code in SpokenLanguage.objects.order_by("code").values_list("person_id", "code"):
        spoken.setdefault(person_id, []).append(code)
    found = enrolments.with_skills(Enrolment.objects.filter(round=round))
    return Known(
        people={person.email: person for person in Person.objects.all()},
        enrolments={one.person_id: one for one in found},
        languages=spoken,
    )


def _codes() -> dict[str, str]:
    """Every way to write a skill that the house knows: its code and both its names."""
    found: dict[str, str] = {}
    for code, it, en in (
        Skill.objects.filter(parent__isnull=False).order_by("code").values_list("code", "name_it", "name_en")
    ):
        for name in (en, it, code):
            found.setdefault(sheets.spelt(name), code)
    return found


def _is_faulty(sheet: Sheet, row: EnrolmentRow, person: Person | None, enrolment: Enrolment | None) -> bool:
    code = ""
    if person is None:
        code = "person_unknown"
    elif not person.is_active:
        code = "person_left"
    elif enrolment is not None and enrolment.state == EnrolmentState.MATCHED:
        code = "enrolment_matched" if _differences(row, enrolment) else ""
    if code:
        sheet.faults.append(Fault(row.line, sheet.headers.get("email", "email"), row.email, code))
    return bool(code)


def _complete(row: EnrolmentRow, person: Person, enrolment: Enrolment | None, known: Known) -> None:
    """A new enrolment without languages takes those the person speaks."""
    if enrolment is None and not row.values.get("languages"):
        row.values["languages"] = known.languages.get(person.pk) or [person.language]


def _differences(row: EnrolmentRow, enrolment: Enrolment | None) -> tuple[FieldChange, ...]:
    """What would change, in words of the file. Fields that the file does not bring stay as they are."""
    found = []
    for name, value in row.values.items():
        before, after = _said(name, _now(name, enrolment)), _said(name, value)
        if before != after:
            found.append(FieldChange(name, before, after))
    return tuple(found)


def _now(name: str, enrolment: Enrolment | None) -> Any:
    if enrolment is None:
        return [] if name in {"offers", "seeks", "hours", "languages"} else ""
    if name == "offers":
        return [(one.skill.code, one.depth) for one in enrolment.offers.all()]
    if name == "seeks":
        return [(one.skill.code, one.priority) for one in enrolment.seeks.all()]
    return getattr(enrolment, name)


def _said(name: str, value: Any) -> str:
    """A value as the file would write it, in an order of its own, so that the same is the same."""
    if name in {"offers", "seeks"}:
        return "; ".join(sorted(f"{_code(code)}:{level}" for code, level in value))
    if name == "hours":
        return hours.written(value)
    return ", ".join(sorted(value)) if name == "languages" else str(value)


def _code(code_or_name: str) -> str:
    """New skills are known by their name until they are written; then by the code that the name gives."""
    return code_of(code_or_name)


def _write_offers(work: Work, by_person: Mapping[UUID, Enrolment], ids: Mapping[str, UUID]) -> None:
    given = [(by_person[person.pk], row.values["offers"]) for row, person, _ in work.rows if "offers" in row.values]
    for some in _in_parts([into.pk for into, _ in given]):
        Offer.objects.filter(enrolment__in=some).delete()
    rows = [
        Offer(enrolment=into, skill_id=ids[code], depth=depth, position=n)
        for into, skills in given
        for n, (code, depth) in enumerate(skills)
    ]
    Offer.objects.bulk_create(rows, batch_size=AT_ONCE)


def _write_seeks(work: Work, by_person: Mapping[UUID, Enrolment], ids: Mapping[str, UUID]) -> None:
    given = [(by_person[person.pk], row.values["seeks"]) for row, person, _ in work.rows if "seeks" in row.values]
    for some in _in_parts([into.pk for into, _ in given]):
        Seek.objects.filter(enrolment__in=some).delete()
    rows = [
        Seek(enrolment=into, skill_id=ids[code], priority=priority, position=n)
        for into, skills in given
        for n, (code, priority) in enumerate(sorted(skills, key=lambda one: one[1]))
    ]
    Seek.objects.bulk_create(rows, batch_size=AT_ONCE)


def _in_parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
