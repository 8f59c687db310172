"""Addresses of sign-in, security and one's own settings: allauth's, in our clothes."""

from __future__ import annotations

from django.urls import include, path

from paripasso.web.account.views import profile

urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("", include("allauth.urls")),
]
