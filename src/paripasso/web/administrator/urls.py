"""Addresses of the administrator pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "administrator"
urlpatterns: list[URLPattern] = []
