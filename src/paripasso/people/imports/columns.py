"""Which column of the file is which field of ours: guessed from its name, in Italian or English, then chosen by a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Column:
    """A field that a file may bring. `names` are the headers we know it by, in both languages, in any spelling."""

    field: str
    label: str | StrPromise
    required: bool = False
    names: tuple[str, ...] = ()
    hint: str | StrPromise = ""


def guess(headers: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    """Return header → field, "" where nothing fits. No field is given twice: the first header keeps it."""
    known = {folded(name): column.field for column in columns for name in (column.field, *column.names)}
    found: dict[str, str] = {}
    for header in headers:
        field = known.get(folded(header), "")
        found[header] = "" if field in found.values() else field
    return found


def chosen(headers: Sequence[str], columns: Sequence[Column], asked: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping somebody asked for, over the guess; unknown headers and fields are passed over."""
    fields = {column.field for column in columns} | {""}
    by_name = {folded(header): header for header in headers}
    mapping = guess(headers, columns)
    for name, field in asked.items():
        header = by_name.get(folded(name))
        if header is not None and field in fields:
            mapping |= {other: "" for other, taken in mapping.items() if field and taken == field}
            mapping[header] = field
    return mapping


def folded(name: str) -> str:
    """A header without capitals, accents, signs and blanks: "E-Mail " and "email" are one."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)
