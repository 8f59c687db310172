"""The command as whoever installs Paripasso meets it: in a process of its own, with an exit code."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]
ROOT = Path(__file__).resolve().parents[2]
PARIPASSO = [sys.executable, "-m", "paripasso.config.cli"]


def environment(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PARIPASSO_", "COV_"))}
    paths = os.pathsep.join(str(ROOT / part) for part in ("src", "packages/pariter/src"))
    return {**clean, "PYTHONPATH": paths, "PARIPASSO_HOME": str(home), "PARIPASSO_LANGUAGE": "en"}


def paripasso(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PARIPASSO, *words], env=environment(home), capture_output=True, text=True, check=False, cwd=home.parent
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("commands") / "home"
    done = paripasso(home, "init", "--administrator", "ines@valdora.example")
    assert (done.returncode, done.stderr) == (0, "")
    return home


def test_a_house_that_was_not_set_up_says_what_to_do(tmp_path: Path) -> None:
    done = paripasso(tmp_path / "home", "worker", "--once")
    said = f"paripasso: There is no secret key at {tmp_path / 'home' / 'secret_key'}. Run: paripasso init\n"
    assert (done.returncode, done.stdout, done.stderr) == (4, "", said)


def test_init_may_be_repeated_and_changes_no_secret(house: Path) -> None:
    secrets = [house / "secret_key", house.parent / "home-kek" / "kek"]
    before = [path.read_text() for path in secrets]
    done = paripasso(house, "init", "--administrator", "ines@valdora.example")
    assert (done.returncode, done.stderr, [path.read_text() for path in secrets]) == (0, "", before)


def test_the_doctor_says_that_all_is_well(house: Path) -> None:
    done = paripasso(house, "doctor", "--json")
    report = json.loads(done.stdout)
    outbox = {"queued": 0, "sent": 0, "failed": 0, "stopped": 0}
    assert (done.returncode, report["faults"], report["outbox"]) == (0, [], outbox)


def test_the_doctor_and_the_start_name_a_lost_key_file(house: Path) -> None:
    kek = house.parent / "home-kek" / "kek"
    kek.rename(kek.with_name("lost"))
    try:
        doctor, worker, again = (paripasso(house, *words) for words in (["doctor"], ["worker", "--once"], ["init"]))
    finally:
        kek.with_name("lost").rename(kek)
    assert [done.returncode for done in (doctor, worker, again)] == [4, 4, 4]
    assert f"There is no key file at {kek}" in doctor.stdout
    assert worker.stderr.startswith(f"paripasso: There is no key file at {kek}")


@pytest.mark.parametrize("words", [["fly"], ["worker", "--twice"], ["init", "--administrator", "nobody"]])
def test_wrong_usage_is_two(house: Path, words: list[str]) -> None:
    assert paripasso(house, *words).returncode == 2


def test_serving_answers_with_a_worker_beside_it_and_ends_when_told(house: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*PARIPASSO, "serve", "--port", str(port), "--with-worker"]
    with (house.parent / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment(house), stdout=log, stderr=log)
    try:
        answered = _status(f"http://127.0.0.1:{port}/account/login/")
        worker = _children(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(60)
    assert (answered, any("worker" in words for words in worker.values()), code) == (200, True, 0)
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in worker if Path(f"/proc/{pid}").exists()] == []


def _status(address: str) -> int:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            time.sleep(0.1)
    return 0


def _children(parent: int) -> dict[int, str]:
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found[int(path.parent.name)] = (path.parent / "cmdline").read_text().replace("\0", " ")
        except (OSError, ValueError):
            continue
    return found
