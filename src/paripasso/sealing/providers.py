"""Key-encryption keys: outside the database and its backups, behind one small interface."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
KEY = 32


class ProviderFailed(Exception):
    """The key-encryption key is missing, unreadable, malformed, or does not open this. The message never holds key material."""


class KeyProvider(Protocol):
    """What wraps data keys. A vault, a transit service or a PKCS#11 device would offer the same three verbs."""

    def current(self) -> str:
        """Return the id of the key-encryption key that wraps new data keys."""

    def wrap(self, data_key: bytes, aad: bytes) -> bytes:
        """Wrap a data key under the current key-encryption key."""

    def unwrap(self, kek_id: str, wrapped: bytes, aad: bytes) -> bytes:
        """Return the data key. Raises ProviderFailed if that is not possible."""


class FileProvider:
    """A file of the service account, mode 0400: base64 of 32 bytes a line; the first is current, the rest are older ones.

    The file is read at every call and nothing is kept, so that a key taken away is away at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> str:
        return key_id(self._keys()[0])

    def wrap(self, data_key: bytes, aad: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + AESGCM(self._keys()[0]).encrypt(nonce, data_key, aad)

    def unwrap(self, kek_id: str, wrapped: bytes, aad: bytes) -> bytes:
        key = next((key for key in self._keys() if hmac.compare_digest(key_id(key), kek_id)), None)
        if key is None:
            raise ProviderFailed("No line of the key file has the id that this data key was wrapped with.")
        try:
            return AESGCM(key).decrypt(wrapped[:NONCE], wrapped[NONCE:], aad)
        except Exception:  # noqa: BLE001 - whatever cryptography raises, the answer is no
            raise ProviderFailed("The wrapped key has been changed, or belongs to another scope.") from None

    def _keys(self) -> list[bytes]:
        try:
            return keys_in(self.path.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as problem:
            raise ProviderFailed(f"The key file cannot be read ({type(problem).__name__}).") from None


def keys_in(words: str) -> list[bytes]:
    """Read the lines of a key file. Raises ProviderFailed unless every line is the base64 of 32 bytes."""
    try:
        keys = [base64.b64decode(line, validate=True) for line in words.split()]
    except binascii.Error:
        raise ProviderFailed("The key file holds something else than base64.") from None
    if not keys or any(len(key) != KEY for key in keys):
        raise ProviderFailed("The key file must hold 32 bytes a line, as base64.")
    return keys


def key_id(key: bytes) -> str:
    """Name a key-encryption key without telling anything about it."""
    return hmac.new(key, b"paripasso key-encryption key", hashlib.sha256).hexdigest()[:16]


def make_file(path: Path) -> None:
    """Make a new key file, 0400, in a folder of its own. An existing one is left alone."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY)).decode() + "\n")


def provider() -> KeyProvider:
    """Return the provider of this house."""
    return FileProvider(Path(settings.KEK_FILE))
