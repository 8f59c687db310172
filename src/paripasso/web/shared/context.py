"""What every page of the house knows: theme, languages, and where its reader may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from paripasso.programs.queries import grants

THEMES = ("device", "light", "dark")
THEME_COOKIE = "__Host-theme" if settings.SECURE else "theme"


@dataclass(frozen=True)
class Place:
    """A place in the navigation: the view's `nav` says which one is here."""

    key: str
    label: str
    short: str
    icon: str
    url: str


def house(request: HttpRequest) -> dict[str, Any]:
    """Give each template the theme, the other languages, the navigation and whether this is the demonstration."""
    here = get_language() or settings.LANGUAGE_CODE
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "demo": settings.DEMO,
        "theme": theme_of(request),
        "other_languages": [(code, name) for code, name in (("it", "Italiano"), ("en", "English")) if code != here],
        "places": SimpleLazyObject(lambda: _places(request)) if signed_in else [],
        "hats": SimpleLazyObject(lambda: _hats(request)) if signed_in else [],
        "session_ends_in": SimpleLazyObject(request.session.get_expiry_age) if signed_in else None,
    }


def theme_of(request: HttpRequest) -> str:
    """The profile's theme, else the cookie's, else the device's."""
    person = getattr(request, "user", None)
    said = person.theme if person is not None and person.is_authenticated else request.COOKIES.get(THEME_COOKIE)
    return said if said in THEMES else "device"


def _place(key: str, label: str, icon: str, view: str, short: str = "") -> Place | None:
    """A place that exists; None while nobody has built it."""
    try:
        return Place(key, label, short or label, icon, reverse(view))
    except NoReverseMatch:
        return None


def _places(request: HttpRequest) -> list[Place]:
    """Where a peer goes. Whoever runs a programme or the house has tabs of their own below the header."""
    if _audience(request) in {"program_manager", "administrator"}:
        return []
    found = (
        _place("today", _("Today"), "calendar-heart", "peer:home"),
        _place(
            "relationship",
            _("My relationship"),
            "route",
            "peer:relationships",
            pgettext("phone navigation", "Relationship"),
        ),
        _place("resources", _("Resources"), "books", "peer:resources"),
        _place("help", pgettext("navigation", "Help"), "lifebuoy", "public:help"),
    )
    return [place for place in found if place is not None]


def _hats(request: HttpRequest) -> list[Place]:
    """The other rooms this person has a key to; each door still asks for itself."""
    found = [_place("today", _("My day"), "calendar-heart", "peer:home")] if _audience(request) != "peer" else []
    if not request.user.is_authenticated:
        return []
    if grants.runs_any(request.user):
        found += [_place("programmes", _("Programmes I manage"), "route", "program_manager:programs")]
    if request.user.is_administrator:
        found += [_place("people", _("People of the house"), "file-spreadsheet", "administrator:people")]
        found += [_place("gallery", _("Component gallery"), "eye", "public:gallery")]
    return [place for place in found if place is not None]


def _audience(request: HttpRequest) -> str:
    """Whose pages these are: the namespace of their address."""
    return request.resolver_match.namespace if request.resolver_match else ""
