"""Addresses of the program_manager pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "program_manager"
urlpatterns: list[URLPattern] = []
