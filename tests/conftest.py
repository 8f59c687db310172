"""What every test finds in place: both databases, English, quick passwords, closed sockets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

pytest_plugins = ["tests.plugins.pace"]

LOCAL = ["127.0.0.1", "::1", "localhost"]


def pytest_configure() -> None:
    """Hashing passwords is slow on purpose; tests have no reason to wait."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the database gets both: rows and keys live apart. Browser tests may reach this machine."""
    for item in items:
        asked = item.get_closest_marker("django_db")
        if asked or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            kwargs = {"databases": "__all__"} | (asked.kwargs if asked else {})
            item.add_marker(pytest.mark.django_db(**kwargs), append=False)
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.allow_hosts(LOCAL))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Texts are compared in the language of the source; tests about Italian say so."""
    with translation.override("en"):
        yield
