"""May this be? Pure: loaded objects in, a bool out."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paripasso.people.models import Person


def may_run_the_house(person: Person) -> bool:
    """Administrators run the house: people, imports, settings. It opens no letters to them."""
    return person.is_administrator and person.is_active


def may_sign_up(email: str, domains: Collection[str]) -> bool:
    """Only addresses of the company's own domains may make an account by themselves."""
    return email.rpartition("@")[2].lower() in domains


def belongs_to_its_owner(person: Person) -> bool:
    """After the first sign-in, language, zone and the like are the person's own: no import changes them any more."""
    return person.last_login is not None
