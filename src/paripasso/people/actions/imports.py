"""A file on its way in: uploaded, previewed as often as one likes, then written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core import hints, leases, tables
from paripasso.core.refusals import Refusal
from paripasso.people.actions.directory import DirectoryImporter
from paripasso.people.enums import ImportKind, ImportState
from paripasso.people.imports import Ask, Importer, Plan, Progress, Sheet, columns
from paripasso.people.models import Import, Person

KEPT = timedelta(days=7)
AGAIN = timedelta(seconds=30)
MOST_ATTEMPTS = 3
EVERY = 500  # rows between two looks at the clock of the lease


class CannotApply(Refusal):
    """The file has faults, or has been written already, or nobody has read it yet."""

    sentence = _("This file cannot be written now: look at its preview first.")


class HouseChanged(CannotApply):
    """Since the preview, somebody changed what the file is about; writing would do something nobody has seen."""

    sentence = _(
        "Since you looked at this file, something changed in Paripasso. Look at the new preview, then write it."
    )


class CannotChoose(Refusal):
    """The file has been written already."""

    sentence = _("This file has been written already: its columns cannot be chosen again.")


IMPORTERS: dict[str, Importer] = {ImportKind.PEOPLE: DirectoryImporter()}


def register(importer: Importer) -> None:
    """Add one more kind of import; called as an app that has one becomes ready."""
    IMPORTERS[importer.kind] = importer


def upload(
    *,
    content: bytes,
    file_name: str,
    kind: ImportKind,
    by: Person | None,
    at: datetime,
    target: UUID | None = None,
    options: Mapping[str, str] | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Import:
    """Keep a file to be previewed, its columns guessed. Raises tables.NotATable, which says what is wrong with it."""
    table = tables.read(content, file_name)
    found = columns.chosen(table.headers, IMPORTERS[kind].columns, mapping or {})
    with transaction.atomic():
        record = Import.objects.create(
            kind=kind,
            target=target,
            file_name=tables.safe_file_name(file_name),
            content=content,
            headers=list(table.headers),
            mapping=found,
            options=dict(options or {}),
            rows_total=len(table.rows),
            uploaded_by=by,
            uploaded_at=at,
            due_at=at,
        )
        audit.record("import.uploaded", by=by, about=record, at=at, kind=str(kind), rows=len(table.rows))
        hints.give("people")
    return record


@transaction.atomic
def choose(*, record: Import, mapping: Mapping[str, str], by: Person, at: datetime) -> Import:
    """Choose other columns; the file waits to be previewed again. Raises CannotChoose once it is being written."""
    known = columns.chosen(record.headers, IMPORTERS[record.kind].columns, mapping)
    waiting = Import.objects.filter(pk=record.pk, state__in=[ImportState.WAITING, ImportState.PREVIEWED])
    fresh = {"mapping": known, "state": ImportState.WAITING, "rows_done": 0, "report": {}, "due_at": at}
    if not waiting.update(**fresh):
        raise CannotChoose
    hints.give("people")
    audit.record("import.mapped", by=by, about=record, at=at)
    record.refresh_from_db(fields=list(fresh))
    return record


def preview(
    *, record: Import, at: datetime, mapping: Mapping[str, str] | None = None, progress: Progress | None = None
) -> Import:
    """Read the file and keep what it would change, or what is wrong with it. Writes nothing else."""
    if mapping:
        record.mapping = columns.chosen(record.headers, IMPORTERS[record.kind].columns, mapping)
    plan, sheet = _planned(record, at, progress or _noted(record))
    record.report = plan.as_report(sheet.dropped)
    record.state, record.rows_done = ImportState.PREVIEWED, record.rows_total
    record.save(update_fields=["mapping", "report", "state", "rows_done"])
    return record


@transaction.atomic
def ask_to_apply(*, record: Import, by: Person, at: datetime) -> Import:
    """Let the worker write what the preview showed. Raises CannotApply."""
    _check(record)
    ready = Import.objects.filter(pk=record.pk, state=ImportState.PREVIEWED)
    asked = {"state": ImportState.APPLYING, "apply_asked_by": by, "apply_asked_at": at, "due_at": at, "rows_done": 0}
    if not ready.update(**asked):
        raise CannotApply
    audit.record("import.asked_for", by=by, about=record, at=at)
    hints.give("people")
    record.refresh_from_db(fields=list(asked))
    return record


@transaction.atomic
def apply(*, record: Import, by: Person | None, at: datetime, progress: Progress | None = None) -> Import:
    """Write what the preview showed, all of it or nothing. Raises CannotApply, or HouseChanged if it would do anything else."""
    record = Import.objects.select_for_update().get(pk=record.pk)
    if record.state not in {ImportState.PREVIEWED, ImportState.APPLYING}:
        raise CannotApply
    _check(record)
    plan, _sheet = _planned(record, at, progress or _silent)
    if plan.faults or plan.digest() != record.report["digest"]:
        raise HouseChanged
    IMPORTERS[record.kind].write(plan, _ask(record, by, at), progress or _silent)
    record.state, record.ended_at, record.rows_done = ImportState.APPLIED, at, record.rows_total
    if record.apply_asked_at is None:
        record.apply_asked_by, record.apply_asked_at = by, at
    record.save(update_fields=["state", "ended_at", "rows_done", "apply_asked_by", "apply_asked_at"])
    audit.record("import.applied", by=by, about=record, at=at, **plan.counts)
    return record


def carry_on(*, record: Import, at: datetime) -> None:
    """Do what an import waits for: its preview, or its writing. If the house changed meanwhile, preview it again."""
    if record.state == ImportState.WAITING:
        preview(record=record, at=at)
        return
    try:
        apply(record=record, by=record.apply_asked_by, at=at)
    except HouseChanged:
        record.apply_asked_by, record.apply_asked_at = None, None
        preview(record=record, at=at)
        record.report |= {"stale": True}
        record.save(update_fields=["report", "apply_asked_by", "apply_asked_at"])


def push_back(*, record: Import, at: datetime) -> None:
    """Try a file again later; after the third time say that it cannot be read."""
    if record.attempts >= MOST_ATTEMPTS:
        ended = {"state": ImportState.REFUSED, "ended_at": at}
        Import.objects.filter(pk=record.pk).update(**ended)
    leases.release(record, at=at, due_at=at + AGAIN)


def forget_old_files(*, at: datetime) -> int:
    """Empty files and reports a week after their import ended, or after nobody came back to write it. Return how many."""
    old = Import.objects.filter(uploaded_at__lt=at - KEPT).exclude(content=b"").exclude(state=ImportState.APPLYING)
    old.exclude(state=ImportState.APPLIED).update(state=ImportState.REFUSED, ended_at=at)
    return old.update(content=b"", report={}, mapping={}, headers=[])


def _check(record: Import) -> None:
    if record.report.get("faults") or "digest" not in record.report:
        raise CannotApply


def _ask(record: Import, by: Person | None, at: datetime) -> Ask:
    return Ask(target=record.target, options=record.options, by=by, at=at)


def _planned(record: Import, at: datetime, progress: Progress) -> tuple[Plan, Sheet]:
    importer = IMPORTERS[record.kind]
    table = tables.read(bytes(record.content), record.file_name)
    sheet = Sheet(table, record.mapping, importer.columns)
    return importer.plan(sheet, _ask(record, record.uploaded_by, at), progress), sheet


def _noted(record: Import) -> Progress:
    """Progress that whoever polls can see."""

    def note(done: int) -> None:
        if done % EVERY == 0:
            Import.objects.filter(pk=record.pk).update(rows_done=done)

    return note


def _silent(done: int) -> None:
    """Nobody watches: the transaction would hide it anyway."""
