"""Matching in the background."""

from __future__ import annotations

from datetime import datetime, timedelta

from paripasso.core import clock
from paripasso.core.leases import claim, release
from paripasso.matching.actions import execution
from paripasso.matching.models import MatchRun
from paripasso.matching.queries import runs
from paripasso.matching.rules import ATTEMPTS

LATER = timedelta(seconds=30)


def sweep(*, worker: str, at: datetime) -> int:
    """Execute one run that waits, or whose worker died. Returns how many it took: one, or none."""
    run = claim(runs.to_execute().filter(due_at__lte=at), worker=worker, at=at)
    if run is None:
        return 0
    attend(run, worker=worker)
    return 1


def attend(run: MatchRun, *, worker: str) -> MatchRun:
    """Execute one claimed run. A run that keeps killing its worker is given up, and says so."""
    if run.attempts > ATTEMPTS:
        return execution.fail(run=run, worker=worker, failure={"code": "given_up"}, at=clock.now())
    try:
        return execution.execute(run=run, worker=worker, tick=clock.now)
    except BaseException:
        # pushed back before the error goes on its way: one bad run never stops the others
        now = clock.now()
        release(run, at=now, due_at=now + LATER)
        raise
