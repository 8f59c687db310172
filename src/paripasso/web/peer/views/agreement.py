"""The agreement: read it, accept it, propose another version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paripasso.core import clock
from paripasso.relationships import access, forms, rules
from paripasso.relationships.actions import agreements
from paripasso.relationships.queries import space
from paripasso.web.peer.views.relationship_frame import frame
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.relationships.models import Relationship


@require_safe
def agreement(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Show what the two agreed on, and what waits for a yes."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    return ui.page(request, "peer/relationship/agreement.html", _context(request, relationship, at=at))


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Write the first version, or a change."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    context = _context(request, relationship, at=at)
    standing: space.Standing = context["standing"]
    if request.method != "POST":
        terms = standing.shown
        initial: dict[str, Any] = {"replaces": standing.version}
        initial |= {"cadence_days": terms.cadence_days, "meeting_minutes": terms.meeting_minutes} if terms else {}
        context["form"] = forms.AgreementForm(initial=initial)
        return ui.page(request, "peer/relationship/agreement_form.html", context)
    form = forms.AgreementForm(request.POST)
    if form.is_valid():
        try:
            agreements.propose(relationship=relationship, by=request.user, at=at, **form.cleaned_data)
        except agreements.CannotPropose as refusal:
            form.add_error(None, str(refusal))
            typed = request.POST.copy()
            typed["replaces"] = str(standing.version)  # the next try is made on what is shown beside the form
            form.data = typed
            context["is_newer"] = True
        else:
            then = reverse("peer:agreement", args=[relationship.pk])
            return ui.elsewhere(request, then, toast=_("Proposed. It starts when both of you have accepted."))
    context["form"] = form
    return ui.page(request, "peer/relationship/agreement_form.html", context, status=422)


@require_POST
def accept(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Accept a version, with one's own words."""
    found = access.agreement_for(request.user, agreement_id)
    at = clock.now()
    form = forms.AcceptForm(request.POST)
    if not form.is_valid():
        context = _context(request, found.relationship, at=at) | {"accept_form": form}
        return ui.page(request, "peer/relationship/agreement.html", context, status=422)
    agreements.accept(agreement=found, by=request.user, at=at, **form.cleaned_data)
    then = reverse("peer:agreement", args=[found.relationship_id])
    return ui.elsewhere(request, then, toast=_("Accepted."))


def _context(request: HttpRequest, relationship: Relationship, *, at: datetime) -> dict[str, Any]:
    standing = space.agreement(relationship)
    parts = list(standing.parts.values())
    rows = [row for row in (standing.current, standing.proposed, *parts) if row is not None]
    words = access.read(request.reader, rows, at=at)
    context = frame(request, relationship, "agreement", at=at)
    me = context["me"]
    return context | {
        "standing": standing,
        "terms": standing.shown,
        "words": words.shown(standing.shown),
        "before": words.shown(standing.current) if standing.proposed else {},
        "own": words.shown(standing.parts.get(me.pk)),
        "halves": [
            {
                "member": member,
                "is_mine": member.pk == me.pk,
                "words": words.shown(standing.parts.get(member.pk)),
                "accepted": next((each for each in standing.accepted if each.member_id == member.pk), None),
            }
            for member in sorted(rules.members(relationship), key=lambda member: member.pk != me.pk)
        ],
        "must_accept": standing.shown is not None and not standing.has_accepted(me),
        "accept_form": forms.AcceptForm(),
    }
