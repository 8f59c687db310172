"""A throw-away PostgreSQL for one run of pytest: `PARIPASSO_TEST_DB=postgres pytest`.

Loaded with `-p`, because pytest-django reads the settings before any conftest is looked at.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
URLS = {"PARIPASSO_DATABASE_URL": "paripasso", "PARIPASSO_KEYS_DATABASE_URL": "paripasso_keys"}


def programs() -> str | None:
    """The folder of initdb and pg_ctl, the newest first; Debian keeps it off the path."""
    homes = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    found = shutil.which("initdb", path=os.pathsep.join([*homes, os.environ.get("PATH", "")]))
    return str(Path(found).parent) if found else None


def servant() -> str | None:
    """Whom to be: PostgreSQL refuses to run as root. None: who we are."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server:
    """One cluster in a folder of its own, on a Unix socket, without fsync; gone when stopped."""

    def __init__(self) -> None:
        self.bin, self.user = programs(), servant()
        if self.bin is None:
            pytest.exit("PARIPASSO_TEST_DB=postgres, but there is no initdb. On Debian: apt-get install postgresql", 4)
        self.folder = Path(tempfile.mkdtemp(prefix="paripasso-pg-", dir="/tmp"))
        if self.user:
            shutil.chown(self.folder, self.user)

    def call(self, program: str, *words: object) -> None:
        """Run one of PostgreSQL's programs; show what it said if it fails."""
        command = [f"{self.bin}/{program}", "-D", f"{self.folder}/rows", *map(str, words)]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            code = subprocess.call(command, stdout=log, stderr=log, user=self.user, cwd="/tmp")
        if code:
            pytest.exit(f"{program} failed; see {log.name}", 4)

    def start(self) -> None:
        """Make the cluster, start it, and point the settings at it."""
        self.call("initdb", "-U", "paripasso", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.call("pg_ctl", "-w", "-o", f"-k {self.folder} -c listen_addresses='' {FAST}", "start")
        os.environ |= {key: f"postgresql://paripasso@/{name}?host={self.folder}" for key, name in URLS.items()}

    def stop(self) -> None:
        """Stop at once; nothing in it is worth a checkpoint."""
        self.call("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
        Path(f"{self.folder}.log").unlink()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Choose the database. Workers of xdist inherit the choice of their controller."""
    chosen = os.environ.get("PARIPASSO_TEST_DB", "sqlite")
    if chosen == "postgres" and "PYTEST_XDIST_WORKER" not in os.environ:
        server = Server()
        atexit.register(server.stop)  # also when the settings do not load
        server.start()
    return (yield)
