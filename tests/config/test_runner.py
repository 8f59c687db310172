from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from paripasso.config import runner, schedule
from paripasso.config.runner import Runner
from paripasso.config.schedule import Job
from paripasso.core import leases
from paripasso.messaging.models import Notice

pytestmark = pytest.mark.django_db


def queue(count: int, at: datetime) -> None:
    for n in range(count):
        Notice.objects.create(
            kind="account", cause=f"test:{n}", message_id=f"<{n}@test.example>", queued_at=at, due_at=at
        )


@pytest.fixture
def at() -> datetime:
    return runner.clock.now() - timedelta(minutes=5)


def test_a_job_is_swept_until_nothing_is_left(at: datetime) -> None:
    left = [3, 3, 1, 0, 9]
    found = Runner([Job("test", lambda *, worker, at: left.pop(0))]).sweep("test")
    assert (found, left) == (7, [9])


def test_a_sweep_that_fails_gives_its_rows_back_and_is_named(at: datetime) -> None:
    queue(2, at)

    def sweep(*, worker: str, at: datetime) -> int:
        leases.claim(Notice.objects.all(), worker=worker, at=at)
        raise RuntimeError

    worker = Runner([Job("test", sweep)])
    with pytest.raises(RuntimeError):
        worker.sweep("test")
    assert (set(Notice.objects.values_list("leased_by", flat=True)), worker.busy) == ({""}, set())


def test_a_failing_tick_does_not_stop_the_worker() -> None:
    def sweep(*, worker: str, at: datetime) -> int:
        raise RuntimeError

    Runner([Job("test", sweep)]).tick("test")


def test_the_heartbeat_keeps_what_is_being_worked_on(at: datetime) -> None:
    queue(1, at)
    kept = []

    def sweep(*, worker: str, at: datetime) -> int:
        row = leases.claim(Notice.objects.all(), worker=worker, at=at - timedelta(seconds=30))
        one.beat()
        kept.append(Notice.objects.get().leased_until - row.leased_until >= timedelta(seconds=30))
        return 0

    one = Runner([Job("test", sweep)])
    one.sweep("test")
    assert kept == [True]


def test_names_of_two_workers_differ() -> None:
    assert Runner().name != Runner().name


def test_the_post_is_on_the_schedule() -> None:
    assert "messaging" in {job.name for job in schedule.JOBS}
