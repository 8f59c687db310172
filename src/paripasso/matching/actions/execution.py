"""A worker executes a run: copy the pool, ask the engine, keep the answer. Each part is one transaction, and may be repeated.

A worker that dies in the middle loses nothing: its lease ends, another worker claims the run, finds the copy of the pool, and
comes to the same answer, because the engine gives the same bytes for the same question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.core.leases import LEASE
from paripasso.matching import engine
from paripasso.matching.enums import UNDER_WAY, Phase, ProposalState, RunState
from paripasso.matching.models import Entrant, MatchRun, Proposal, Seat, Unmatched
from paripasso.matching.queries import runs
from paripasso.sealing.fields import seal_all
from paripasso.sealing.refusals import CannotOpen

EVERY = timedelta(seconds=0.4)  # how often progress is written down: often enough for a page that asks every second
MOST_POINTS = 60
BATCH = 500


class Lost(Exception):
    """The run is no longer this worker's: cancelled, or claimed by another after the lease ran out."""


def execute(*, run: MatchRun, worker: str, tick: Callable[[], datetime]) -> MatchRun:
    """Execute a claimed run to its end and say how it ended: done, failed or cancelled.

    `tick` tells the time: the run lasts longer than one moment, and its lease must be kept alive.
    """
    began = tick()
    try:
        run = _gather(run=run, worker=worker, at=began)
        answer = engine.solve(run, at=began, progress=_Watch(run, worker, tick, began))
        at = tick()
        return _keep(run=run, worker=worker, answer=answer, seconds=(at - began).total_seconds(), at=at)
    except (engine.Stopped, Lost):
        return MatchRun.objects.get(pk=run.pk)
    except engine.Impossible as impossible:
        return fail(run=run, worker=worker, failure={"code": "impossible", "flaws": impossible.flaws}, at=tick())
    except CannotOpen:
        return fail(run=run, worker=worker, failure={"code": "sealed"}, at=tick())


def _mine(run: MatchRun, worker: str) -> MatchRun:
    """The row, kept from others until the transaction ends. Raises Lost."""
    rows = MatchRun.objects.select_for_update(of=("self",)).select_related("round__program")
    found = rows.filter(pk=run.pk, leased_by=worker, state__in=UNDER_WAY).first()
    if found is None:
        raise Lost
    return found


@transaction.atomic
def _gather(*, run: MatchRun, worker: str, at: datetime) -> MatchRun:
    """Copy the pool, once. Locks of people who have left the pool go with them."""
    run = _mine(run, worker)
    run.state, run.phase = RunState.RUNNING, Phase.GATHERING
    if run.snapshot_at is None:
        snapshot = engine.take(run, at=at)
        seal_all(snapshot.entrants)
        Entrant.objects.bulk_create(snapshot.entrants, batch_size=BATCH)
        present = {entrant.card["id"] for entrant in snapshot.entrants}
        run.settled = {
            **run.settled,
            "past": snapshot.past,
            "asked": len(run.settled.get("locked", [])),
            "locked": [pair for pair in run.settled.get("locked", []) if present.issuperset(pair)],
        }
        run.staff, run.pool_digest, run.result = snapshot.staff, snapshot.pool_digest, {"pool": snapshot.pool}
        run.snapshot_at = at
    run.save(update_fields=["state", "phase", "settled", "staff", "pool_digest", "result", "snapshot_at"])
    return run


class _Watch:
    """Writes down how far the engine is, keeps the lease alive, and answers False once the run is no longer wanted."""

    def __init__(self, run: MatchRun, worker: str, tick: Callable[[], datetime], began: datetime) -> None:
        self._row = MatchRun.objects.filter(pk=run.pk, leased_by=worker, state=RunState.RUNNING)
        self._tick, self._began, self._said = tick, began, began - EVERY
        self._stage = ""
        self._course: list[list[float | int | None]] = []

    def __call__(self, stage: str, done: int, of: int, found: int, bound: int | None) -> bool:
        now = self._tick()
        if stage == self._stage and now - self._said < EVERY:
            return True
        self._stage, self._said = stage, now
        self._course.append([round((now - self._began).total_seconds(), 1), found, bound])
        if len(self._course) > MOST_POINTS:
            del self._course[1:-1:2]
        return bool(
            self._row.update(
                phase=stage, progress_done=done, progress_total=of, course=self._course, leased_until=now + LEASE
            )
        )


@transaction.atomic
def _keep(*, run: MatchRun, worker: str, answer: engine.Answer, seconds: float, at: datetime) -> MatchRun:
    """Write the answer, whole. From here on the run never changes."""
    run = _mine(run, worker)
    Proposal.objects.bulk_create(answer.proposals, batch_size=BATCH)
    Seat.objects.bulk_create(answer.seats, batch_size=BATCH)
    Unmatched.objects.bulk_create(answer.unmatched, batch_size=BATCH)
    run.result = {**run.result, **answer.figures, **_of_the_house(run, answer, seconds)}
    run.certificate = answer.certificate
    run.engine_version, run.policy_digest = answer.engine_version, answer.policy_digest
    run.problem_digest, run.result_digest = answer.problem_digest, answer.result_digest
    _end(run, RunState.DONE, at=at)
    run.save(
        update_fields=[
            "result", "certificate", "engine_version", "policy_digest", "problem_digest", "result_digest", *ENDING
        ]
    )  # fmt: skip
    audit.record("match_run.done", by=None, about=run, at=at, proposals=len(answer.proposals))
    return run


def _of_the_house(run: MatchRun, answer: engine.Answer, seconds: float) -> dict[str, Any]:
    """What the house adds to the engine's figures: the time it took, the locks that held, what changed since the last run."""
    kept = sum(1 for proposal in answer.proposals if proposal.state == ProposalState.LOCKED)
    last = runs.before(run)
    together = _together(answer.seats)
    return {
        "seconds": round(seconds, 2),
        "seed": run.seed,
        "locks_let_go": run.settled.get("asked", 0) - kept,
        "compared_with": last.number if last else None,
        "changed": len(together - _together(Seat.objects.filter(proposal__run=last))) if last else None,
    }


def _together(seats: Iterable[Seat]) -> set[frozenset[UUID]]:
    """Who sits with whom."""
    found: dict[UUID, set[UUID]] = {}
    for seat in seats:
        found.setdefault(seat.proposal_id, set()).add(seat.enrolment_id)
    return {frozenset(members) for members in found.values()}


@transaction.atomic
def fail(*, run: MatchRun, worker: str, failure: dict[str, Any], at: datetime) -> MatchRun:
    """Write down why a run came to nothing, as codes; pages find the words. Raises Lost."""
    run = _mine(run, worker)
    run.failure = failure
    _end(run, RunState.FAILED, at=at)
    run.save(update_fields=["failure", *ENDING])
    audit.record("match_run.failed", by=None, about=run, at=at, code=str(failure.get("code", "")))
    return run


ENDING = ("state", "phase", "ended_at", "leased_by", "leased_until")


def _end(run: MatchRun, state: RunState, *, at: datetime) -> None:
    run.state, run.phase, run.ended_at = state, Phase.DONE, at
    run.leased_by, run.leased_until = "", None
