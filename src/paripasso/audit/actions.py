"""Writing down what happened: inside the transaction of its cause, so that neither exists without the other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from paripasso.audit import chain
from paripasso.audit.models import Entry

Fact = str | int | bool | None
LOOKED = "person.opened"


def record(event: str, *, by: Model | None, about: Model | None, at: datetime, **facts: Fact) -> None:
    """Write down that something happened, never what was said. `by` None means the house itself.

    `event` is `noun.past_verb`. Facts are short values that identify nobody who is not already in `by` or `about`.
    """
    _write(
        Entry(
            happened_at=at,
            event=event,
            by=str(by.pk) if by is not None else "house",
            about_kind=about._meta.label if about is not None else "",
            about_id=str(about.pk) if about is not None else "",
            facts=facts,
        )
    )


def opened(record_of: UUID, *, by: Model, at: datetime, page: str) -> None:
    """Write down that somebody looked at another person's record; that person can see it."""
    _write(
        Entry(
            happened_at=at,
            event=LOOKED,
            by=str(by.pk),
            about_kind="people.Person",
            about_id=str(record_of),
            facts={"page": page},
        )
    )


def _write(entry: Entry) -> None:
    entry.mark = chain.mark_of(entry)
    entry.save(force_insert=True)
    if chain.link_waiting not in [hook[1] for hook in connection.run_on_commit]:
        transaction.on_commit(chain.link_waiting, robust=True)
