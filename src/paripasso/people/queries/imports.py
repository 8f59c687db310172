"""What came of the files that were brought in."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from paripasso.people.enums import ImportState
from paripasso.people.imports import Change, Fault, FieldChange, Note, Verb
from paripasso.people.models import Import

WORKED_ON = (ImportState.WAITING, ImportState.APPLYING)


def due(at: datetime) -> QuerySet[Import]:
    """Return the imports that a worker should look at."""
    return Import.objects.filter(state__in=WORKED_ON, due_at__lte=at)


def latest(*, limit: int = 20) -> QuerySet[Import]:
    """Return the latest imports without their content and reports, which may be large."""
    return Import.objects.select_related("uploaded_by").defer("content", "report").order_by("-uploaded_at")[:limit]


def changes(record: Import) -> list[Change]:
    """Return what would change, or has changed, person by person."""
    return [
        Change(Verb(one["verb"]), one["line"], one["key"], one["name"], tuple(FieldChange(**f) for f in one["fields"]))
        for one in record.report.get("changes", [])
    ]


def faults(record: Import) -> list[Fault]:
    """Return what keeps the file from being written; reasons and cures speak the active language."""
    return [Fault(**one) for one in record.report.get("faults", [])]


def notes(record: Import) -> list[Note]:
    """Return what else the import makes: departments, sites, levels, skills."""
    return [Note(**one) for one in record.report.get("notes", [])]
