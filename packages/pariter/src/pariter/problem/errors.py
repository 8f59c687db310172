"""What is wrong with a problem, named so that somebody can put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: where it stands, what was found, what would cure it.

    `where` is a place a reader can go to (`"row 12, column offers"`, `"rules.shared_hour"`); `code` is stable,
    for programs that speak other languages than English.
    """

    code: str
    where: str
    value: str
    message: str
    cure: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} (found {self.value!r}). {self.cure}"


class ProblemError(ValueError):
    """The people or the policy cannot be used. `flaws` lists everything that was found, not only the first."""

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.flaws: tuple[Flaw, ...] = tuple(flaws)
        super().__init__("\n".join(str(flaw) for flaw in self.flaws))


def nearest(word: str, known: Iterable[str]) -> str:
    """A cure for a misspelt name: the nearest known one, or all of them."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else f"Known names: {', '.join(names)}."
