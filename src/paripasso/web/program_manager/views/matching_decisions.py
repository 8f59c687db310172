"""Lock, set aside, and take it back. Each answers with the row as it stands, or with the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paripasso.core import clock
from paripasso.matching import access
from paripasso.matching.actions import proposals
from paripasso.matching.queries import rows, runs
from paripasso.web.program_manager.views import matching_review
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.matching.models import Proposal


@require_POST
def lock(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Keep a pair in the runs to come."""
    proposal = access.proposal_for(request.user, proposal_id)
    proposal = proposals.lock(proposal=proposal, by=request.user, at=clock.now())
    return _row(request, proposal, _("Locked: the next run keeps them together"))


@require_POST
def unlock(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Take a lock back."""
    proposal = access.proposal_for(request.user, proposal_id)
    proposal = proposals.unlock(proposal=proposal, by=request.user, at=clock.now())
    return _row(request, proposal, _("Unlocked: the next run may decide otherwise"))


@require_POST
def reject(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Set a pair aside."""
    proposal = access.proposal_for(request.user, proposal_id)
    proposal = proposals.reject(proposal=proposal, by=request.user, at=clock.now())
    return _row(request, proposal, _("Set aside: they will not be introduced"))


@require_POST
def restore(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Take it back that a pair was set aside."""
    proposal = access.proposal_for(request.user, proposal_id)
    proposal = proposals.restore(proposal=proposal, by=request.user, at=clock.now())
    return _row(request, proposal, _("Back among the proposals"))


def _row(request: HttpRequest, proposal: Proposal, toast: str) -> HttpResponse:
    run = access.run_for(request.user, proposal.run_id)
    fresh = runs.proposals(run).filter(pk=proposal.pk)
    reader = {"language": translation.get_language() or "en", "zone": request.user.time_zone, "on": run.round.starts_on}
    context = {
        "tab": "matching",
        "round": run.round,
        "run": run,
        "is_done": True,
        "row": rows.of(list(fresh), **reader)[0],
        "is_part": True,
        **matching_review.headline(run),
    }
    back = f"{reverse('program_manager:matching', args=[run.round.slug])}#pair-{proposal.pk}"
    return ui.done(request, "program_manager/matching/decided.html#decided", context, then=back, toast=toast)
