"""Addresses of the programme manager's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from paripasso.web.program_manager import urls_matching
from paripasso.web.program_manager.views import overview

app_name = "program_manager"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("paripasso.web.program_manager.round_urls")),
    path("rounds/<slug:slug>/today/", overview.today, name="overview"),
    *urls_matching.urlpatterns,
]
