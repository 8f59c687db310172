"""What is wrong with a cell: where, what stands there, why it cannot stay, and what would cure it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST_VALUE = 80


@dataclass(frozen=True)
class Words:
    """The sentences for a code, with named placeholders for the fault's parameters."""

    reason: str | StrPromise
    cure: str | StrPromise


@dataclass(frozen=True)
class Fault:
    """One thing that keeps the file from being written. `column` is the file's own header; line 0 is the whole file."""

    line: int
    column: str
    value: str
    code: str
    params: dict[str, str | int] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Why this cannot stay, in the active language."""
        return str(WORDS[self.code].reason) % self._said()

    @property
    def cure(self) -> str:
        """What to do about it, in the active language."""
        return str(WORDS[self.code].cure) % self._said()

    def _said(self) -> dict[str, str | int]:
        """The parameters, with our own names of columns (kept in English) in the active language."""
        label = self.params.get("label")
        return self.params if label is None else self.params | {"label": gettext(str(label))}

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the report that is kept."""
        return asdict(self)


WORDS: dict[str, Words] = {
    "column_missing": Words(
        _("The file has no column for “%(label)s”."),
        _("Add the column, or choose above which column holds it."),
    ),
    "row_too_long": Words(
        _("This line has more cells than the first line has names."),
        _("A separator inside a value is the usual cause: put that value between quotation marks."),
    ),
    "empty": Words(_("This cell is empty."), _("Fill it in, or leave the whole line out.")),
    "too_long": Words(_("This is longer than %(most)s characters."), _("Shorten it.")),
    "not_an_email": Words(
        _("This is not an e-mail address."), _("Write one address, such as name@example.org, and nothing else.")
    ),
    "twice": Words(_("Line %(first)s has the same value."), _("Keep one of the two lines.")),
    "not_a_number": Words(
        _("This is not a whole number from %(least)s to %(most)s."), _("Write a whole number in that range.")
    ),
    "not_a_date": Words(
        _("This is not a date we can read."), _("Write it as 2026-11-23 or 23/11/2026 (the day comes first).")
    ),
    "unknown_zone": Words(
        _("There is no such time zone."), _("Write a zone as a continent and a city, such as Europe/Rome.")
    ),
    "unknown_language": Words(
        _("“%(part)s” is not a language code."),
        _("Write two letters for each language, and how well: it:native; en:working."),
    ),
    "unknown_fluency": Words(
        _("“%(part)s” does not say how well in a way we know."), _("Write basic, working, fluent or native.")
    ),
    "not_a_choice": Words(_("This is not one of the values we know."), _("Write one of: %(choices)s.")),
    "person_unknown": Words(
        _("Nobody has this e-mail address or number, neither in this file nor in Paripasso."),
        _("Correct it, add that person's line, or leave the cell empty."),
    ),
}


def declare(words: Mapping[str, Words]) -> None:
    """Add the sentences of one more kind of import. Codes are shared: the same code means the same everywhere."""
    WORDS.update(words)


def shortened(value: str) -> str:
    """A value as a report shows it: one line, not too long."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"
