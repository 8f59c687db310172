"""A house in a folder of its own, and processes that are killed in the middle of what they do.

killed = house.run("worker", "--once", fault=Fault("UPDATE", "messaging_notice", nth=3))
assert killed.hit                                   # it died there, and nowhere else
house.restore()                                     # the house as it was at the last `save`
house.run(code="from … import …; publish(…)", fault=Fault(nth=17))
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Fault:
    """Die (kill -9, by oneself) before the nth statement that begins with `verb` and names `table`.

    `verb` COMMIT dies before a commit, HAND right after a message was handed over; "" counts everything.
    """

    verb: str = ""
    table: str = ""
    nth: int = 1


COUNT = Fault(nth=10**9)
"""Never strikes; `Ended.seen` says how many places there were to strike at."""


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code, what it printed, whether the fault struck, how much it saw if it lived."""

    code: int
    output: str
    hit: bool
    seen: int


class House:
    """A home with its own databases, keys and spool."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.spool = self.home / "spool"
        self.saved = folder / "saved"
        self.mark = folder / "mark"
        self.printed = folder / "printed"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PARIPASSO_", "COV_"))},
            "DJANGO_SETTINGS_MODULE": "paripasso.config.settings",
            "PARIPASSO_HOME": str(self.home),
            "PARIPASSO_LANGUAGE": "en",
            "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("src", "packages/pariter/src", ".")),
        }
        subprocess.run(
            self._python("-m", "paripasso.config.cli", "init"), env=self.environment, check=True, capture_output=True
        )
        self.nursery = subprocess.Popen(
            self._python(str(Path(__file__).with_name("nursery.py"))),
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.save()

    def close(self) -> None:
        """End the nursery."""
        self.nursery.stdin.close()
        self.nursery.stdout.close()
        self.nursery.wait(30)

    def run(self, *words: str, fault: Fault | None = None, code: str = "") -> Ended:
        """Run a command of `paripasso`, or Python code with Django set up, to its end or to its fault."""
        pid = self._start(words, fault, code)
        ended = self._say({"wait": pid})
        mark = self.mark.read_text() if self.mark.exists() else ""
        hit = mark == "hit" and ended == -signal.SIGKILL
        return Ended(ended, self.printed.read_text(), hit, int(mark) if mark.isdigit() else 0)

    @contextmanager
    def running(self, *words: str) -> Iterator[Child]:
        """Keep a command running while the block lasts; it is killed afterwards if it still lives."""
        child = Child(self, self._start(words, None, ""))
        try:
            yield child
        finally:
            if child.code is None:
                child.end(signal.SIGKILL)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Read the rows' database from outside."""
        with contextlib.closing(sqlite3.connect(self.home / "paripasso.sqlite3", timeout=20)) as database:
            return database.execute(sql).fetchall()

    def expire_leases(self, table: str) -> None:
        """Let a minute pass for whatever a dead worker held."""
        with contextlib.closing(sqlite3.connect(self.home / "paripasso.sqlite3", timeout=20)) as database, database:
            database.execute(f"update {table} set leased_until = '2000-01-01 00:00:00' where leased_until is not null")

    def save(self) -> None:
        """Remember rows, keys and spool as they are. Nothing may be running."""
        shutil.rmtree(self.saved, ignore_errors=True)
        shutil.copytree(self.home, self.saved)

    def restore(self) -> None:
        """Go back to the last `save`."""
        shutil.rmtree(self.home)
        shutil.copytree(self.saved, self.home)

    def _start(self, words: tuple[str, ...], fault: Fault | None, code: str) -> int:
        self.mark.unlink(missing_ok=True)
        trap = [fault.verb, fault.table, fault.nth] if fault else None
        return self._say(
            {"words": words, "code": code, "fault": trap, "mark": str(self.mark), "output": str(self.printed)}
        )

    def _say(self, order: dict[str, object]) -> int:
        self.nursery.stdin.write(json.dumps(order) + "\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def _python(self, *words: str) -> list[str]:
        return [sys.executable, *words]


@dataclass
class Child:
    """A running command."""

    house: House
    pid: int
    code: int | None = None

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; return the exit code, negative for a signal that killed."""
        os.kill(self.pid, number)
        self.code = self.house._say({"wait": self.pid})
        return self.code
