"""The post: what the worker does for messages."""

from __future__ import annotations

from datetime import datetime

from paripasso.core import faults, leases
from paripasso.messaging.actions import posting
from paripasso.messaging.delivery.carriers import Carrier, Unreachable, carrier

BATCH = 50  # few enough to be done within one lease


def sweep(*, worker: str, at: datetime) -> int:
    """Deliver what is due; return how many messages were looked at. One bad address does not stop the post."""
    if not posting.due(at).exists():
        return 0
    try:
        with carrier() as carries:
            return _deliver(carries, worker=worker, at=at)
    except Unreachable as problem:
        _hold_all(str(problem), worker=worker, at=at)
        raise


def _deliver(carries: Carrier, *, worker: str, at: datetime) -> int:
    done = 0
    while done < BATCH and (notice := leases.claim(posting.due(at), worker=worker, at=at)) is not None:
        done += 1
        try:
            posting.post(notice, carries, at=at)
        except Unreachable:
            raise
        except Exception as problem:  # noqa: BLE001 - the job runner: a failing row is pushed back, the rest goes on
            faults.report("notice.not_sent", problem, notice=str(notice.pk), kind=notice.kind)
    return done


def _hold_all(why: str, *, worker: str, at: datetime) -> None:
    """Nobody takes messages: look again in a while, all of them, without counting a try."""
    while (notice := leases.claim(posting.due(at), worker=worker, at=at)) is not None:
        posting.hold_back(notice, at=at, why=why)
