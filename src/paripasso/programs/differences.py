"""What changed between two versions of a text, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

PIECES = re.compile(r"\s+|[^\s]+")
MOST_PIECES = 12_000


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same`, `new` or `gone`."""

    kind: str
    text: str


def between(before: str, after: str) -> list[Piece]:
    """Return the later text with what came in and what went out, in reading order."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    if len(old) + len(new) > MOST_PIECES:  # nobody reads such a comparison
        return [Piece("gone", before), Piece("new", after)]
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(new[c:d])))
            continue
        if b > a:
            found.append(Piece("gone", "".join(old[a:b])))
        if d > c:
            found.append(Piece("new", "".join(new[c:d])))
    return found
