"""The directory, as whoever runs the house sees it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from paripasso.core import clock
from paripasso.people import access
from paripasso.people.actions import persons
from paripasso.people.queries import directory
from paripasso.web.shared.ui import elsewhere, page

A_PAGE = 25
VERBS = {
    "administrator": persons.make_administrator,
    "colleague": persons.make_colleague,
    "close": persons.deactivate,
    "open": persons.reactivate,
}


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """List people by name, a page at a time, with a search and four filters."""
    access.house_for(request.user)
    text, only = request.GET.get("q", "")[:80], request.GET.get("only", "")
    people = Paginator(directory.listed(text, only=only), A_PAGE).get_page(request.GET.get("page"))
    filters = (
        ("", _("Everybody")),
        ("missing", _("Missing from the last file")),
        ("administrators", _("Administrators")),
        ("inactive", _("Closed or gone")),
    )
    context = {"people": people, "text": text, "only": only, "filters": filters, "nav": "people"}
    return page(request, "administrator/people/list.html#rows", context)


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show one person's record. That somebody looked is kept, and shown to that person."""
    access.house_for(request.user)
    found = access.person_for(request.user, person_id, at=clock.now(), page="administrator:person")
    return page(request, "administrator/people/person.html", {"person": found, "nav": "people"})


@require_POST
def change(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Name an administrator, take the running of the house back, close an account or open it again."""
    access.house_for(request.user)
    at = clock.now()
    found = access.person_for(request.user, person_id, at=at, page="administrator:person-change")
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    verb(person=found, by=request.user, at=at)
    return elsewhere(request, reverse("administrator:person", args=[found.pk]), toast=_("Done"))
