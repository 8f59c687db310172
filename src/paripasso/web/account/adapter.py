"""How allauth behaves in this house: who may sign up, and where its pages lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils import translation

from paripasso.people.actions import addresses
from paripasso.people.queries import directory

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest

    from paripasso.people.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Sign-up for the company's own domains alone; whoever is in the directory asks for a link instead."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own
        """Nobody signs up where no domain is allowed: people come from the directory."""
        return bool(settings.ENV.allowed_domains)

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 - allauth's own
        """Name whoever signs up by their address, until they say otherwise."""
        user.given_name = form.cleaned_data["email"].partition("@")[0].replace(".", " ").title()[:80]
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's own language, with links to the configured address of the house, never to a Host header."""
        person = directory.by_email(email)
        if person is not None:
            addresses.expect(person=person)
        known = {name: _at_home(value) if name.endswith("_url") else value for name, value in context.items()}
        known["may_sign_up"] = bool(settings.ENV.allowed_domains)
        with translation.override(person.language if person is not None else translation.get_language()):
            super().send_mail(template_prefix, email, known)

    def format_email_subject(self, subject: str) -> str:
        """Say it without a prefix: the sender is known."""
        return subject


def _at_home(url: Any) -> Any:
    """The same page, at the configured address."""
    parts = urlsplit(str(url))
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.BASE_URL}{parts.path}{query}"
