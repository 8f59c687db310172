"""Who may go where: the one table. `only(chiara, amadou)` reads as it is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cast import Cast


@dataclass(frozen=True)
class Door:
    """Who finds a door open. The rest find it shut; a visitor is asked to sign in first, unless it is open to all."""

    names: frozenset[str] | None
    to_visitors: str

    def for_(self, name: str) -> str:
        """Say what one of the cast finds."""
        if name == "visitor":
            return self.to_visitors
        return "open" if self.names is None or name in self.names else "shut"


EVERYONE = Door(None, "open")
SIGNED_IN = Door(None, "sign in")
NOBODY = Door(frozenset(), "sign in")


def only(*names: str) -> Door:
    """Open to these people alone."""
    return Door(frozenset(names), "sign in")


MEMBERS = only("chiara", "amadou")
MANAGER = only("paola")
HOUSE = only("ines")

SAMPLES: dict[str, Callable[[Cast], object]] = {}

DOORS: dict[str, Door] = {}
