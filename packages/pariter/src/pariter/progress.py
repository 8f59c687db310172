"""How far a solver is, for whoever waits; and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

STAGES = ("compiling", "scoring", "head_count", "worst_pair", "total", "leftovers", "explaining", "done")


@dataclass(frozen=True, slots=True)
class Progress:
    """One message: the stage, steps done of those to do, pairs found so far, and the bound on their value if known."""

    stage: str
    done: int
    of: int
    found: int = 0
    bound: int | None = None


Listener = Callable[[Progress], bool | None]


class Bar:
    """A listener that draws a bar for people at a terminal. Compiling, which happens once, has a line of its own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, step: Progress) -> None:
        share = min(1.0, step.done / max(1, step.of))
        if step.stage == "compiling":
            line = "Compiling the kernels for large pools, once; they stay on disk …\n"
        elif step.stage == "done":
            line = "\r" + " " * 78 + "\r"
        else:
            found = f"  {step.found} pairs" if step.found else ""
            drawn = "█" * round(24 * share) + "·" * (24 - round(24 * share))
            line = f"\r{step.stage.replace('_', ' '):<12}{drawn} {share:>4.0%}{found:<20}"
        self._stream.write(line)
        self._stream.flush()


class Cancelled(Exception):
    """The listener answered `False`: the run was stopped and left nothing behind."""


class Reporter:
    """Tells a listener how far the work is. Raises `Cancelled` when it answers `False`."""

    def __init__(self, listener: Listener | None) -> None:
        self._listener = listener
        self.found = 0
        self.bound: int | None = None

    def tell(self, stage: str, done: int, of: int) -> None:
        """Send one message."""
        if self._listener and self._listener(Progress(stage, done, of, self.found, self.bound)) is False:
            raise Cancelled

    def ticks(self, stage: str) -> Callable[[int, int], None]:
        """A plain `(done, of)` callback for one stage, for kernels that know no stages."""
        return lambda done, of: self.tell(stage, done, of)
