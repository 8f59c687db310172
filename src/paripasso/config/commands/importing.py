"""What `paripasso import …` does for every kind of file: read, preview, report, write."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripasso.core import clock, tables
from paripasso.people.actions import imports
from paripasso.people.enums import ImportKind
from paripasso.people.imports import Progress
from paripasso.people.models import Import
from paripasso.people.queries import imports as import_queries

DONE, USAGE = 0, 2
SHOWN = 200  # lines of changes; faults are all shown


def kinds(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """Return the place where kinds of `paripasso import` are added, whoever comes first."""
    found = commands.choices.get("import")
    parser = found or commands.add_parser("import", help="bring a spreadsheet in: people, enrolments")
    if found is None:
        parser.set_defaults(kinds=parser.add_subparsers(dest="import_kind", required=True, metavar="kind"))
    place = parser.get_default("kinds")
    assert isinstance(place, argparse._SubParsersAction)  # noqa: S101, SLF001 (set two lines above)
    return place


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every kind of file takes."""
    parser.add_argument("file", type=Path, help="a CSV or XLSX file")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", help="say what a column holds; may be repeated"
    )


def run(args: argparse.Namespace, *, kind: ImportKind, options: Mapping[str, str], target: UUID | None = None) -> int:
    """Bring one file in. 0: written, or would be; 2: the file has faults, each of them named, and nothing is written."""
    try:
        content = args.file.read_bytes()
        asked = dict(pair.split("=", 1) for pair in args.map)
    except OSError as problem:
        return _refuse(_("%(file)s cannot be opened: %(why)s.") % {"file": args.file, "why": problem.strerror})
    except ValueError:
        return _refuse(_("Write --map as COLUMN=FIELD, for example --map Mail=email."))
    known = [column.field for column in imports.IMPORTERS[kind].columns]
    if strange := [field for field in asked.values() if field not in {*known, ""}]:
        words = {"field": strange[0], "fields": ", ".join(known)}
        return _refuse(_("There is no field called %(field)s. The fields are: %(fields)s.") % words)
    try:
        record = imports.upload(
            content=content,
            file_name=args.file.name,
            kind=kind,
            by=None,
            at=clock.now(),
            target=target,
            options=options,
            mapping=asked,
        )
    except tables.NotATable as problem:
        return _refuse(f"{args.file}: {problem}")
    record = imports.preview(record=record, at=clock.now(), progress=_progress(record, quiet=args.json))
    faults = import_queries.faults(record)
    if not faults and not args.dry_run:
        record = imports.apply(record=record, by=None, at=clock.now())
    _tell(record, as_json=args.json, written=not faults and not args.dry_run)
    return USAGE if faults else DONE


def _progress(record: Import, *, quiet: bool) -> Progress:
    def say(done: int) -> None:
        if not quiet and sys.stderr.isatty() and done % 250 == 0:
            print(f"\r{done}/{record.rows_total}", end="", file=sys.stderr, flush=True)

    return say


def _tell(record: Import, *, as_json: bool, written: bool) -> None:
    faults, changes = import_queries.faults(record), import_queries.changes(record)
    if as_json:
        said = [fault.as_json() | {"reason": fault.reason, "cure": fault.cure} for fault in faults]
        report = {name: value for name, value in record.report.items() if name != "digest"}
        print(json.dumps(report | {"faults": said, "written": written, "rows": record.rows_total}, ensure_ascii=False))
        return
    for fault in faults:
        where = _("line %(line)s") % {"line": fault.line} + (f", {fault.column}" if fault.column else "")
        print(
            f"{where}: “{fault.value}”. {fault.reason} {fault.cure}"
            if fault.value
            else f"{where}: {fault.reason} {fault.cure}"
        )
    for change in changes[:SHOWN] if not written and not faults else ():
        fields = "; ".join(f"{one.field}: {one.before or '–'} → {one.after or '–'}" for one in change.fields)
        print(f"{change.verb} {change.key} {fields}".rstrip())
    _summary(record, len(faults), written=written)


def _summary(record: Import, faults: int, *, written: bool) -> None:
    if record.report["dropped"]:
        print(_("Columns left out, and kept nowhere: %(names)s") % {"names": ", ".join(record.report["dropped"])})
    if faults:
        sentence = ngettext("%(n)s fault: nothing was written.", "%(n)s faults: nothing was written.", faults)
        print(sentence % {"n": faults}, file=sys.stderr)
        return
    for note in import_queries.notes(record):
        print(note.sentence)
    counts = record.report["counts"]
    changed = sum(number for verb, number in counts.items() if verb != "same")
    verbs = _("%(add)s new, %(change)s changed, %(back)s back, %(missing)s missing from the file, %(same)s the same.")
    print(ngettext("%(n)s change", "%(n)s changes", changed) % {"n": changed} + ": " + verbs % counts)
    if not written:
        print(_("Nothing was written: this was a dry run."))


def _refuse(sentence: str) -> int:
    print(f"paripasso: {sentence}", file=sys.stderr)
    return USAGE
