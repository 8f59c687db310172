"""The only code that writes accounts, apart from imports."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.enums import Language, Theme
from paripasso.people.models import Person


class CannotAdd(Refusal):
    """The address is taken."""

    sentence = _("Somebody with the address %(email)s is already here.")


@transaction.atomic
def add(*, email: str, given_name: str, family_name: str = "", language: str = "", by: Person | None, at: datetime) -> Person:
    """Add a person who can sign in once they ask for a link. Raises CannotAdd if the address is taken."""
    person = Person(email=email.strip().lower(), given_name=given_name, family_name=family_name)
    if language:
        person.language = language
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise CannotAdd(email=email) from None
    audit.record("person.added", by=by, about=person, at=at)
    return person


@transaction.atomic
def make_administrator(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Let a person run the house. They open no letters for that."""
    person.is_administrator = True
    person.save(update_fields=["is_administrator"])
    audit.record("person.made_administrator", by=by, about=person, at=at)
    return person


@transaction.atomic
def set_language(*, person: Person, language: str, by: Person, at: datetime) -> Person:
    """Choose the language of pages and messages."""
    person.language = Language(language)
    person.save(update_fields=["language"])
    audit.record("person.language_set", by=by, about=person, at=at)
    return person


@transaction.atomic
def set_theme(*, person: Person, theme: str, by: Person, at: datetime) -> Person:
    """Choose light, dark, or what the device says."""
    person.theme = Theme(theme)
    person.save(update_fields=["theme"])
    audit.record("person.theme_set", by=by, about=person, at=at)
    return person


@transaction.atomic
def deactivate(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Close an account. It counts at the next request."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record("person.deactivated", by=by, about=person, at=at)
    return person
