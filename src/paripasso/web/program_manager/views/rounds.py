"""A round: where it stands, its dates, moving it on, and who is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paripasso.core import clock
from paripasso.enrolment import access as enrolment_access
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.queries import enrolments
from paripasso.programs import access, forms, rules
from paripasso.programs.actions import rounds as actions
from paripasso.programs.enums import TRANSITIONS, RoundState
from paripasso.programs.queries import grants, programs
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.programs.models import Round

ROWS = 50
IN = ("submitted", "accepted", "matched", "paused")

# From where, to where: the button, and what it does.
MOVES = {
    ("draft", "enrolling"): (
        gettext_lazy("Open enrolment"),
        gettext_lazy("The public page appears, and people can enrol. Nobody is written to."),
    ),
    ("enrolling", "draft"): (
        gettext_lazy("Back to a draft"),
        gettext_lazy("The public page disappears. Possible until somebody has enrolled."),
    ),
    ("enrolling", "matching"): (
        gettext_lazy("Close enrolment and start matching"),
        gettext_lazy("Nobody can enrol or change what they wrote any more. You can open it again until you publish."),
    ),
    ("matching", "enrolling"): (
        gettext_lazy("Open enrolment again"),
        gettext_lazy("People can enrol and change what they wrote. Pairs that were worked out may no longer fit."),
    ),
    ("running", "closing"): (
        gettext_lazy("Begin the closing"),
        gettext_lazy("Pairs go on meeting, and are asked to look back. You can return."),
    ),
    ("closing", "running"): (gettext_lazy("Back to running"), gettext_lazy("Pairs go on as before.")),
    ("closing", "closed"): (
        gettext_lazy("Close the round for good"),
        gettext_lazy("This cannot be undone: what peers wrote is erased when its time is up."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def round(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a round, or change its dates and places."""
    found = access.round_for(request.user, slug)
    now = {name: getattr(found, name) for name in (*rules.DATES, "places")}
    form = forms.DatesForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        places = form.cleaned_data["places"]
        actions.redate(round=found, dates=form.dates, places=places, by=request.user, at=clock.now())
        return ui.elsewhere(request, reverse("program_manager:round", args=[slug]), toast=_("Saved."))
    return ui.page(
        request, "program_manager/rounds/page.html", _round(found, form), status=422 if form.is_bound else 200
    )


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move a round on, or back."""
    found = access.round_for(request.user, slug)
    to = request.POST.get("to", "")
    if (found.state, to) not in MOVES:
        raise Http404
    moved = actions.move(round=found, to=RoundState(to), by=request.user, at=clock.now())
    said = _("This round is now: %(state)s.") % {"state": moved.get_state_display()}
    return ui.elsewhere(request, reverse("program_manager:round", args=[slug]), toast=said)


@require_safe
def enrolled(request: HttpRequest, slug: str) -> HttpResponse:
    """List who has enrolled, by name. What somebody offers and seeks is one click away, and they see who looked."""
    found = access.round_for(request.user, slug)
    asked = request.GET.get("state", "")
    state = asked if asked in EnrolmentState.values and asked != EnrolmentState.DRAFT else ""
    counts = enrolments.counts(found)
    rows = Paginator(enrolments.listed(found, state=state), ROWS).get_page(request.GET.get("page"))
    context = {
        "nav": "manage",
        "tab": "round",
        "round": found,
        "rows": rows,
        "state": state,
        "people": sum(counts[one] for one in IN),
        "filters": [(one, counts[one]) for one in EnrolmentState if counts[one] and one != EnrolmentState.DRAFT],
        "drafts": counts["draft"],
    }
    return ui.page(request, "program_manager/rounds/enrolled.html", context)


@require_safe
def enrolment(request: HttpRequest, slug: str, enrolment_id: UUID) -> HttpResponse:
    """Show what one person offers, seeks and aims at. That person can see who looked."""
    found = access.round_for(request.user, slug)
    one = enrolment_access.enrolment_seen_by(request.user, found, enrolment_id, at=clock.now(), page="enrolment")
    context = {"nav": "manage", "tab": "round", "round": found, "enrolment": one}
    return ui.page(request, "program_manager/rounds/enrolment.html", context)


def _round(found: Round, form: forms.DatesForm) -> dict[str, object]:
    counts = enrolments.counts(found)
    texts = programs.current_guidelines(found.program)
    accepted = programs.acceptances(texts)
    language = get_language() or settings.LANGUAGE_CODE
    steps = [
        (str(to), *MOVES[found.state, to])
        for to in RoundState
        if (found.state, to) in MOVES and to in TRANSITIONS[RoundState(found.state)]
    ]
    return {
        "nav": "manage",
        "tab": "round",
        "round": found,
        "program": found.program,
        "form": form,
        "people": sum(counts[one] for one in IN),
        "waiting": counts["waitlisted"],
        "drafts": counts["draft"],
        "days_left": max((found.enrol_until - timezone.localdate(clock.now())).days, 0),
        "moves": [one for one in steps if not (one[0] == "draft" and found.has_answers)],
        "public_url": settings.BASE_URL + reverse("public:programme", args=[found.slug]),
        "texts": [
            {
                "kind": text.get_kind_display(),
                "version": text.version,
                "text": text.text(language),
                "accepted": accepted.get(text.kind, 0),
            }
            for text in texts
        ],
        "grants": list(grants.of(found.program)),
    }
