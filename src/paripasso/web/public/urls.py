"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from paripasso.web.public.views import gallery, landing, programme, switches, words

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", landing.landing, name="landing"),
    path("privacy/", words.privacy, name="privacy"),
    path("accessibility/", words.accessibility, name="accessibility"),
    path("help/", words.assistance, name="help"),
    path("language/", switches.language, name="language"),
    path("theme/", switches.theme, name="theme"),
    path("stay/", switches.stay, name="stay"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("programmes/<slug:slug>/", programme.programme, name="programme"),
]
