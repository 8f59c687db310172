from __future__ import annotations

import pickle
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, transaction

from paripasso.core.privacy import Privacy
from paripasso.sealing import door
from paripasso.sealing.fields import Sealed, SealedTextField
from paripasso.sealing.refusals import CannotSeal
from paripasso.sealing.scopes import Purpose, Scope
from tests.sealing.letters import AT

CANARY = "canarino-7f3a1c"


def opened(reader, *sealed: Sealed) -> list[str]:
    return [text.reveal() for text in door.open_sealed(reader, Purpose.SHOW, sealed, at=AT)]


def stored(table: str = "sealing_letter") -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"select title, text from {table}")
        return [bytes(value) for row in cursor.fetchall() for value in row]


def test_words_are_sealed_as_they_are_saved(letters, pair: Scope, chiara) -> None:
    letter = letters.objects.create(owner_id=pair.id, title="Giovedì", text=CANARY)
    again = letters.objects.get(pk=letter.pk)
    assert opened(chiara, again.title, again.text, letter.text) == ["Giovedì", CANARY, CANARY]
    assert [CANARY.encode() in value for value in stored()] == [False, False]


def test_a_missing_text_is_sealed_as_an_empty_one(letters, pair: Scope, chiara) -> None:
    letters.objects.create(owner_id=pair.id, text="")
    letter = letters.objects.get()
    assert (opened(chiara, letter.title, letter.text), [len(value) for value in stored()]) == (["", ""], [109, 109])


def test_a_sealed_attribute_shows_nothing(letters, pair: Scope) -> None:
    letter = letters.objects.create(owner_id=pair.id, text=CANARY)
    fresh = letters(owner_id=pair.id, text=CANARY)
    for text in (letter.text, fresh.text):
        assert (str(text), repr(text), f"{text}", f"{text:>20}") == ("•••", "‹sealed›", "•••", "•••")
    assert CANARY not in repr(fresh.__dict__)
    assert CANARY not in serializers.serialize("json", [letter])


def test_saving_named_columns_seals_them_anew(letters, pair: Scope, chiara) -> None:
    letter = letters.objects.create(owner_id=pair.id, title="first", text="first")
    before = stored()
    letter.text = "second"
    letter.save(update_fields=["text"])
    after = stored()
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)
    assert opened(chiara, letters.objects.get().text) == ["second"]


def test_many_rows_are_sealed_too(letters, pair: Scope, chiara) -> None:
    letters.objects.bulk_create([letters(owner_id=pair.id, text=f"{CANARY} {n}") for n in range(3)])
    assert sorted(opened(chiara, *[letter.text for letter in letters.objects.all()])) == [
        f"{CANARY} {n}" for n in range(3)
    ]
    assert not any(CANARY.encode() in value for value in stored())


def test_a_deferred_column_is_fetched_sealed(letters, pair: Scope, chiara) -> None:
    letters.objects.create(owner_id=pair.id, text=CANARY)
    letter = letters.objects.defer("text").get()
    assert opened(chiara, letter.text) == [CANARY]


def test_refreshing_keeps_the_text_sealed(letters, pair: Scope, chiara) -> None:
    letter = letters.objects.create(owner_id=pair.id, text=CANARY)
    letter.refresh_from_db()
    assert opened(chiara, letter.text) == [CANARY]


def test_a_bulk_update_in_clear_is_refused(letters, pair: Scope) -> None:
    letter = letters.objects.create(owner_id=pair.id, text="before")
    before = stored()
    with pytest.raises(TypeError, match="never in clear"), transaction.atomic():
        letters.objects.update(text=CANARY)
    letter.text = CANARY
    with pytest.raises(TypeError, match="never in clear"), transaction.atomic():
        letters.objects.bulk_update([letter], ["text"])
    assert stored() == before


@pytest.mark.parametrize("value", [b"clear bytes", None, 7], ids=["bytes", "none", "number"])
def test_only_a_text_may_be_assigned(letters, value: object) -> None:
    with pytest.raises(TypeError, match="takes a text"):
        letters(owner_id=uuid.uuid4(), text=value)


def test_a_sealed_text_cannot_be_carried_to_another_row(letters, pair: Scope) -> None:
    one = letters.objects.create(owner_id=pair.id, text=CANARY)
    other = letters(owner_id=pair.id)
    for source in (one.text, letters(owner_id=pair.id, text="pending").text):
        with pytest.raises(TypeError, match="cannot be copied"):
            other.text = source


def test_a_text_not_sealed_yet_goes_into_no_cache(letters, pair: Scope) -> None:
    fresh = letters(owner_id=pair.id, text=CANARY)
    with pytest.raises(TypeError, match="no cache"):
        pickle.dumps(fresh.__dict__)


@pytest.mark.parametrize("lookup", ["text", "text__contains", "text__isnull", "text__gt"])
def test_what_is_sealed_cannot_be_searched(letters, lookup: str) -> None:
    with pytest.raises((FieldError, TypeError)):
        list(letters.objects.filter(**{lookup: CANARY}))


def test_a_space_nobody_opened_takes_no_words(letters) -> None:
    with pytest.raises(CannotSeal), transaction.atomic():
        letters.objects.create(owner_id=uuid.uuid4(), text=CANARY)
    assert stored() == []


def test_the_field_classes_itself() -> None:
    assert SealedTextField().privacy is Privacy.SEALED
