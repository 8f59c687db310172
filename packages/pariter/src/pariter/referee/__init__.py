"""What proves each kind of result, tested against all pairs that may be. numpy alone; no solver is known here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pariter.problem import Problem
from pariter.referee import directed, pairs
from pariter.result import Result

Findings = Iterator[tuple[str, dict[str, Any]]]
Page = Callable[[Problem, Result, int | None, int], Findings]

KINDS: Mapping[str, Page] = {"pairs": pairs.findings, "directed": directed.findings}

__all__ = ["KINDS", "Findings", "Page"]
