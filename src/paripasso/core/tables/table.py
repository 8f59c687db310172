"""What a table is, how large it may be, and the sentence for each way of not being one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from paripasso.core.refusals import Refusal

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 100


class NotATable(Refusal):
    """The file cannot be read as a table. Each subclass says why, and what would help."""

    sentence = _("This file cannot be read as a table. Save it again as CSV or XLSX and choose it once more.")


class TooLarge(NotATable):
    """More bytes than we take."""

    sentence = _("The file is larger than %(megabytes)s MB. Leave out columns we do not need, or split it.")


class TooManyRows(NotATable):
    """More rows than we take."""

    sentence = _("The file has more than %(most)s rows. Split it into smaller ones.")


class TooManyColumns(NotATable):
    """More columns than we take."""

    sentence = _("The file has more than %(most)s columns. Keep the ones that are about people.")


class Empty(NotATable):
    """Nothing in it, or headers alone."""

    sentence = _(
        "The file has no rows. It needs a first line with the names of the columns, and a line for each person."
    )


class NoHeaders(NotATable):
    """The first line does not name columns."""

    sentence = _("Column %(column)s has no name. The first line of the file must name every column that has values.")


class HeadersTwice(NotATable):
    """Two columns with one name."""

    sentence = _("Two columns are called “%(name)s”. Give each column a name of its own.")


class NotASpreadsheet(NotATable):
    """Called .xlsx, but something else."""

    sentence = _("The file is called .xlsx, but it is not an Excel workbook. Save it again as XLSX or CSV.")


class OldSpreadsheet(NotATable):
    """Excel 97's format, or a workbook locked by a password: both begin alike."""

    sentence = _(
        "This is an old .xls workbook, or one locked with a password. Save it as XLSX or CSV, without a password."
    )


class NotText(NotATable):
    """Called .csv, but holds what no text holds."""

    sentence = _("This file is not text: it may be a picture, a PDF or a program. Save the table as CSV or XLSX.")


class WebPage(NotATable):
    """HTML under another name, as some systems export it."""

    sentence = _("This file is a web page, not a table. Export it again as CSV or XLSX.")


class Swollen(NotATable):
    """A workbook that unpacks to far more than it weighs."""

    sentence = _(
        "This workbook unpacks to more than any list of people needs. Copy the table into a new file and save that."
    )


class BrokenSpreadsheet(NotATable):
    """A workbook that cannot be opened."""

    sentence = _(
        "This workbook cannot be opened: it is damaged, or too large to read. Open it, save it again, and retry."
    )


class BrokenQuotes(NotATable):
    """A quotation mark that is never closed, or closed in the middle."""

    sentence = _("Line %(line)s: a quotation mark is opened and not closed as it should. Correct that line and retry.")


@dataclass(frozen=True)
class Row:
    """One line of the table: where it begins in the file (headers are on line 1), and its cells, trimmed."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Headers and rows. Every row has as many cells as there are headers; `ragged` are the lines that had more."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    ragged: tuple[int, ...] = ()


def build(lines: Iterable[tuple[int, Sequence[str]]]) -> Table:
    """Make a table of numbered lines, the first of which that is not empty names the columns. Raises NotATable."""
    filled = ((line, tuple(cell.strip() for cell in cells)) for line, cells in lines)
    content = ((line, cells) for line, cells in filled if any(cells))
    _line, names = next(content, (0, ()))
    rows: list[Row] = []
    ragged: list[int] = []
    headers = _headers(names)
    width = len(headers)
    for line, cells in content:
        if any(cells[width:]):
            ragged.append(line)
        rows.append(Row(line, (cells + ("",) * (width - len(cells)))[:width]))
        if len(rows) > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
    if not rows:
        raise Empty
    return Table(headers, tuple(rows), tuple(ragged))


def _headers(names: Sequence[str]) -> tuple[str, ...]:
    headers = list(names)
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > MOST_COLUMNS:
        raise TooManyColumns(most=MOST_COLUMNS)
    seen: set[str] = set()
    for place, name in enumerate(headers, start=1):
        if not name:
            raise NoHeaders(column=place)
        if name.casefold() in seen:
            raise HeadersTwice(name=name)
        seen.add(name.casefold())
    return tuple(headers)
