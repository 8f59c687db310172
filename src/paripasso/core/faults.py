"""Reporting an error without repeating what it was about: its kind and its place, never its words, which may quote somebody."""

from __future__ import annotations

import traceback
from pathlib import Path

import structlog

log = structlog.get_logger("paripasso")
DEEP = 4


def report(event: str, problem: BaseException, **keys: str) -> None:
    """Log that something failed, and where in the code."""
    log.error(event, problem=type(problem).__name__, where=where(problem), **keys)


def where(problem: BaseException) -> str:
    """Return the last calls before the error, as `file:line` from the outside in."""
    frames = traceback.extract_tb(problem.__traceback__)[-DEEP:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
