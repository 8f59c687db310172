"""The component gallery: every piece of the design, empty, loading and in error, in one page. Demo and administrators only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from paripasso.web.shared.ui import open_to_all, page


@open_to_all
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component. To everyone else it does not exist."""
    if not (settings.DEMO or (request.user.is_authenticated and request.user.is_administrator)):
        raise Http404
    return page(request, "public/gallery.html", {})
