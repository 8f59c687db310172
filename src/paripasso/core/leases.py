"""Rows that wait for a worker. Many may look; the database lets one take each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.apps import apps
from django.db.models import F, Q, QuerySet

from paripasso.core.models import Leased

LEASE = timedelta(seconds=60)

L = TypeVar("L", bound=Leased)


def claim(due: QuerySet[L], *, worker: str, at: datetime) -> L | None:
    """Take the oldest free row for this worker, and count the attempt; None if nothing is free.

    `due` says which rows wait and are due; this adds that nobody holds them.
    """
    free = due.filter(Q(leased_until=None) | Q(leased_until__lt=at)).order_by("due_at", "pk")
    while (row := free.first()) is not None:
        until = at + LEASE
        taken = (
            free.order_by().filter(pk=row.pk).update(leased_by=worker, leased_until=until, attempts=F("attempts") + 1)
        )
        if taken:
            row.leased_by, row.leased_until, row.attempts = worker, until, row.attempts + 1
            return row
    return None


def renew(row: Leased, *, at: datetime) -> bool:
    """Keep a row a while longer; False if the lease was lost to another worker meanwhile."""
    until = at + LEASE
    kept = type(row)._default_manager.filter(pk=row.pk, leased_by=row.leased_by).update(leased_until=until)
    if kept:
        row.leased_until = until
    return bool(kept)


def release(row: Leased, *, at: datetime, due_at: datetime | None = None) -> bool:
    """Give a row back, to be looked at again at `due_at` (now, if none is given); False if it was no longer ours."""
    kept = (
        type(row)
        ._default_manager.filter(pk=row.pk, leased_by=row.leased_by)
        .update(leased_by="", leased_until=None, due_at=due_at or at)
    )
    row.leased_by, row.leased_until, row.due_at = "", None, due_at or at
    return bool(kept)


def renew_all(workers: Iterable[str], *, at: datetime) -> int:
    """Keep every row these workers hold: the heartbeat. Return how many rows that were."""
    return sum(
        model._default_manager.filter(leased_by__in=list(workers), leased_until__gte=at).update(leased_until=at + LEASE)
        for model in leased_models()
    )


def free_all(worker: str, *, at: datetime) -> int:
    """Give back every row a worker still holds, because it has stopped working on them. Return how many that were."""
    return sum(
        model._default_manager.filter(leased_by=worker, leased_until__gte=at).update(leased_by="", leased_until=None)
        for model in leased_models()
    )


def leased_models() -> list[type[Leased]]:
    """Return every model whose rows are taken on a lease."""
    return [model for model in apps.get_models() if issubclass(model, Leased)]
