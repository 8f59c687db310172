"""Every address of the house, one line an audience."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("paripasso.web.public.urls")),
    path("", include("paripasso.web.peer.urls")),
    path("account/", include("paripasso.web.account.urls")),
    path("manage/", include("paripasso.web.program_manager.urls")),
    path("administration/", include("paripasso.web.administrator.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("paripasso.config.demo.urls"))]

handler403 = "paripasso.web.shared.errors.forbidden"
handler404 = "paripasso.web.shared.errors.not_found"
handler500 = "paripasso.web.shared.errors.broken"
