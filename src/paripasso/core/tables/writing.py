"""The one writer of CSV and XLSX: what people typed never becomes a formula in somebody's spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None

# Spreadsheets take a cell that begins like this for a formula; the full-width forms too, after their own conversion.
FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ",") -> bytes:
    """Return a CSV in UTF-8, with the mark by which Excel knows it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([_harmless(name) for name in headers])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "Paripasso") -> bytes:
    """Return a workbook with one sheet. Text is typed as text, so a cell that begins with = stays what it is."""
    from openpyxl import Workbook  # noqa: PLC0415 (a fifth of a second that only exports should pay)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for row in ([*headers], *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_harmless(value))
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe_file_name(name: str, *, otherwise: str = "file") -> str:
    """A file name without folders, quotes and control characters."""
    last = re.split(r"[\\/]", name)[-1]
    kept = re.sub(r"[\x00-\x1f\x7f\"';\u202a-\u202e\u2066-\u2069]", "", last).strip(". ")[:120]
    return kept or otherwise


def _harmless(value: Cell) -> Cell:
    """Numbers stay numbers; text that would be taken for a formula gets an apostrophe, as one types it by hand."""
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value)
    return f"'{text}" if FORMULA.match(text) or FORMULA.match(value) else text
