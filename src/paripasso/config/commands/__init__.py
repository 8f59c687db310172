"""The commands of `paripasso`, one module each. A module says `add(commands)` and sets `run=function(args) -> int`."""

from __future__ import annotations

COMMANDS: tuple[str, ...] = (
    "init",
    "serve",
    "worker",
    "doctor",
    "demo",
    "people",
    "rounds",
    "enrolments",
    "match",
    "check",
    "runs",
    "publish",
    "poster",
)
