"""Files as tables: a header and numbered rows, from CSV, XLSX or JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

from pariter.io.files import plain, read_bytes, read_text
from pariter.problem import Flaw, ProblemError

Cell = str | tuple[str, ...] | Flaw
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it. `parts`: what stands between the items of one cell; `line`: what a row is called."""

    header: list[str]
    rows: list[tuple[int, list[Cell]]]
    parts: str
    line: str = "row"


def read_table(path: Path) -> Table:
    """The table in a file, by its ending: `.xlsx`, `.json`, or CSV. Raises `ProblemError` for whatever cannot be read."""
    reader: Callable[[Path], Table] = {".xlsx": _xlsx, ".json": _json}.get(path.suffix.lower(), _csv)
    return reader(path)


def _csv(path: Path) -> Table:
    """Row 1 is the header, as in a spreadsheet."""
    head = read_bytes(path)[:4]
    if head in (_ZIP, _OLD_EXCEL):
        cure = "Let its name end in .xlsx." if head == _ZIP else "Save it as .xlsx or as CSV UTF-8."
        raise ProblemError([Flaw("not_csv", str(path), "", "this is a spreadsheet, not CSV", cure)])
    text = read_text(path)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        where = f"{path}, line {reader.line_num}"
        raise ProblemError([Flaw("not_csv", where, "", f"this is not CSV: {error}", "Check the quotes.")]) from error
    rows: list[tuple[int, list[Cell]]] = [
        (number, [plain(cell.strip()) for cell in row])
        for number, row in enumerate(lines[1:], 2)
        if any(map(str.strip, row))
    ]
    return Table(_names(lines[0]), rows, "|" if delimiter == ";" else ";|")


def _names(header: list[str]) -> list[str]:
    return [name.strip().lower() for name in header]


def _xlsx(path: Path) -> Table:
    """The sheet `people`, or the first."""
    data = read_bytes(path)
    try:
        import python_calamine as calamine  # noqa: PLC0415 - the extra `sheets`
    except ImportError as error:
        flaw = Flaw(
            "no_reader",
            str(path),
            "",
            "spreadsheets cannot be read here",
            "pip install 'pariter[sheets]', or save it as CSV UTF-8.",
        )
        raise ProblemError([flaw]) from error
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        named = [name for name in book.sheet_names if name.strip().lower() == "people"] or book.sheet_names[:1]
        lines = book.get_sheet_by_name(named[0]).to_python(skip_empty_area=False)
    except (calamine.CalamineError, calamine.ZipError, IndexError, OSError) as error:
        flaw = Flaw(
            "not_xlsx",
            str(path),
            "",
            f"this is not an XLSX file: {error}",
            "Save it as .xlsx again, without a password.",
        )
        raise ProblemError([flaw]) from error
    if not lines:
        raise ProblemError(
            [Flaw("empty_file", str(path), named[0], "the sheet is empty", "Give it a header and people.")]
        )
    rows = [(number, [_cell(value) for value in row]) for number, row in enumerate(lines[1:], 2)]
    filled = [(number, row) for number, row in rows if any(row)]
    header = [str(name) for name in lines[0]]
    width = max((place for place, name in enumerate(header, 1) if name.strip()), default=0)
    return Table(_names(header[:width]), [(number, _cut(row, width)) for number, row in filled], ";|")


def _cut(row: list[Cell], width: int) -> list[Cell]:
    """A row without the empty cells beyond the header."""
    while len(row) > width and not row[-1]:
        row = row[:-1]
    return row


def _cell(value: object) -> Cell:
    """A cell of a spreadsheet as text. Numbers come as floats; dates were seldom meant."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time):
        cure = "Format the column as text and write it again: spreadsheets turn 9-12 into a date."
        return Flaw("bad_cell", "", str(value), "this is a date, not text", cure)
    return plain(str(value).strip())


def _json(path: Path) -> Table:
    """A list of objects, or an object with such a list as `people`. Row 1 is the first person."""
    text = read_text(path)
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno}, column {error.colno}"
        raise ProblemError(
            [Flaw("not_json", where, "", f"this is not JSON: {error.msg}", "Check the commas and quotes.")]
        ) from error
    people = values.get("people") if isinstance(values, dict) else values
    if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
        cure = 'Write [{"id": "e1", "offers": ["sql:4"]}, …].'
        raise ProblemError([Flaw("not_people", str(path), "", "this is not a list of people", cure)])
    header = list(dict.fromkeys(name for one in people for name in one)) or ["id"]
    rows = [(number, [_value(one.get(name)) for name in header]) for number, one in enumerate(people, 1)]
    return Table(_names(header), rows, ";|", line="person")


def _value(value: Any) -> Cell:
    """A value of JSON as a cell: lists, and mappings like `{"sql": 4}`, are items."""
    if isinstance(value, Mapping):
        return tuple(f"{word}:{mark}" for word, mark in value.items())
    if isinstance(value, list):
        return tuple(":".join(map(str, one)) if isinstance(one, list) else str(one) for one in value)
    return "" if value is None else str(value).strip()
