"""Addresses of the peer pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "peer"
urlpatterns: list[URLPattern] = []
