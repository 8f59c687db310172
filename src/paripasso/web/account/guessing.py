"""Whom a failed sign-in counts against: this account from this address, so that no stranger can lock somebody out."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest


def account_of(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The account somebody tries to enter, whether or not it exists."""
    said = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login", "")
    return said.strip().lower()[:254]


def address_of(request: HttpRequest) -> str:
    """The address somebody comes from: what the outermost of our own proxies saw, or the connection itself."""
    proxies = settings.ENV.trusted_proxies
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return str(seen[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))
