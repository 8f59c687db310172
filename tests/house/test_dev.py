"""The command that everything else is started with."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).parent
REPORT = '<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>'


def test_help_says_what_every_command_is_for() -> None:
    done = subprocess.run([sys.executable, "dev.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(dev.COMMANDS) - set(re.findall(r"^  (\w+) +[A-Z\w].*\.", done.stdout, re.MULTILINE)) == set()


def test_an_unknown_command_is_a_usage_error() -> None:
    done = subprocess.run([sys.executable, "dev.py", "fly"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "invalid choice: 'fly'" in done.stderr) == (2, True)


def test_it_stands_on_the_standard_library_alone() -> None:
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", (ROOT / "dev.py").read_text(), re.MULTILINE))
    assert imported - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize(
    ("report", "code", "counted"),
    [
        (REPORT, 1, {"passed": 4, "failed": 3, "skipped": 3}),
        (REPORT.replace('"2"', '"0"').replace('"1"', '"0"'), 0, {"passed": 7, "failed": 0, "skipped": 3}),
        (None, 3, {"passed": 0, "failed": 1, "skipped": 0}),
        (REPORT.replace('"2"', '"0"').replace('"1"', '"0"'), 2, {"passed": 7, "failed": 1, "skipped": 3}),
    ],
)
def test_a_run_that_ends_badly_never_counts_as_passed(
    tmp_path: Path, report: str | None, code: int, counted: dict
) -> None:
    path = tmp_path / "report.xml"
    if report:
        path.write_text(report)
    assert dev.count(path, code) == counted


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org/simple", "--find-links /wheels", "x @ https://example.org/x"]
)
def test_a_lock_that_names_an_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    for name in ("dev", "base", "bootstrap"):
        (tmp_path / f"{name}.txt").write_text("uv==1 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(dev, "LOCKS", tmp_path)
    assert dev.lock(["--check"]) == 0
    (tmp_path / "base.txt").write_text(f"{line}\nuv==1 \\\n    --hash=sha256:00\n")
    with pytest.raises(dev.Stop, match="names an address"):
        dev.lock(["--check"])


def test_a_lock_without_a_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("dev", "base", "bootstrap"):
        (tmp_path / f"{name}.txt").write_text("uv==1\n")
    monkeypatch.setattr(dev, "LOCKS", tmp_path)
    with pytest.raises(dev.Stop, match=r"no hash for uv==1"):
        dev.lock(["--check"])


def test_the_lock_holds_what_is_asked_for() -> None:
    """Whoever adds a line to requirements/*.in and forgets `dev.py lock` hears of it here."""

    def names(text: str) -> set[str]:
        return {
            re.sub(r"[-_.]+", "-", found).lower() for found in re.findall(r"^([A-Za-z][\w.-]*)", text, re.MULTILINE)
        }

    for kind in ("base", "bootstrap", "dev"):
        asked, locked = ((ROOT / "requirements" / f"{kind}.{end}").read_text() for end in ("in", "txt"))
        assert (kind, names(asked) - names(locked)) == (kind, set())
