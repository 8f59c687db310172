from __future__ import annotations

import contextlib
import secrets
import uuid

import pytest
from cryptography.exceptions import InvalidTag

from paripasso.sealing.crypto import HEAD, Place, aad, framed, key_of, padded, seal, unpadded
from paripasso.sealing.opening import unseal
from paripasso.sealing.scopes import Scope

PLACE = Place("letters", "text", uuid.UUID(int=1), Scope.relationship(uuid.UUID(int=2)))
KEY = secrets.token_bytes(32)
KEY_ID = uuid.UUID(int=3)


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (0, 64),
        (60, 64),
        (61, 256),
        (252, 256),
        (253, 1024),
        (1020, 1024),
        (1021, 4096),
        (4092, 4096),
        (4093, 8192),
        (9000, 12288),
    ],
)
def test_a_text_takes_a_whole_step(length: int, size: int) -> None:
    text = "x" * length
    assert (len(padded(text)), unpadded(padded(text))) == (size, text)


def test_the_stored_form_is_version_key_nonce_ciphertext_and_tag() -> None:
    blob = seal(PLACE, KEY_ID, KEY, "perché no")
    assert (blob[0], key_of(blob), len(blob)) == (1, KEY_ID, HEAD + 64 + 16)


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({seal(PLACE, KEY_ID, KEY, "yes") for _ in range(50)}) == 50


def test_parts_are_framed_so_that_none_borrows_from_its_neighbour() -> None:
    assert framed("ab", "c") != framed("a", "bc")
    assert aad(PLACE) == framed("letters", "text", str(uuid.UUID(int=1)), "relationship", str(uuid.UUID(int=2)), "1")


def test_no_changed_byte_goes_unnoticed() -> None:
    blob = seal(PLACE, KEY_ID, KEY, "a canary sings")
    opened = []
    for place in range(len(blob)):
        if 1 <= place < 17:  # the key's id: another id is another key, refused by the door
            continue
        changed = bytearray(blob)
        changed[place] ^= 1 << (place % 8)
        with contextlib.suppress(InvalidTag, ValueError):
            opened.append((place, unseal(PLACE, KEY, bytes(changed))))
    assert (opened, unseal(PLACE, KEY, blob)) == ([], "a canary sings")


@pytest.mark.parametrize("blob", [b"", b"\1short", b"\2" + b"x" * 120], ids=["empty", "short", "version"])
def test_what_is_no_sealed_text_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match="not a sealed text"):
        key_of(blob)


def test_a_length_that_lies_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter than it says"):
        unpadded((99).to_bytes(4) + b"x" * 60)
