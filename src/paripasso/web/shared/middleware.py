"""What every request passes: headers, who reads, in which language, whether the door is open, what a refusal looks like."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac

from paripasso.core.refusals import Refusal
from paripasso.sealing.scopes import Reader
from paripasso.web.shared import errors
from paripasso.web.shared.ui import is_fragment, is_open_to_all

Respond = Callable[[HttpRequest], HttpResponse]

# Off, all of them, but for passkeys, which sign-in needs on its own pages.
POWERS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
    "encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), "
    "local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), "
    "storage-access=(), sync-xhr=(), usb=(), xr-spatial-tracking=()"
)
HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": POWERS,
}
# allauth's pages for whoever is not signed in yet. Its other pages ask for a sign-in, and so do we.
OPEN_NAMES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_signup",
        "account_signup_by_passkey",
        "account_inactive",
        "account_confirm_email",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_password_reset_completed",
        "account_request_login_code",
        "account_confirm_login_code",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_trust",
        "mfa_signup_webauthn",
    }
)


def headers(get_response: Respond) -> Respond:
    """Shut the browser's doors (W1, W2), and let no shared computer keep the page of someone who signed in."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        person = getattr(request, "user", None)
        if person is not None and person.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return answer


def reader(get_response: Respond) -> Respond:
    """Say who asks, for the sealing door: `request.reader`. The login is a digest, never the session's own key."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            login = salted_hmac("paripasso.reader", request.session.session_key or "").hexdigest()[:32]
            request.reader = Reader(person=request.user.pk, login=login)
        else:
            request.reader = Reader()
        return get_response(request)

    return answer


def language(get_response: Respond) -> Respond:
    """Speak the reader's language and show their hours: the profile says which, then the cookie, then the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = _language(request)
        with translation.override(chosen), timezone.override(_zone(request)):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return answer


class PrivateByDefault:
    """Every page asks for a sign-in, unless its view says `@open_to_all` or belongs to signing in."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Let the request through, or send it to the sign-in page and back."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.is_authenticated or is_open_to_all(view) or name in OPEN_NAMES:
            return None
        if is_fragment(request):
            return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        return redirect_to_login(request.get_full_path())


class Refusals:
    """Turn a `Refusal` into its sentence, with status 409: a page, or a toast where htmx asked for a part."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None


private_by_default = PrivateByDefault
refusals = Refusals


def _language(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    if request.user.is_authenticated and request.user.language in known:
        return request.user.language
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return cookie if cookie in known else translation.get_language_from_request(request)


def _zone(request: HttpRequest) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(request.user.time_zone if request.user.is_authenticated else settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
