"""How a text is sealed: padded to a step, bound to its place, under the key of its scope.

Stored: version (1 byte) | key id (16) | nonce (12) | ciphertext | tag (16).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from paripasso.sealing.scopes import Scope

VERSION = 1
NONCE = 12
HEAD = 1 + 16 + NONCE
STEPS = (64, 256, 1024, 4096)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text lives. Elsewhere it does not open."""

    table: str
    column: str
    row: UUID
    scope: Scope


def aad(place: Place, version: int = VERSION) -> bytes:
    """Bind a text to table, column, row, scope and version: each part with its length, so that none can borrow from its neighbour."""
    return framed(place.table, place.column, str(place.row), place.scope.kind, str(place.scope.id), str(version))


def framed(*parts: str) -> bytes:
    """Join parts, each after its length in four bytes."""
    return b"".join(len(part).to_bytes(4) + part for part in (words.encode() for words in parts))


def padded(text: str) -> bytes:
    """Length in four bytes, the text, and zeros up to the next step, so that a size tells little."""
    words = text.encode()
    size = len(words) + 4
    step = next((step for step in STEPS if size <= step), -(-size // STEPS[-1]) * STEPS[-1])
    return (len(words).to_bytes(4) + words).ljust(step, b"\0")


def unpadded(words: bytes) -> str:
    """Undo `padded`. Raises ValueError if the length does not fit."""
    size = int.from_bytes(words[:4])
    if len(words) < size + 4:
        raise ValueError("The sealed text is shorter than it says.")
    return words[4 : 4 + size].decode()


def seal(place: Place, key_id: UUID, data_key: bytes, text: str) -> bytes:
    """Seal a text for one place."""
    nonce = secrets.token_bytes(NONCE)
    return bytes([VERSION]) + key_id.bytes + nonce + AESGCM(data_key).encrypt(nonce, padded(text), aad(place))


def key_of(blob: bytes) -> UUID:
    """Return the id of the key a text was sealed with. Raises ValueError if this is no sealed text."""
    if len(blob) < HEAD + 16 or blob[0] != VERSION:
        raise ValueError("This is not a sealed text of a known version.")
    return UUID(bytes=bytes(blob[1:17]))
