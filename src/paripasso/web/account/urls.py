"""Addresses of sign-in, security and one's own settings: allauth's, in our clothes."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
