"""How allauth behaves in this house: who may sign up, and where its pages lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest

    from paripasso.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up for the company's own domains alone; whoever is in the directory asks for a link instead."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up where no domain is allowed: people come from the directory."""
        return bool(settings.ENV.allowed_domains)

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 - allauth's own
        """Name whoever signs up by their address, until they say otherwise."""
        user.given_name = form.cleaned_data["email"].partition("@")[0].replace(".", " ").title()[:80]
        return super().save_user(request, user, form, commit)
