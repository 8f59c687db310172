"""Forms of sign-in that are ours."""

from __future__ import annotations

from allauth.account.forms import SignupForm as AnyoneSignupForm
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SignupForm(AnyoneSignupForm):
    """Sign-up with an address of the company. Other domains are refused, whether or not somebody has that address."""

    def clean_email(self) -> str:
        """Refuse addresses of other domains."""
        email = super().clean_email().lower()
        if email.rpartition("@")[2] not in settings.ENV.allowed_domains:
            raise ValidationError(
                _("Write your address at work: only addresses of this company can sign up here."), code="domain"
            )
        return email
