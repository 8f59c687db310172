"""How it goes, in one tap, for oneself alone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paripasso.core import clock
from paripasso.relationships import access, forms
from paripasso.relationships.actions import checkins
from paripasso.web.peer.views.home import home_page
from paripasso.web.shared import ui


@require_POST
def answer(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """Answer for this week."""
    relationship = access.relationship_for(request.user, relationship_id)
    form = forms.CheckInForm(request.POST)
    if not form.is_valid():
        return home_page(request, check_in_form=form, status=422)
    checkins.answer(relationship=relationship, by=request.user, at=clock.now(), **form.cleaned_data)
    toast = _("Noted. You can change it until Sunday.")
    return ui.elsewhere(request, f"{reverse('peer:home')}#h-ci", toast=toast)
