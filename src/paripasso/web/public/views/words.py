"""Pages of words: help, privacy, accessibility. Open to all, because a promise one cannot read is none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from paripasso.web.shared.ui import open_to_all, page
from paripasso.web.shared.visibility import rows


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say who sees what, and what nobody can promise."""
    return page(request, "public/privacy.html", {"rows": rows()})


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what works for whom, and how it is checked."""
    return page(request, "public/accessibility.html")


@open_to_all
@require_safe
def assistance(request: HttpRequest) -> HttpResponse:
    """Answer what people ask most; in the same place on each page."""
    return page(request, "public/help.html", {"nav": "help"})
