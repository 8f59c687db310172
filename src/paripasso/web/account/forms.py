"""Forms of sign-in that are ours."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.forms import SignupForm as AnyoneSignupForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from paripasso.people.enums import Fluency, Language, Theme
from paripasso.people.imports import languages

if TYPE_CHECKING:
    from paripasso.people.models import Person


class SignupForm(AnyoneSignupForm):  # type: ignore[misc] # allauth ships no types
    """Sign-up with an address of the company. Other domains are refused, whether or not somebody has that address."""

    def clean_email(self) -> str:
        """Refuse addresses of other domains."""
        email: str = super().clean_email().lower()
        if email.rpartition("@")[2] not in settings.ENV.allowed_domains:
            raise ValidationError(
                _("Write your address at work: only addresses of this company can sign up here."), code="domain"
            )
        return email


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    preferred_name = forms.CharField(
        label=_("The name people call you by"), max_length=80, required=False, help_text=_("Empty: your first name.")
    )
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of pages and messages"), choices=Language.choices)
    theme = forms.ChoiceField(label=_("Light"), choices=Theme.choices)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, help_text=_("A continent and a city, such as Europe/Rome.")
    )
    spoken = forms.CharField(
        label=_("Languages you speak"),
        max_length=200,
        required=False,
        help_text=_("Separated by semicolons, and how well: Italian native; English working."),
    )

    @classmethod
    def of(cls, person: Person, spoken: Mapping[str, int]) -> ProfileForm:
        """The form as the person's record fills it in."""
        said = "; ".join(f"{code}:{Fluency(how).name.lower()}" for code, how in spoken.items())
        own = {name: getattr(person, name) for name in ("preferred_name", "pronouns", "language", "theme", "time_zone")}
        return cls(initial=own | {"spoken": said})

    def clean_time_zone(self) -> str:
        """Refuse a zone that does not exist."""
        zone: str = self.cleaned_data["time_zone"]
        if zone not in zoneinfo.available_timezones():
            raise ValidationError(_("There is no such time zone. Write one such as Europe/Rome."), code="zone")
        return zone

    def clean_spoken(self) -> dict[str, Fluency]:
        """Read languages as people write them."""
        try:
            return languages.read(self.cleaned_data["spoken"])
        except languages.Unreadable as problem:
            raise ValidationError(
                _("“%(part)s” is not a language we know. Write for example: it:native; en:working."),
                code="language",
                params={"part": problem.part},
            ) from None

    def said(self) -> dict[str, Any]:
        """The clean values, as the action takes them."""
        return dict(self.cleaned_data)
