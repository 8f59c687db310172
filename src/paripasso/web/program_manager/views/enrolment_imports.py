"""Sign-ups from a spreadsheet: choose a file, look at what it would change, write it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paripasso.core import clock, tables
from paripasso.enrolment import access as enrolment_access
from paripasso.enrolment import forms
from paripasso.enrolment.queries import enrolments
from paripasso.people.actions import imports
from paripasso.people.enums import ImportKind, ImportState
from paripasso.people.queries import imports as import_queries
from paripasso.programs import access
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.people.models import Import
    from paripasso.programs.models import Round

ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the files of a round and the form for another one; take a file in."""
    round = access.round_for(request.user, slug)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            record = imports.upload(
                content=file.read(),
                file_name=file.name,
                kind=ImportKind.ENROLMENTS,
                by=request.user,
                at=clock.now(),
                target=round.pk,
                options={"new_skills": form.cleaned_data["new_skills"]},
            )
        except tables.NotATable as problem:
            form.add_error("file", str(problem))
        else:
            return ui.elsewhere(request, reverse("program_manager:enrolment-import", args=[slug, record.pk]))
    context = {"nav": "manage", "tab": "round", "round": round, "form": form, "records": enrolments.files(round)}
    return ui.page(
        request, "program_manager/rounds/imports.html", context, status=422 if request.method == "POST" else 200
    )


@require_safe
def preview(request: HttpRequest, slug: str, import_id: UUID) -> HttpResponse:
    """Show how far a file is, what it would change, what is wrong with it, or what came of it."""
    round = access.round_for(request.user, slug)
    record = enrolment_access.import_for(round, import_id)
    return ui.page(request, "program_manager/rounds/import.html#state", _context(request, round, record))


@require_POST
def choose(request: HttpRequest, slug: str, import_id: UUID) -> HttpResponse:
    """Read the file again with other columns."""
    record = enrolment_access.import_for(access.round_for(request.user, slug), import_id)
    asked = {header: request.POST.get(f"column-{place}", "") for place, header in enumerate(record.mapping)}
    imports.choose(record=record, mapping=asked, by=request.user, at=clock.now())
    return ui.elsewhere(request, reverse("program_manager:enrolment-import", args=[slug, import_id]))


@require_POST
def apply(request: HttpRequest, slug: str, import_id: UUID) -> HttpResponse:
    """Ask for what the preview showed to be written."""
    round = access.round_for(request.user, slug)
    record = enrolment_access.import_for(round, import_id)
    record = imports.ask_to_apply(record=record, by=request.user, at=clock.now())
    then = reverse("program_manager:enrolment-import", args=[slug, import_id])
    return ui.done(request, "program_manager/rounds/import.html#state", _context(request, round, record), then=then)


@require_safe
def faults(request: HttpRequest, slug: str, import_id: UUID) -> HttpResponse:
    """Hand out everything that is wrong with a file, as a table for whoever corrects it."""
    record = enrolment_access.import_for(access.round_for(request.user, slug), import_id)
    headers = [_("Line"), _("Column"), _("Value"), _("Reason"), _("Cure")]
    rows = [(one.line, one.column, one.value, one.reason, one.cure) for one in import_queries.faults(record)]
    name = tables.safe_file_name(f"{record.file_name.rpartition('.')[0]}-faults.csv")
    answer = HttpResponse(tables.write_csv(headers, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _context(request: HttpRequest, round: Round, record: Import) -> dict[str, object]:
    wrong, changes = import_queries.faults(record), import_queries.changes(record)
    fields = imports.IMPORTERS[record.kind].columns
    return {
        "nav": "manage",
        "tab": "round",
        "round": round,
        "record": record,
        "is_working": record.state in import_queries.WORKED_ON,
        "is_ready": record.state == ImportState.PREVIEWED and not wrong and bool(changes),
        "counts": record.report.get("counts", {}),
        "changed": len(changes),
        "changes": Paginator(changes, ROWS).get_page(request.GET.get("page")),
        "wrong": len(wrong),
        "faults": Paginator(wrong, ROWS).get_page(request.GET.get("page")),
        "notes": import_queries.notes(record),
        "dropped": record.report.get("dropped", []),
        "columns": [(place, header, field) for place, (header, field) in enumerate(record.mapping.items())],
        "fields": fields,
    }
