"""From bytes to a table: what is it, in which alphabet, between which signs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from paripasso.core.tables import workbooks
from paripasso.core.tables.table import (
    MOST_BYTES,
    BrokenQuotes,
    Empty,
    NotASpreadsheet,
    NotText,
    OldSpreadsheet,
    Table,
    TooLarge,
    WebPage,
    build,
)

DELIMITERS = (";", ",", "\t")
OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_IN_TEXT = frozenset(range(32)) - {9, 10, 12, 13}


def read(content: bytes, file_name: str) -> Table:
    """Read a CSV or XLSX file; its bytes say which it is, not its name alone. Raises NotATable."""
    if len(content) > MOST_BYTES:
        raise TooLarge(megabytes=MOST_BYTES // 1024 // 1024)
    if not content.strip():
        raise Empty
    if content.startswith(OLD_EXCEL):
        raise OldSpreadsheet
    if content.startswith(b"PK\x03\x04"):
        return build(workbooks.lines(content))
    if file_name.lower().endswith((".xlsx", ".xlsm")):
        raise NotASpreadsheet
    return build(_lines(_text(content)))


def _text(content: bytes) -> str:
    """Decode: UTF-8 or UTF-16 with their marks, UTF-8 without, else Windows' western alphabet."""
    if content.startswith(UTF_16):
        encoding = "utf-16"
    elif NOT_IN_TEXT & set(content[:65536]):
        raise NotText
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-16":
            raise NotText from None
        text = _western(content)
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise WebPage
    if "\x00" in text:
        raise NotText
    return text


def _western(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise NotText from None


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on; a quoted cell may hold line breaks."""
    first = text.lstrip("\r\n").partition("\n")[0].strip()
    stated = first[4:] if first.lower().startswith("sep=") and len(first) == 5 else ""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=stated or _delimiter(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            if not (stated and begins == 1):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise BrokenQuotes(line=begins) from None


def _delimiter(text: str) -> str:
    """The sign that cuts the first line into most columns; among equals, the first of `;`, `,` and tab."""

    def columns(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=columns)
