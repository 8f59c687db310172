"""What waits here for a worker: match runs whose pairs are to be introduced."""

from __future__ import annotations

from datetime import datetime, timedelta

from paripasso.core import leases
from paripasso.core.refusals import Refusal
from paripasso.matching.queries import runs
from paripasso.relationships.actions import introductions

LATER = timedelta(minutes=1)


def sweep(*, worker: str, at: datetime) -> int:
    """Publish the runs that somebody asked to publish. Safe to run twice, safe to lose: publishing is one transaction."""
    done = 0
    while (run := leases.claim(runs.to_publish().filter(due_at__lte=at), worker=worker, at=at)) is not None:
        try:
            introductions.publish(run=run, by=run.publish_asked_by, at=at)
        except Refusal:  # another worker was first, or the run was taken back
            leases.release(run, at=at, due_at=at + LATER)
            continue
        except Exception:
            leases.release(run, at=at, due_at=at + LATER)  # pushed back first: the others are not held up by this one
            raise
        done += 1
    return done
