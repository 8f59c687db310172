"""Answers: the whole page to a browser, the named part to htmx. Every view gives its answer through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string

V = TypeVar("V", bound=Callable[..., Any])


def open_to_all(view: V) -> V:
    """Mark a view as open to visitors. All others ask for a sign-in."""
    view.open_to_all = True
    return view


def is_open_to_all(view: Callable[..., Any]) -> bool:
    """Tell whether visitors may see this view."""
    return getattr(view, "open_to_all", False) is True


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of a page. A boosted link and a step back in history want the whole."""
    asks = request.headers.get("HX-Request") == "true"
    whole = "true" in {request.headers.get("HX-Boosted"), request.headers.get("HX-History-Restore-Request")}
    return asks and not whole


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Show `folder/page.html#part`: the part to htmx, the whole page to everyone else.

    Toasts that wait are added to a part out of band, so nothing said is lost.
    """
    name, _hash, _part = template.partition("#")
    if not is_fragment(request):
        return render(request, name, context, status=status)
    response = render(request, template, context, status=status)
    response.write(_waiting_toasts(request))
    return response


def done(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    then: str,
    toast: str = "",
    status: int = 200,
) -> HttpResponse:
    """Say that it is done: the new part to htmx, a redirect to `then` (303) to everyone else.

    `toast` keeps the button's verb: "Send" becomes "Sent".
    """
    if toast:
        messages.success(request, toast)
    if is_fragment(request):
        return page(request, template, context, status=status)
    return HttpResponseRedirect(then, status=303)


def elsewhere(request: HttpRequest, then: str, *, toast: str = "") -> HttpResponse:
    """Send the reader to another page, whoever asked: htmx follows `HX-Redirect`, a browser a 303."""
    if toast:
        messages.success(request, toast)
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": then})
    return HttpResponseRedirect(then, status=303)


def toast(request: HttpRequest, text: str) -> None:
    """Leave a sentence for the next page, or the next part, this reader sees."""
    messages.success(request, text)


def _waiting_toasts(request: HttpRequest) -> str:
    waiting = messages.get_messages(request)
    return render_to_string("components/toasts.html", {"toasts": waiting, "out_of_band": True}) if len(waiting) else ""
