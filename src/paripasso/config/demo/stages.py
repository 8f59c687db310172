"""From an empty house to a company that keeps pace, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from time import monotonic
from zoneinfo import ZoneInfo

from django.db import transaction

from paripasso.config import schedule
from paripasso.config.demo import answers, company, history
from paripasso.config.demo import people as demo_people
from paripasso.core import clock
from paripasso.enrolment.actions import enrolments
from paripasso.matching.actions import runs
from paripasso.matching.queries import runs as run_queries
from paripasso.people.actions import imports, persons
from paripasso.people.actions import skills as skill_actions
from paripasso.people.enums import ImportKind
from paripasso.people.models import Person
from paripasso.people.queries import directory
from paripasso.people.queries import skills as skill_queries
from paripasso.programs.actions import grants, guidelines, programs, rounds
from paripasso.programs.enums import Kind, Role, RoundState
from paripasso.programs.models import Round
from paripasso.programs.queries import programs as program_queries
from paripasso.relationships.queries import relationships

STAGES = ("enrolling", "matching", "running", "closed")
ROME = ZoneInfo("Europe/Rome")
ROUND = "fianco-a-fianco"
OTHER_ROUND = "primi-passi"


@dataclass(frozen=True)
class Options:
    """What to build."""

    language: str = "it"
    people: int = 240
    stage: str = "running"
    seed: int = 7


@dataclass(frozen=True)
class Summary:
    """What was built. Seconds are wall time of the build alone."""

    people: int
    enrolled: int
    pairs: int
    triads: int
    unmatched: int
    bound: int
    value: int
    gap_percent: float
    messages: int
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """Return plain values, for JSON."""
        return asdict(self)
