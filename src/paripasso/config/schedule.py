"""What the worker looks after. An app adds one line: its `jobs.sweep`, which does what is due and says how much that was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from paripasso.enrolment import jobs as enrolment
from paripasso.matching import jobs as matching
from paripasso.messaging import jobs as messaging
from paripasso.people import jobs as people
from paripasso.relationships import jobs as relationships


class Sweep(Protocol):
    """Do what is due, row by row. Safe to run twice, safe to be killed."""

    def __call__(self, *, worker: str, at: datetime) -> int: ...


@dataclass(frozen=True)
class Job:
    """A sweep and how often to look, in seconds."""

    name: str
    sweep: Callable[..., int] | Sweep
    every: float = 1.0


JOBS: list[Job] = [
    Job("people", people.sweep),
    Job("messaging", messaging.sweep),
    Job("enrolment", enrolment.sweep, every=5.0),
    Job("matching", matching.sweep),
    Job("relationships", relationships.sweep),
]
