"""Copy what a run is given, so that it stays what it was when people go on changing their minds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from paripasso.matching.models import Entrant, MatchRun
from paripasso.matching.queries import cards, past, pool
from paripasso.sealing.door import Purpose, Reader, open_sealed


@dataclass(frozen=True)
class Snapshot:
    """Rows still to be written, and what else the run keeps of this moment."""

    entrants: list[Entrant]
    staff: list[list[str | None]]
    past: list[tuple[str, str, int]]
    pool_digest: str
    pool: dict[str, Any]


def reader_of(run: MatchRun) -> Reader:
    """The job, as the sealing door knows it: a run with an id, and nobody."""
    return Reader(person=None, login=None, job=f"match:{run.public_id}")


def take(run: MatchRun, *, at: datetime) -> Snapshot:
    """Read the pool of now. Wishes and vetoes are opened and sealed again for the copy, under the same person's key.

    Raises CannotOpen if somebody's private choices do not open: a run that passed over a veto would break a promise.
    """
    entering = cards.entering(run.round)
    made = cards.cards(entering, on=run.round.starts_on)
    opened = open_sealed(reader_of(run), Purpose.ENGINE, [one.private_choices for one in entering], at=at)
    return Snapshot(
        entrants=[
            Entrant(run=run, enrolment=enrolment, person=enrolment.person, card=card, private_choices=text.reveal())
            for enrolment, card, text in zip(entering, made, opened, strict=True)
        ],
        staff=cards.staff(made),
        past=past.met([enrolment.person_id for enrolment in entering], on=run.round.starts_on),
        pool_digest=cards.digest(made),
        pool=pool.of(made).to_mapping(),
    )
