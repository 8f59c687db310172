"""Addresses of the programme manager's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from paripasso.web.program_manager.views import overview

app_name = "program_manager"
urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/<slug:slug>/today/", overview.today, name="overview"),
]
