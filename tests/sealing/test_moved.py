"""Ciphertext pasted elsewhere does not open: Anna's words must not appear in a row that Bea may read."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection

from paripasso.sealing import actions, door
from paripasso.sealing.models import DataKey
from paripasso.sealing.refusals import CannotOpen
from paripasso.sealing.scopes import Purpose, Scope
from tests.sealing.letters import AT

CANARY = "anna's words"


@pytest.fixture
def anna(letters, pair):
    return letters.objects.create(owner_id=pair.id, title="title", text=CANARY)


def paste(blob: bytes, row, column: str = "text") -> None:
    with connection.cursor() as cursor:
        key = row.pk.hex if connection.vendor == "sqlite" else str(row.pk)
        table = row._meta.db_table
        cursor.execute(
            f"update {table} set {column} = %s where public_id = %s", [connection.Database.Binary(blob), key]
        )
        assert cursor.rowcount == 1


def refused(reader, sealed) -> bool:
    try:
        door.open_sealed(reader, Purpose.SHOW, [sealed], at=AT)
    except CannotOpen:
        return True
    return False


def test_into_another_row_of_the_same_people(anna, letters, pair, chiara) -> None:
    other = letters.objects.create(owner_id=pair.id, text="own")
    assert not refused(chiara, letters.objects.get(pk=other.pk).text)
    paste(anna.text.blob, other)
    assert refused(chiara, letters.objects.get(pk=other.pk).text)


def test_into_another_column_of_the_same_row(anna, letters, chiara) -> None:
    paste(anna.text.blob, anna, "title")
    found = letters.objects.get(pk=anna.pk)
    assert (refused(chiara, found.title), refused(chiara, found.text)) == (True, False)


def test_into_the_same_row_of_another_table(anna, copies, pair, chiara) -> None:
    copy = copies.objects.create(public_id=anna.pk, owner_id=pair.id, text="own")
    assert not refused(chiara, copies.objects.get().text)
    paste(anna.text.blob, copy)
    assert refused(chiara, copies.objects.get().text)


def test_with_its_row_into_another_scope(anna, letters, pair, chiara) -> None:
    mine = Scope.relationship(uuid.uuid4())
    actions.open_scope(mine, at=AT)
    actions.grant(mine, chiara.person, at=AT)
    actions.revoke(pair, chiara.person, at=AT)
    letters.objects.filter(pk=anna.pk).update(owner_id=mine.id)
    assert refused(chiara, letters.objects.get(pk=anna.pk).text)


def test_with_its_key_lent_to_another_scope(anna, letters, pair, chiara) -> None:
    """The operator moves the row and rewrites whom the wrapped key belongs to."""
    mine = Scope.relationship(uuid.uuid4())
    actions.grant(mine, chiara.person, at=AT)
    letters.objects.filter(pk=anna.pk).update(owner_id=mine.id)
    DataKey.objects.filter(scope_id=pair.id).update(scope_id=mine.id)
    assert refused(chiara, letters.objects.get(pk=anna.pk).text)


def test_with_the_wrapped_key_of_one_scope_under_the_id_of_another(letters, pair, chiara, anna) -> None:
    mine = Scope.relationship(uuid.uuid4())
    actions.open_scope(mine, at=AT)
    own = DataKey.objects.get(scope_id=mine.id)
    DataKey.objects.filter(scope_id=pair.id).update(wrapped=own.wrapped)
    assert refused(chiara, letters.objects.get(pk=anna.pk).text)


@pytest.mark.slow
def test_any_flipped_byte_in_the_table(anna, letters, chiara) -> None:
    blob = anna.text.blob
    opened = []
    for place in range(len(blob)):
        changed = bytearray(blob)
        changed[place] ^= 0x10
        paste(bytes(changed), anna)
        if not refused(chiara, letters.objects.get(pk=anna.pk).text):
            opened.append(place)
    paste(blob, anna)
    assert (opened, refused(chiara, letters.objects.get(pk=anna.pk).text)) == ([], False)
