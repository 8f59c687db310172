"""The first page: a visitor is told what this is; whoever is signed in goes to today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from paripasso.web.shared.ui import open_to_all, page


@open_to_all
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Welcome a visitor, or send a colleague to their day."""
    return redirect("peer:home") if request.user.is_authenticated else page(request, "public/landing.html")
