"""Demonstrations to look at: each stage made once, copied for each worker, served as in earnest."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, PATIENCE = 60, 300
COMMAND = [sys.executable, "-m", "paripasso.config.cli"]


class Houses:
    """The demonstrations of one worker, served until it ends: `houses.at("running")` is an address."""

    def __init__(self, shared: Path, mine: Path, *, running: str = "") -> None:
        """`shared` is a folder of all workers, `mine` of this one; `running` is a server somebody runs already."""
        self.shared, self.mine, self.running = shared, mine, running
        self.stack, self.addresses = ExitStack(), {}

    def at(self, stage: str) -> str:
        """The address of a house at this stage; it is built and opened on the first call."""
        if self.running and stage == "running":
            return self.running
        if stage not in self.addresses:
            self.addresses[stage] = self.stack.enter_context(served(self._copy(stage)))
        return self.addresses[stage]

    def close(self) -> None:
        """Stop every server of ours."""
        self.stack.close()

    def _copy(self, stage: str) -> Path:
        built, mine = build(self.shared, stage), self.mine / stage
        for ending in ("", "-kek"):
            shutil.copytree(f"{built}{ending}", f"{mine}{ending}")
        return mine


def build(shared: Path, stage: str) -> Path:
    """Make the demonstration of a stage, once: one worker builds while the others wait."""
    home = shared / stage
    with (shared / f"{stage}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{stage}.done").exists():
            asked = {"--home": home, "--stage": stage, "--people": PEOPLE, "--language": "it", "--seed": 7}
            words = [str(word) for pair in asked.items() for word in pair]
            command = [*COMMAND, "demo", "--no-serve", *words]
            made = subprocess.run(
                command, env=environment(home), capture_output=True, text=True, timeout=PATIENCE, check=False
            )
            if made.returncode:
                pytest.fail(f"The demonstration could not be built:\n{made.stderr[-3000:]}", pytrace=False)
            (shared / f"{stage}.done").touch()
    return home


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve a house with the product's own command, DEBUG off, its worker beside it; yield its address."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    with home.with_name(f"{home.name}.log").open("w+") as log:
        server = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), "--with-worker"],
            env=environment(home, PARIPASSO_BASE_URL=base),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_for(base, server, Path(log.name))
            yield base
        finally:
            os.killpg(server.pid, 15)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, 9)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a demonstration: this checkout's code, no setting of this machine's."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PARIPASSO_")}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages" / "pariter" / "src")])
    return clean | {"PYTHONPATH": path, "PARIPASSO_HOME": str(home), "PARIPASSO_DEMO": "1"} | more


def _wait_for(base: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{base}/demo/", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The server did not answer:\n{log.read_text()[-3000:]}", pytrace=False)
