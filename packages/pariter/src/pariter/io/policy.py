"""Policies and skill lists from files."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pariter.io.files import plain, read_text
from pariter.problem import Flaw, Policy, ProblemError


def read_policy(path: str | Path) -> Policy:
    """The policy in a TOML file. Raises `ProblemError`; every flaw names the line."""
    text = read_text(Path(path))
    try:
        return Policy.from_toml(text)
    except ProblemError as error:
        raise ProblemError([replace(flaw, where=_line(Path(path), text, flaw)) for flaw in error.flaws]) from error


def _line(path: Path, text: str, flaw: Flaw) -> str:
    """Where a key like `weights.aims` stands: below its table, or, for `rules.shared_hour.hours`, in the rule's line."""
    wanted, table = flaw.where.removeprefix("policy.").split("."), ""
    for number, line in enumerate(text.splitlines(), 1):
        opened = re.match(r"\s*\[([\w.\s]+)\]", line)
        if opened:
            table = opened[1].strip()
        key = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line)
        here = [part for part in (*table.split("."), key[1] if key else "") if part]
        if (key or opened) and here and (here == wanted[: len(here)]) and len(here) >= min(2, len(wanted)):
            return f"{path}, line {number}, {flaw.where}"
    return f"{path}, {flaw.where}"


def read_skills(path: str | Path) -> frozenset[str]:
    """A list of skills, one a line; lines that begin with `#` are passed over."""
    lines = (plain(line.strip()) for line in read_text(Path(path)).splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
