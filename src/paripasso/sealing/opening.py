"""How a sealed text is opened. Only the door imports this: a contract sees to it."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from paripasso.sealing.crypto import HEAD, Place, aad, unpadded


def unseal(place: Place, data_key: bytes, blob: bytes) -> str:
    """Open a text. Raises cryptography's InvalidTag, or ValueError, if anything about it or its place has changed."""
    return unpadded(AESGCM(data_key).decrypt(blob[17:HEAD], blob[HEAD:], aad(place, blob[0])))
