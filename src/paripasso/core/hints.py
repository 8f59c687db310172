"""Hints to the worker: "look now". A hint is a job of django-tasks, queued in the caller's transaction.

The truth is in the rows, and the worker looks again anyway; so a lost hint loses nothing, and one hint a name is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet
from django_tasks import task
from django_tasks_db.models import DBTaskResult

listeners: dict[str, Callable[[], None]] = {}
"""What to do about a hint of a name; filled by whoever runs the sweeps."""


@task()
def look(name: str) -> None:
    """Run by a worker of django-tasks, as with Redis: do what this name's listener does, if there is one."""
    if name in listeners:
        listeners[name]()


@dataclass(frozen=True)
class _Given:
    """A mark on the open transaction: this hint is in it already."""

    name: str

    def __call__(self) -> None:
        """Do nothing when the transaction commits: the hint is a row of its own."""


def give(name: str) -> None:
    """Ask the worker to look after `name` soon; once a transaction is enough."""
    if any(hook[1] == _Given(name) for hook in connection.run_on_commit):
        return
    if not _waiting().filter(args_kwargs__args__0=name).exists():
        look.enqueue(name)
    transaction.on_commit(_Given(name))


def take() -> set[str]:
    """Take the hints that wait, and return their names."""
    found = {hint.pk: str(hint.args_kwargs["args"][0]) for hint in _waiting()[:500]}
    DBTaskResult.objects.filter(pk__in=found).delete()
    return set(found.values())


def _waiting() -> QuerySet[DBTaskResult[..., None]]:
    return DBTaskResult.objects.ready().filter(task_path=look.module_path).order_by()
