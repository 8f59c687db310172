"""The only code that writes accounts, apart from imports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.enums import Fluency, Language, Theme
from paripasso.people.models import Person, SpokenLanguage

OWN = {"preferred_name", "pronouns", "language", "theme", "time_zone"}


class CannotAdd(Refusal):
    """The address is taken."""

    sentence = _("Somebody with the address %(email)s is already here.")


@transaction.atomic
def add(
    *, email: str, given_name: str, family_name: str = "", language: str = "", by: Person | None, at: datetime
) -> Person:
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


class CannotStepDown(Refusal):
    """The house must keep somebody who runs it."""

    sentence = _("This is the only administrator. Make somebody else administrator first.")


@transaction.atomic
def describe(
    *, person: Person, by: Person, at: datetime, spoken: Mapping[str, int] | None = None, **said: str
) -> Person:
    """Write what a person says of themselves: preferred_name, pronouns, language, theme, time_zone, and languages spoken."""
    if unknown := set(said) - OWN:
        message = f"These fields are not the person's own: {', '.join(sorted(unknown))}"
        raise TypeError(message)
    for name, value in said.items():
        setattr(person, name, value)
    person.save(update_fields=sorted(said))
    if spoken is not None:
        SpokenLanguage.objects.filter(person=person).exclude(code__in=spoken).delete()
        for code, fluency in spoken.items():
            SpokenLanguage.objects.update_or_create(person=person, code=code, defaults={"fluency": Fluency(fluency)})
    audit.record("person.described", by=by, about=person, at=at)
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
def make_colleague(*, person: Person, by: Person, at: datetime) -> Person:
    """Take the running of the house from a person. Raises CannotStepDown for the last one."""
    _check_another_runs_the_house(person)
    person.is_administrator = False
    person.save(update_fields=["is_administrator"])
    audit.record("person.made_colleague", by=by, about=person, at=at)
    return person


@transaction.atomic
def deactivate(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Close an account; it counts at the next request, and nothing is deleted. Raises CannotStepDown for the last administrator."""
    _check_another_runs_the_house(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record("person.deactivated", by=by, about=person, at=at)
    return person


@transaction.atomic
def reactivate(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Open a closed account again."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("person.reactivated", by=by, about=person, at=at)
    return person


def _check_another_runs_the_house(person: Person) -> None:
    """The rows are locked, so that two administrators cannot dismiss each other at once."""
    if person.is_administrator:
        running = Person.objects.select_for_update().filter(is_administrator=True, is_active=True)
        if not [one for one in running if one.pk != person.pk]:
            raise CannotStepDown
