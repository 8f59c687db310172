"""A process that has loaded the product once and forks a child for each command: `python nursery.py`, spoken to by `harness.py`.

Forking takes milliseconds where starting takes seconds. Each child is a process of its own, with its own connections, and is
killed as any worker would be. Nothing of this is in the product.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402 - only now may models be loaded
from django.db.backends.utils import CursorWrapper  # noqa: E402

from paripasso.config import checks, cli  # noqa: E402
from paripasso.messaging.delivery.carriers import Spool  # noqa: E402


class Trap:
    """Counts what passes by; kills its own process, as `kill -9` would, at the place a fault names."""

    def __init__(self, verb: str, table: str, nth: int, mark: Path) -> None:
        self.verb, self.table, self.nth, self.mark = verb, table, nth, mark
        self.seen = 0
        self.lock = threading.Lock()

    def passing(self, verb: str, words: str) -> None:
        if (self.verb and verb != self.verb) or self.table not in words:
            return
        with self.lock:
            self.seen += 1
            if self.seen == self.nth:
                self.mark.write_text("hit")
                os.kill(os.getpid(), signal.SIGKILL)

    def arm(self) -> None:
        """Stand before every statement, before every commit, and after every message handed over."""
        self._before(
            CursorWrapper, "_execute", lambda _, sql, *__: (str(sql).lstrip().split(" ", 1)[0].upper(), str(sql))
        )
        self._before(
            CursorWrapper, "_executemany", lambda _, sql, *__: (str(sql).lstrip().split(" ", 1)[0].upper(), str(sql))
        )
        self._before(BaseDatabaseWrapper, "_commit", lambda connection: ("COMMIT", f"commit {connection.alias}"))
        inner = Spool.hand_over

        def hand_over(spool: Spool, mail: object) -> None:
            inner(spool, mail)
            self.passing("HAND", "message")

        Spool.hand_over = hand_over

    def _before(self, owner: type, name: str, describe: Callable[..., tuple[str, str]]) -> None:
        inner = getattr(owner, name)

        def wrapped(*args: object) -> object:
            self.passing(*describe(*args))
            return inner(*args)

        setattr(owner, name, wrapped)


def child(order: dict[str, object]) -> None:
    """Do one order and end the process with its exit code."""
    out = os.open(str(order["output"]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    mark, code = Path(str(order["mark"])), 1
    trap = Trap(*order["fault"], mark) if order["fault"] else None
    if trap:
        trap.arm()
    try:
        if order["code"]:
            exec(str(order["code"]), {"__name__": "chaos"})
            code = 0
        else:
            code = cli.main([str(word) for word in order["words"]])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - whatever it was, the test reads it
        traceback.print_exc()
    if trap:
        mark.write_text(str(trap.seen))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Take orders, a line of JSON each: start one, or wait for one that was started."""
    cli.parser()  # loads every command and migration, so that no child needs to
    checks.known_migrations()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            print(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]), flush=True)
            continue
        if (pid := os.fork()) == 0:
            child(order)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
