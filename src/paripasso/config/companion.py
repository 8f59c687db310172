"""A worker as a child of `paripasso serve`: started again if it dies, gone when its parent is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PAUSE = 2.0
GRACE = 30.0


@contextmanager
def worker() -> Iterator[None]:
    """Keep a worker running while the block lasts."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(over,), name="companion")
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep(over: threading.Event) -> None:
    while not over.is_set():
        child = subprocess.Popen(_command())  # noqa: S603 - our own command, no word from outside
        while child.poll() is None and not over.wait(0.5):
            pass
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(GRACE)
            except subprocess.TimeoutExpired:
                child.kill()
        else:
            over.wait(PAUSE)


def _command() -> list[str]:
    return [sys.executable, "-m", "paripasso.config.cli", "worker", "--parent", str(os.getpid())]
