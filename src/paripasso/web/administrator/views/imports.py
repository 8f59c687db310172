"""Bringing a spreadsheet in: choose a file, look at what it would change, write it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paripasso.core import clock, tables
from paripasso.people import access
from paripasso.people.actions import imports
from paripasso.people.enums import ImportKind, ImportState
from paripasso.people.queries import imports as import_queries
from paripasso.web.administrator.forms import UploadForm
from paripasso.web.shared.ui import done, elsewhere, page

A_PAGE = 50
VERBS = ("add", "change", "back", "missing")


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Show the latest files and the form for another one; take a file in."""
    access.house_for(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        options = {"everybody": "yes" if form.cleaned_data["is_everybody"] else "no"}
        try:
            record = imports.upload(
                content=file.read(),
                file_name=file.name,
                kind=ImportKind.PEOPLE,
                by=request.user,
                at=clock.now(),
                options=options,
            )
        except tables.NotATable as problem:
            form.add_error("file", str(problem))
        else:
            return elsewhere(request, reverse("administrator:import", args=[record.pk]))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "records": import_queries.latest(), "nav": "people"}
    return page(request, "administrator/imports/list.html", context, status=status)


@require_safe
def preview(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show how far a file is, what it would change, what is wrong with it, or what came of it."""
    record = access.import_for(request.user, import_id)
    return page(request, "administrator/imports/preview.html#state", _context(request, record))


@require_POST
def choose(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Read the file again with other columns."""
    record = access.import_for(request.user, import_id)
    asked = {header: request.POST.get(f"column-{place}", "") for place, header in enumerate(record.headers)}
    record = imports.choose(record=record, mapping=asked, by=request.user, at=clock.now())
    return elsewhere(request, reverse("administrator:import", args=[record.pk]))


@require_POST
def apply(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Ask for what the preview showed to be written."""
    record = access.import_for(request.user, import_id)
    record = imports.ask_to_apply(record=record, by=request.user, at=clock.now())
    then = reverse("administrator:import", args=[record.pk])
    return done(request, "administrator/imports/preview.html#state", _context(request, record), then=then)


@require_safe
def faults(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Hand out everything that is wrong with a file, as a table for whoever corrects it."""
    record = access.import_for(request.user, import_id)
    headers = [_("Line"), _("Column"), _("Value"), _("Reason"), _("Cure")]
    rows = [(one.line, one.column, one.value, one.reason, one.cure) for one in import_queries.faults(record)]
    name = tables.safe_file_name(f"{record.file_name.rpartition('.')[0]}-faults.csv")
    answer = HttpResponse(tables.write_csv(headers, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _context(request: HttpRequest, record: Any) -> dict[str, Any]:
    found = import_queries.faults(record)
    changes = import_queries.changes(record)
    only = request.GET.get("only", "")
    shown = [one for one in changes if only in {"", one.verb.value}]
    column = request.GET.get("column", "")
    wrong = [one for one in found if column in {"", one.column}]
    fields = imports.IMPORTERS[record.kind].columns
    return {
        "record": record,
        "is_working": record.state in import_queries.WORKED_ON,
        "is_ready": record.state == ImportState.PREVIEWED and not found and bool(changes),
        "counts": record.report.get("counts", {}),
        "changed": len(changes),
        "changes": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "only": only,
        "verbs": [(verb, record.report.get("counts", {}).get(verb, 0)) for verb in VERBS],
        "faults": Paginator(wrong, A_PAGE).get_page(request.GET.get("fault_page")),
        "wrong": len(found),
        "fault_columns": sorted({one.column for one in found if one.column}),
        "column": column,
        "notes": import_queries.notes(record),
        "dropped": record.report.get("dropped", []),
        "columns": [(place, header, record.mapping.get(header, "")) for place, header in enumerate(record.headers)],
        "fields": fields,
        "labels": {one.field: one.label for one in fields},
        "nav": "people",
    }
