"""What a demonstration is asked for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

STAGES = ("enrolling", "matching", "running", "closed")
FEWEST, MOST = 24, 5000


@dataclass(frozen=True)
class Options:
    """What to build."""

    language: str = "it"
    people: int = 240
    stage: str = "running"
    seed: int = 7


@dataclass(frozen=True)
class Summary:
    """What was built. Value and bound in ten-thousandths, seconds of the build alone."""

    people: int
    enrolled: int
    pairs: int
    groups: int
    unmatched: int
    value: int
    bound: int
    gap_percent: float
    messages: int
    seconds: float
