"""Excel workbooks: looked over as a zip first, then opened in a child process with little memory and little time."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paripasso.core.tables.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    BrokenSpreadsheet,
    NotASpreadsheet,
    Swollen,
    TooManyColumns,
    TooManyRows,
)

MOST_ENTRIES = 1000
MOST_RATIO = 100
MOST_UNPACKED = 200 * 1024 * 1024
MOST_DIRECTORY = 1024 * 1024  # bytes: of the zip's own list of entries
SECONDS = 30
CHILD = Path(__file__).with_name("workbook_child.py")
END_OF_ZIP = struct.Struct("<4s4H2LH")


def lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of the first sheet that has any, numbered as Excel numbers them. Raises NotATable."""
    _look_over(content)
    answer = _ask_child(content)
    if answer.get("too_many") == "rows":
        raise TooManyRows(most=MOST_ROWS)
    if answer.get("too_many") == "columns":
        raise TooManyColumns(most=MOST_COLUMNS)
    yield from answer["lines"]


def _look_over(content: bytes) -> None:
    """Refuse what is no workbook, and what would swell, before anything is unpacked."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    if at < 0 or len(content) < at + END_OF_ZIP.size:
        raise BrokenSpreadsheet
    _mark, _disk, _start, _here, entries, directory, _offset, _comment = END_OF_ZIP.unpack_from(content, at)
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY:
        raise Swollen
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BrokenSpreadsheet from None
    if "xl/workbook.xml" not in {entry.filename for entry in inside}:
        raise NotASpreadsheet
    unpacked = sum(entry.file_size for entry in inside)
    if len(inside) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise Swollen
    if any(entry.file_size > MOST_RATIO * max(entry.compress_size, 1) and entry.file_size > 65536 for entry in inside):
        raise Swollen


def _ask_child(content: bytes) -> dict[str, Any]:
    """Let a process of its own open the file: whatever happens there, happens there."""
    limits = [str(MOST_ROWS + 1), str(MOST_COLUMNS)]
    try:
        done = subprocess.run(  # noqa: S603 (our own script, no shell)
            [sys.executable, "-I", str(CHILD), *limits],
            input=content,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise BrokenSpreadsheet from None
    if done.returncode != 0:
        raise BrokenSpreadsheet
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
