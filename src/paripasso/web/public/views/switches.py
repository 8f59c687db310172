"""The two switches in every header: language and theme. A profile remembers them; a visitor has a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from paripasso.core import clock
from paripasso.people.actions import persons
from paripasso.web.shared.context import THEME_COOKIE, THEMES
from paripasso.web.shared.ui import open_to_all

A_YEAR = 365 * 24 * 3600


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on."""
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        persons.set_language(person=request.user, language=chosen, by=request.user, at=clock.now())
    return _remembered(response, settings.LANGUAGE_COOKIE_NAME, chosen)


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Be light, dark, or as the device is."""
    chosen = request.POST.get("theme", "")
    response = _back(request)
    if chosen not in THEMES:
        return response
    if request.user.is_authenticated:
        persons.set_theme(person=request.user, theme=chosen, by=request.user, at=clock.now())
    return _remembered(response, THEME_COOKIE, chosen)


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Keep this session: somebody is still here."""
    request.session.set_expiry(None)
    request.session.modified = True
    return HttpResponse(status=204)


def _back(request: HttpRequest) -> HttpResponse:
    """Return to the page the switch stood on: a path of ours, or the first page."""
    then = request.POST.get("next", "")
    is_ours = then.startswith("/") and url_has_allowed_host_and_scheme(then, allowed_hosts=None)
    return HttpResponseRedirect(then if is_ours else "/", status=303)


def _remembered(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=A_YEAR, secure=settings.SECURE, httponly=True, samesite="Lax")
    return response
