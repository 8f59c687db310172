"""The worker itself: ticks, hints and heartbeats around the sweeps of `schedule.JOBS`.

A tick looks for rows that are due; a hint makes it look at once; a heartbeat keeps the rows that are being worked on. Killed at
any moment it loses nothing: its leases run out, and whoever looks next goes on.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from django.db import close_old_connections

from paripasso.config.schedule import JOBS, Job
from paripasso.core import clock, faults, hints, leases

HEARTBEAT = 15.0
HINTS = 0.25
GRACE = 30.0
LATE = 30

log = structlog.get_logger(__name__)


class Runner:
    """One worker process. Each job has a name of its own on the leases, so that a failed one can be freed alone."""

    def __init__(self, jobs: Sequence[Job] = JOBS) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"[:56]
        self.jobs = {job.name: job for job in jobs}
        self.busy: set[str] = set()
        self.over = threading.Event()
        self.scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(len(self.jobs) + 2)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": LATE},
            timezone="UTC",
        )

    def sweep(self, name: str) -> int:
        """Do what is due for one job until nothing is; return how much that was. An error frees its rows and is raised."""
        worker = f"{self.name}:{name}"[:80]
        self.busy.add(worker)
        done = 0
        try:
            while (step := self.jobs[name].sweep(worker=worker, at=clock.now())) and not self.over.is_set():
                done += step
            return done + step
        finally:
            self.busy.discard(worker)
            leases.free_all(worker, at=clock.now())

    def tick(self, name: str) -> None:
        """Sweep; an error is logged, and the next tick tries again."""
        try:
            self.sweep(name)
        except Exception as problem:  # noqa: BLE001 - the job runner: one failing sweep stops no other
            faults.report("sweep.failed", problem, job=name)

    def beat(self) -> None:
        """Keep the rows that are being worked on."""
        if self.busy:
            leases.renew_all(set(self.busy), at=clock.now())

    def listen(self) -> None:
        """Let a hint bring its job's next look forward."""
        for name in hints.take() & self.jobs.keys():
            try:
                self.scheduler.modify_job(name, next_run_time=clock.now())
            except JobLookupError:
                log.warning("hint.unknown", job=name)

    def start(self) -> None:
        """Start ticking."""
        for job in self.jobs.values():
            self._every(job.every, self.tick, job.name, id=job.name, next_run_time=clock.now())
        self._every(HEARTBEAT, self.beat, id="heartbeat")
        self._every(HINTS, self.listen, id="hints")
        self.scheduler.start()

    def stop(self) -> None:
        """Begin nothing new and let what runs come to the end of its batch, for a while."""
        self.over.set()
        self.scheduler.pause()
        stopping = threading.Thread(target=self.scheduler.shutdown, daemon=True)
        stopping.start()
        stopping.join(GRACE)

    def _every(self, seconds: float, step: Callable[..., None], *words: str, **options: Any) -> None:
        self.scheduler.add_job(_in_thread, "interval", [step, *words], seconds=seconds, **options)


def _in_thread(step: Callable[..., None], *words: str) -> None:
    """Run one step in a thread of the scheduler, on connections that still answer."""
    close_old_connections()
    try:
        step(*words)
    except Exception as problem:  # noqa: BLE001 - the job runner: a step that failed is taken again
        faults.report("step.failed", problem, step=step.__name__)
    finally:
        close_old_connections()


def run(parent: int = 0) -> int:
    """Work until SIGTERM or SIGINT, or until the parent process is gone."""
    runner = Runner()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: runner.over.set())
    runner.start()
    log.info("worker.started", worker=runner.name)
    while not runner.over.wait(1.0):
        if parent and os.getppid() != parent:
            break
    runner.stop()
    log.info("worker.stopped", worker=runner.name)
    return 0


def once() -> int:
    """Do everything that is due, also what follows from it; return 1 if something failed."""
    runner = Runner()
    failed: set[str] = set()
    while sum(_tried(runner, name, failed) for name in runner.jobs if name not in failed):
        hints.take()
    return int(bool(failed))


def _tried(runner: Runner, name: str, failed: set[str]) -> int:
    try:
        return runner.sweep(name)
    except Exception as problem:  # noqa: BLE001 - the job runner: say it, and go on with the others
        faults.report("sweep.failed", problem, job=name)
        failed.add(name)
        return 0
