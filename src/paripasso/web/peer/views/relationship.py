"""The relationship itself: which ones there are, the two people, and how to end it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from paripasso.core import clock
from paripasso.relationships import access
from paripasso.relationships.actions import closings
from paripasso.relationships.queries import exchange, relationships
from paripasso.web.peer.views.relationship_frame import frame, together
from paripasso.web.shared import ui


@require_safe
def relationships_(request: HttpRequest) -> HttpResponse:
    """Show all one's relationships; where there is only one, that one."""
    found = list(relationships.of(request.user))
    if len(found) == 1:
        return HttpResponseRedirect(reverse("peer:relationship", args=[found[0].pk]))
    rows = [
        (row, together([m.person.first_name for m in row.members.all() if m.person_id != request.user.pk]))
        for row in found
    ]
    return ui.page(request, "peer/relationship/list.html", {"nav": "relationship", "rows": rows})


@require_safe
def overview(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Show the two people: what each gives and seeks, the hours they share, and why the two of them."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    context = frame(request, relationship, "relationship", at=at)
    context["why"] = exchange.why_for(relationship, request.user)
    context["week"], context["weeks"] = relationships.week_number(relationship, at=at)
    return ui.page(request, "peer/relationship/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Say what closing means, then close: one tap, no reason."""
    relationship = access.relationship_for(request.user, relationship_id)
    at = clock.now()
    if request.method != "POST":
        context = frame(request, relationship, "relationship", at=at)
        return ui.page(request, "peer/relationship/close.html", context)
    closings.close(relationship=relationship, by=request.user, at=at)
    return ui.elsewhere(
        request, reverse("peer:home"), toast=_("Closed. What you wrote stays readable for both of you.")
    )
