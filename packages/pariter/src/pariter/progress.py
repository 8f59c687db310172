"""How far a solver is, for whoever waits; and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

STAGES = ("scoring", "head_count", "worst_pair", "total", "leftovers", "explaining", "done")


@dataclass(frozen=True, slots=True)
class Progress:
    """One message: the stage, steps done of those to do, pairs found so far, and the bound on their value if known."""

    stage: str
    done: int
    of: int
    found: int = 0
    bound: int | None = None


Listener = Callable[[Progress], bool | None]


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
