"""The matching studio of a round: the pool and the policy, the run under way, the pairs it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from paripasso.core import clock
from paripasso.matching import access as matching_access
from paripasso.matching.actions import policies as policy_actions
from paripasso.matching.actions import runs as run_actions
from paripasso.matching.enums import UNDER_WAY, RunState
from paripasso.matching.forms import PolicyForm
from paripasso.matching.queries import policies, runs
from paripasso.programs import access
from paripasso.web.program_manager.views import matching_review
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.matching.models import MatchRun
    from paripasso.programs.models import Round

AT_WORK = UNDER_WAY | {RunState.PUBLISHING}


@require_safe
def studio(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where matching stands: before a run, while it works, or what came of it."""
    round = access.round_for(request.user, slug)
    return _studio(request, round, PolicyForm(policy=policies.of(round)))


def _studio(request: HttpRequest, round: Round, form: PolicyForm, *, status: int = 200) -> HttpResponse:
    run = runs.latest(round)
    context = {"tab": "matching", "round": round, "form": form, "run": run}
    if run is None:
        context |= matching_review.before(round)
        return ui.page(request, "program_manager/matching/before.html", context, status=status)
    if run.state in AT_WORK:
        context |= _course(run, request)
        return ui.page(request, "program_manager/matching/running.html", context, status=status)
    context |= matching_review.review(run, request)
    return ui.page(request, "program_manager/matching/review.html", context, status=status)


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Save what matters, and queue a run."""
    round = access.round_for(request.user, slug)
    form = PolicyForm(request.POST, policy=policies.of(round))
    if not form.is_valid():
        return _studio(request, round, form, status=422)
    at = clock.now()
    policy_actions.save(round=round, by=request.user, at=at, **form.values)
    run_actions.start(round=round, by=request.user, at=at)
    return ui.elsewhere(request, reverse("program_manager:matching", args=[round.slug]))


@require_safe
def progress(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Say how far a run is. Asked every second; once it has ended, the reader goes to what came of it."""
    run = matching_access.run_for(request.user, run_id)
    if run.state not in AT_WORK:
        return ui.elsewhere(request, reverse("program_manager:matching", args=[run.round.slug]))
    part = "status" if request.GET.get("part") == "status" else "progress"
    context = {"tab": "matching", "round": run.round, "run": run, **_course(run, request)}
    return ui.page(request, f"program_manager/matching/running.html#{part}", context)


@require_POST
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Stop a run. The last good result stays what it was."""
    run = matching_access.run_for(request.user, run_id)
    run_actions.cancel(run=run, by=request.user, at=clock.now())
    return ui.elsewhere(
        request, reverse("program_manager:matching", args=[run.round.slug]), toast=_("The run is cancelled")
    )


def _course(run: MatchRun, request: HttpRequest) -> dict[str, Any]:
    """What is known of a run under way. Numbers are the engine's own; nothing is guessed."""
    began = run.publish_asked_at if run.state == RunState.PUBLISHING and run.publish_asked_at else run.started_at
    found = next((point[1] for point in reversed(run.course) if point[1]), 0)
    return {
        "form": PolicyForm(policy=policies.of(run.round)),
        "pool": matching_review.pool_of(run),
        "seconds": max(0, int((clock.now() - began).total_seconds())),
        "is_publishing": run.state == RunState.PUBLISHING,
        "is_waiting": run.state == RunState.QUEUED,
        "phase": matching_review.phase(run),
        "found": found,
        "whole": run.progress_total or 1,
    }
