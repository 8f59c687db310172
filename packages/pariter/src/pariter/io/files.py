"""Bytes in, bytes out: files are read with their flaws named, and written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pariter.problem import Flaw, ProblemError

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def read_bytes(path: Path) -> bytes:
    """What stands in a file. Raises `ProblemError` if it cannot be opened, or is empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        flaw = Flaw("no_file", str(path), "", "the file cannot be opened", str(error.strerror))
        raise ProblemError([flaw]) from error
    if not data.strip():
        raise ProblemError([Flaw("empty_file", str(path), "", "the file is empty", "Give it a header and people.")])
    return data


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without byte order mark. Raises `ProblemError`, which says where it is not."""
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemError([_other_encoding(path, data, error.start)]) from error


def _other_encoding(path: Path, data: bytes, start: int) -> Flaw:
    """Where the text stops being UTF-8, and what it probably is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Flaw("not_utf8", str(path), "UTF-16", "this is not UTF-8 text", "Save it as CSV UTF-8.")
    before = data[:start].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    word = re.split(r"[,;\t\n\r\"]", data[start:].decode("cp1252", "replace"))[0]
    found = re.split(r"[,;\t\n\r\"]", before)[-1] + word
    cure = f"Save it as CSV UTF-8. Read as Windows-1252 it would be {found[:40]!r}."
    return Flaw(
        "not_utf8",
        f"{path}, line {line}, character {column}",
        f"byte {data[start]:#04x}",
        "this is not UTF-8 text",
        cure,
    )


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe is put before `= + - @`, tab, return and their wide forms.

    Examples
    --------
    >>> neutral("=1+1"), neutral("plain"), plain(neutral("'=x"))
    ("'=1+1", 'plain', "'=x")
    """
    return "'" + text if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """Text as it was before `neutral`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write a file whole or not at all: into a temporary one beside it, which then takes its name."""
    write_all({Path(path): content})


def write_all(contents: Mapping[Path, str | bytes]) -> None:
    """Write several files, each whole or not at all. Nothing takes its name before everything is on the disk."""
    drafts: list[tuple[Path, Path]] = []
    try:
        for target, content in contents.items():
            data = content.encode() if isinstance(content, str) else content
            handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            drafts.append((Path(draft), target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        while drafts:
            drafts[-1][0].replace(drafts[-1][1])
            drafts.pop()
    except BaseException:
        for one, _ in drafts:
            with contextlib.suppress(FileNotFoundError):
                one.unlink()
        raise
