"""Evidence notes: what research says about a setting, how sure it is, and what is said when a choice goes against it.

The words are data, in both languages, beside this file. `note("EV14")` gives one; `checking.alerts` finds what goes against it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent

STRENGTHS = {
    "strong": _("strong evidence"),
    "moderate": _("moderate evidence"),
    "weak": _("weak evidence"),
    "contested": _("contested evidence"),
    "unverified": _("a rule of thumb, to be verified"),
}
CLOSENESS = {
    "peers": _("among peers at work"),
    "mentoring": _("mentoring in general"),
    "work": _("work in general"),
    "other": _("other settings"),
}


class UnknownNote(KeyError):
    """No note goes by this key; `notes.toml` holds them all."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One plain sentence on what research says, how strong that is, and the study. It never says how big an effect is."""

    key: str
    it: str
    en: str
    strength: str
    closeness: str
    study: str
    references: tuple[str, ...]

    def text(self, language: str) -> str:
        """Return the sentence in "it" or "en"."""
        return self.it if language.startswith("it") else self.en

    @property
    def strength_in_words(self) -> str:
        """How sure one can be."""
        return str(STRENGTHS[self.strength])

    @property
    def closeness_in_words(self) -> str:
        """How far the study stands from peers at work."""
        return str(CLOSENESS[self.closeness])


@dataclass(frozen=True, kw_only=True)
class Alert:
    """What is said when a choice goes against a note. `stop` asks for a written reason; nothing here is a wall."""

    key: str
    level: str
    it: str
    en: str

    @property
    def note(self) -> str:
        """The note it belongs to; empty for plain arithmetic."""
        return self.key[:4] if self.key.startswith("EV") else ""

    def text(self, language: str) -> str:
        """Return the sentence in "it" or "en"."""
        return self.it if language.startswith("it") else self.en


@cache
def notes() -> dict[str, Note]:
    """Return every note by its key."""
    read = _read("notes.toml")
    references: dict[str, str] = read.pop("references")
    return {
        key: Note(key=key, references=tuple(_full(values["study"], references)), **values)
        for key, values in read.items()
    }


def note(key: str) -> Note:
    """Return one note. Raises UnknownNote."""
    try:
        return notes()[key]
    except KeyError:
        raise UnknownNote(key) from None


def alert(key: str, **values: object) -> Alert:
    """Return a warning with its figures in place."""
    found = _warnings()[key]
    level, it, en = found["level"], found["it"].format(**values), found["en"].format(**values)
    return Alert(key=key, level=level, it=it, en=en)


@cache
def _warnings() -> dict[str, dict[str, str]]:
    return _read("warnings.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _full(study: str, references: dict[str, str]) -> list[str]:
    """The full references of the studies named, in the order in which they are named."""
    found = [(study.index(short), f"{short}. {full}") for short, full in references.items() if short in study]
    return [full for _place, full in sorted(found)]
