"""Pages that only the demonstration has: one click to become one of its people, and every message it sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_replace
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from paripasso.config.demo import people as demo_people
from paripasso.messaging.queries import notices
from paripasso.people.queries import directory
from paripasso.web.shared.ui import open_to_all

if TYPE_CHECKING:
    from uuid import UUID

    from paripasso.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PER_PAGE = 30
SANDBOX = {"sandbox": ["allow-popups"], "style-src": ["'unsafe-inline'"], "default-src": ["'none'"]}


@open_to_all
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Show who one can be."""
    found = {
        one.email: one for one in directory.by_emails([demo_people.address(row[0], row[1]) for row in demo_people.CAST])
    }
    roles = _roles()
    rows = [
        {"person": found[email], "role": roles[row[4]]}
        for row in demo_people.CAST
        if (email := demo_people.address(row[0], row[1])) in found
    ]
    return render(request, "demo/doors.html", {"rows": rows})


@open_to_all
@require_POST
def enter(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Become one of the demonstration's people."""
    person = next((one for one in _cast() if one.public_id == person_id), None)
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect("/")


@open_to_all
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show every message that the demonstration sent, newest first."""
    page = Paginator(notices.newest(), PER_PAGE).get_page(request.GET.get("page"))
    letters = [{"notice": notice, "letter": notices.rendered(notice)} for notice in page]
    return render(request, "demo/mailbox.html", {"page": page, "letters": letters})


@open_to_all
@csp_replace(SANDBOX)
@require_safe
def letter(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show one message as its reader's mail program would, in a sandbox of its own."""
    notice = notices.newest().filter(public_id=notice_id).first()
    if notice is None:
        raise Http404
    return HttpResponse(notices.rendered(notice).html)


def _cast() -> list[Person]:
    return directory.by_emails([demo_people.address(row[0], row[1]) for row in demo_people.CAST])


def _roles() -> dict[str, str]:
    return {
        "peer": _("takes part, with a peer at work on goals"),
        "other_peer": _("takes part, in another pair"),
        "program_manager": _("runs the programme: rhythm and figures, never words"),
        "line_manager": _("leads a department: sees how many take part, never who with whom"),
        "sponsor": _("pays for it: one page, nobody's name"),
        "trust_contact": _("hears concerns"),
        "administrator": _("runs the house: people, imports, settings; opens no letters"),
    }
