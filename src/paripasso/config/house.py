"""Making a house: its tables and its first key. Everything here may be repeated."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command

from paripasso.sealing import actions as sealing
from paripasso.sealing.scopes import Scope


def make_tables() -> None:
    """Bring both databases up to date."""
    for alias in ("default", "keys"):
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def make_house_key(*, at: datetime) -> None:
    """Pin the key file: from now on, another one is noticed at the start. Raises CannotSeal if it is not the right one."""
    sealing.open_scope(Scope.house(), at=at)
