"""The list from which aims are chosen: names, definitions, suggestions, in both languages.

Staying is not in it, on purpose: under 500 people no honest target can be set (`content` rule), and it is computed in any case.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

LIST = Path(__file__).parent / "list.toml"

GROUPS = {
    "reach": _("Reach and fairness"),
    "matching": _("Matching"),
    "rhythm": _("Rhythm"),
    "quality": _("Quality"),
    "voice": _("What people say"),
    "result": _("Goals and growth"),
    "worth": _("What it was worth"),
    "health": _("Health of the data"),
}
UNITS = {
    "percent": "%",
    "points": _("points"),
    "mean": _("of 5"),
    "days": _("days"),
    "score": _("points"),
    "ratio": "",
}
LIMITS = {
    "percent": (0, 100), "points": (-100, 100), "mean": (1, 5), "days": (0, 365), "score": (-100, 100), "ratio": (0, 1),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure: what it is called, how it is defined, what to aim at in a first round, and whether it is measured here."""

    key: str
    group: str
    unit: str
    is_measured: bool
    better: str
    it: str
    en: str
    how: dict[str, str]
    target: Decimal | None = None

    def name(self, language: str) -> str:
        """Return the name in "it" or "en"."""
        return self.it if language.startswith("it") else self.en

    def definition(self, language: str) -> str:
        """Return how it is worked out, in "it" or "en"."""
        return self.how["it" if language.startswith("it") else "en"]

    @property
    def unit_in_words(self) -> str:
        """What stands after the figure."""
        return str(UNITS[self.unit])

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the most that a target can be."""
        return LIMITS[self.unit]


@cache
def indicators() -> dict[str, Indicator]:
    """Return the whole list by key, in the order in which pages show it."""
    read = tomllib.loads(LIST.read_text(encoding="utf-8"), parse_float=Decimal)
    return {
        key: Indicator(key=key, target=Decimal(values.pop("target")) if "target" in values else None, **values)
        for key, values in read.items()
    }
