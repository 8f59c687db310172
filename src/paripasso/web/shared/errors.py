"""The pages that say no: 403, 404, 409, 500. What happened, what is safe, what happens next, one thing to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from paripasso.core.refusals import Refusal
from paripasso.web.shared.ui import is_fragment


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: the same body for what never existed and for what is not this reader's to see."""
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the page exists; say who can see it and why this reader cannot.

    The view says it: `raise PermissionDenied(_("Programme managers see this page, because …"))`.
    """
    reason = str(exception) if exception else ""
    return render(request, "errors/403.html", {"reason": reason}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that came without its token: usually a page left open for too long."""
    return render(request, "errors/403_csrf.html", status=403)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer 409 with the refusal's own sentence. htmx gets it as a message and leaves the page as it is."""
    sentence = str(refusal)
    if is_fragment(request):
        body = render_to_string("components/toasts.html", {"refusal": sentence, "out_of_band": True}, request)
        return HttpResponse(body, status=409, headers={"HX-Reswap": "none"})
    return render(request, "errors/409.html", {"sentence": sentence}, status=409)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500, without touching the database, the session or anything else that may be what broke."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
