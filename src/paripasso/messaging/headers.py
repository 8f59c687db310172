"""One guard for everything that becomes a header of an e-mail: names, subjects, addresses."""

from __future__ import annotations

import unicodedata

LINE_BREAKS = frozenset("\r\n\0\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class Injected(ValueError):
    """A header would break into two. The message does not repeat it."""


def guarded(words: str) -> str:
    """Return the words if they may stand in a header. Raises Injected for CR, LF, NUL and their kin."""
    if any(sign in LINE_BREAKS or unicodedata.category(sign) == "Cc" for sign in words):
        raise Injected("A header may hold no line break and no control character.")
    return words
