"""What the worker does for imports: read what was uploaded, write what was asked for, forget old files."""

from __future__ import annotations

from datetime import datetime

from paripasso.core import faults, leases
from paripasso.people.actions import imports
from paripasso.people.queries import imports as import_queries


def sweep(*, worker: str, at: datetime) -> int:
    """Take imports one by one until none is due. One bad file is pushed back and reported, and never stops the next."""
    done = imports.forget_old_files(at=at)
    while (record := leases.claim(import_queries.due(at), worker=worker, at=at)) is not None:
        try:
            imports.carry_on(record=record, at=at)
        except Exception as problem:  # noqa: BLE001 (the job runner's own)
            faults.report("import.failed", problem, record=str(record.pk))
            imports.push_back(record=record, at=at)
        else:
            leases.release(record, at=at)
        done += 1
    return done
