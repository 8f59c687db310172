"""One's own page: how to be called, in which language, when and in which light."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from paripasso.core import clock
from paripasso.people.actions import persons
from paripasso.people.queries import directory
from paripasso.web.account.forms import ProfileForm
from paripasso.web.shared.ui import done, page

TEMPLATE = "account/profile.html#form"


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what is one's own. What the company's directory says is shown, and changed there."""
    spoken = directory.spoken_by(request.user)
    if request.method != "POST":
        return page(
            request, TEMPLATE, {"form": ProfileForm.of(request.user, spoken), "looks": directory.looks_at(request.user)}
        )
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return page(request, TEMPLATE, {"form": form, "looks": directory.looks_at(request.user)}, status=422)
    persons.describe(person=request.user, by=request.user, at=clock.now(), **form.said())
    return done(request, TEMPLATE, {"form": form}, then=reverse("profile"), toast=_("Saved"))
