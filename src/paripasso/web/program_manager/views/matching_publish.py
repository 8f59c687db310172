"""Publishing: what will be sent, what changed since the run, and one explicit yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paripasso.core import clock
from paripasso.matching import access
from paripasso.matching.actions import runs as run_actions
from paripasso.matching.enums import RunState
from paripasso.matching.forms import PublishForm
from paripasso.matching.queries import pool, runs, why
from paripasso.programs.enums import RoundState
from paripasso.web.program_manager.views import matching_review
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.matching.models import MatchRun


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Preview the introductions; on a POST with a yes, hand them to the worker."""
    run = access.run_for(request.user, run_id)
    back = reverse("program_manager:matching", args=[run.round.slug])
    if request.method != "POST":
        if run.state != RunState.DONE:
            return ui.elsewhere(request, back)
        return _preview(request, run, PublishForm(has_changes=bool(pool.since(run))))
    form = PublishForm(request.POST, has_changes=bool(pool.since(run)))
    if run.state == RunState.DONE and not form.is_valid():
        return _preview(request, run, form, status=422)
    agreed = form.is_valid() and form.cleaned_data.get("despite_changes", False)
    run_actions.request_publish(run=run, by=request.user, at=clock.now(), despite_changes=bool(agreed))
    return ui.elsewhere(request, back)


def _preview(request: HttpRequest, run: MatchRun, form: PublishForm, *, status: int = 200) -> HttpResponse:
    context = {
        "tab": "matching",
        "round": run.round,
        "run": run,
        "form": form,
        "drift": pool.since(run),
        "closes_enrolment": run.round.state == RoundState.ENROLLING,
        "samples": _samples(run),
        **matching_review.headline(run),
    }
    return ui.page(request, "program_manager/matching/publish.html", context, status=status)


def _samples(run: MatchRun) -> list[dict[str, Any]]:
    """Why the weakest two, as each will be told in their own language: whoever finds that good enough may trust the rest."""
    first = runs.to_introduce(run).order_by("score", "position").first()
    if first is None:
        return []
    seats = list(first.seats.all())
    return [
        {
            "person": seat.enrolment.person,
            "others": [other.enrolment.person for other in seats if other != seat],
            "why": why.for_member(first, seat.enrolment, seat.enrolment.person.language),
        }
        for seat in seats
    ]
