"""Letters to seal, a key file to lose, and a pair with a member."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from paripasso.sealing import actions
from paripasso.sealing.providers import make_file
from paripasso.sealing.scopes import Reader, Scope
from tests.sealing.letters import AT, Copy, Letter


@pytest.fixture(scope="session")
def tables(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Letter)
            editor.create_model(Copy)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Letter)
            editor.delete_model(Copy)


@pytest.fixture
def letters(tables: None, db: None) -> type[Letter]:
    return Letter


@pytest.fixture
def copies(tables: None, db: None) -> type[Copy]:
    return Copy


@pytest.fixture
def kek(tmp_path: Path, settings) -> Path:
    """A key file that a test may take away, change or replace."""
    settings.KEK_FILE = tmp_path / "keys" / "kek"
    make_file(settings.KEK_FILE)
    return settings.KEK_FILE


@pytest.fixture
def chiara() -> Reader:
    return Reader(person=uuid.uuid4(), login="a browser")


@pytest.fixture
def pair(db: None, chiara: Reader) -> Scope:
    """A relationship that Chiara is a member of since the morning."""
    scope = Scope.relationship(uuid.uuid4())
    actions.open_scope(scope, at=AT)
    actions.grant(scope, chiara.person, at=AT.replace(hour=8))
    return scope
