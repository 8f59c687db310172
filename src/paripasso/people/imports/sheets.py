"""The rows of a file by field, and readers for the kinds of values they hold. A reader answers with the value, or adds a fault."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation

from paripasso.core.tables import Table
from paripasso.people.enums import Fluency
from paripasso.people.imports import languages
from paripasso.people.imports.columns import Column, folded
from paripasso.people.imports.faults import Fault, shortened

T = TypeVar("T")

DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$")
DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")


@dataclass(frozen=True)
class Record:
    """One line of the file, by field. Only mapped columns are here: the others were dropped before anything read them."""

    line: int
    values: Mapping[str, str]

    def get(self, field: str) -> str:
        """The text of a field; empty if the cell is, or if the file has no such column."""
        return self.values.get(field, "")


@dataclass
class Sheet:
    """A file read by a mapping. It collects the faults that readers find."""

    table: Table
    mapping: Mapping[str, str]
    columns: Sequence[Column]
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.headers = {name: header for header, name in self.mapping.items() if name}
        for column in self.columns:
            if column.required and column.field not in self.headers:
                with translation.override("en"):  # kept as it stands in the source, put into words when shown
                    label = str(column.label)
                self.faults.append(Fault(1, "", "", "column_missing", {"label": label}))
        for line in self.table.ragged:
            self.faults.append(Fault(line, "", "", "row_too_long"))

    @property
    def dropped(self) -> list[str]:
        """The columns that nobody asked for: named in the report, kept nowhere."""
        return [header for header in self.table.headers if not self.mapping.get(header)]

    @property
    def records(self) -> Iterator[Record]:
        """Every line that has a value in a mapped column."""
        places = [(n, self.mapping[h]) for n, h in enumerate(self.table.headers) if self.mapping.get(h)]
        for row in self.table.rows:
            values = {name: row.cells[place] for place, name in places}
            if any(values.values()):
                yield Record(row.line, values)

    def has(self, name: str) -> bool:
        """Tell whether the file brings this field at all."""
        return name in self.headers

    def fault(self, record: Record, name: str, value: str, code: str, /, **params: str | int) -> None:
        """Add what is wrong with a cell, under the file's own name of the column."""
        self.faults.append(Fault(record.line, self.headers.get(name, name), shortened(value), code, params))

    def text(self, record: Record, name: str, *, most: int, required: bool = False) -> str | None:
        """A short text."""
        value = " ".join(record.get(name).split())
        if required and not value:
            self._empty(record, name)
            return None
        if len(value) > most:
            self._no(record, name, value, "too_long", most=most)
            return None
        return value

    def email(self, record: Record, name: str) -> str | None:
        """An address, in lower case."""
        value = record.get(name).lower()
        if not value:
            self._empty(record, name)
            return None
        if not is_email(value):
            self._no(record, name, value, "not_an_email")
            return None
        return value

    def whole(self, record: Record, name: str, *, least: int, most: int) -> int | None:
        """A whole number, or None if the cell is empty."""
        value = record.get(name)
        if not value:
            return None
        if not re.fullmatch(r"\d{1,9}", value) or not least <= int(value) <= most:
            self._no(record, name, value, "not_a_number", least=least, most=most)
            return None
        return int(value)

    def day(self, record: Record, name: str) -> date | None:
        """A date, or None if the cell is empty."""
        value = record.get(name)
        if not value:
            return None
        try:
            if found := DAY.match(value):
                return date(*(int(part) for part in found.groups()))
            if found := DAY_FIRST.match(value):
                day, month, year = (int(part) for part in found.groups())
                return date(year, month, day)
        except ValueError:
            pass
        self._no(record, name, value, "not_a_date")
        return None

    def zone(self, record: Record, name: str) -> str | None:
        """The name of a time zone, or None if the cell is empty."""
        value = record.get(name)
        if not value:
            return None
        if value not in _zones():
            self._no(record, name, value, "unknown_zone")
            return None
        return value

    def choice(self, record: Record, name: str, choices: Mapping[str, T]) -> T | None:
        """One of a few values, whatever its capitals and signs, or None if the cell is empty."""
        value = record.get(name)
        if not value:
            return None
        known = {folded(text): meant for text, meant in choices.items()}
        if folded(value) in known:
            return known[folded(value)]
        self._no(record, name, value, "not_a_choice", choices=", ".join(choices))
        return None

    def listed(self, record: Record, name: str) -> list[str]:
        """The parts of a cell, cut at semicolons, bars and line breaks."""
        return [part.strip() for part in re.split(r"[;|\n]", record.get(name)) if part.strip()]

    def languages(self, record: Record, name: str) -> dict[str, Fluency] | None:
        """Languages and how well: "it:native; en:working", or names; without a word on how well, working. None after a fault."""
        value = record.get(name)
        try:
            return languages.read(value)
        except languages.Unreadable as problem:
            code = "unknown_fluency" if problem.is_fluency else "unknown_language"
            self._no(record, name, value, code, part=shortened(problem.part))
            return None

    def _empty(self, record: Record, name: str) -> None:
        """An empty cell that must not be; a column that is not there at all has its own fault, once."""
        if self.has(name):
            self.fault(record, name, "", "empty")

    def _no(self, record: Record, name: str, value: str, code: str, /, **params: str | int) -> None:
        self.fault(record, name, value, code, **params)


def is_email(value: str) -> bool:
    """Tell whether this is one e-mail address, and short enough."""
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= 254


@cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()
