"""Walk every address of the house, as every one of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from tests.cast import Cast

REFUSED = frozenset({403, 404})


@dataclass(frozen=True)
class Address:
    """One URL of the resolver: its full name and the names of what it takes. One without a name goes by its path."""

    name: str
    takes: tuple[str, ...]
    path: str


class _Undo(Exception):
    """Raised to roll a request back: the next person meets the same house."""


def addresses() -> Iterator[Address]:
    """Yield every URL."""
    yield from _walk(get_resolver().url_patterns, prefix="", path="/")


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, path: str, takes: tuple[str, ...] = ()
) -> Iterator[Address]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        asked = (*takes, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inner, here, asked)
        else:
            name = prefix + pattern.name if pattern.name else here
            yield Address(name, asked, here)


def answer(client: Client, path: str, method: str, body: dict[str, str] | None = None) -> tuple[int, str]:
    """Ask, and undo whatever it did. Return the status and where it sends one."""
    found = (0, "")
    try:
        with transaction.atomic():
            response = getattr(client, method)(path, body or {})
            found = (response.status_code, response.headers.get("Location", ""))
            raise _Undo
    except _Undo:
        return found


def door_of(client: Client, path: str, body: dict[str, str] | None = None) -> str:
    """Say what a person finds: "open", "shut" (403, 404) or "sign in" (sent to the door of the house).

    GET first; where only POST is spoken, a POST with `body`, mostly empty: the door is asked before the form.
    """
    status, location = answer(client, path, "get")
    if status == 405:
        status, location = answer(client, path, "post", body)
    if status in REFUSED:
        return "shut"
    if status in {301, 302, 303} and location.startswith(reverse("account_login")):
        return "sign in"
    assert status < 500, f"{path} broke: {status}"
    return "open"


def path_of(address: Address, cast: Cast, samples: dict[str, Callable[[Cast], object]]) -> str:
    """Make the path, with a real id of Chiara's and Amadou's world in each place."""
    values = {
        name: samples[f"{address.name}.{name}" if f"{address.name}.{name}" in samples else name](cast)
        for name in address.takes
    }
    return address.path if address.name == address.path else reverse(address.name, kwargs=values)
