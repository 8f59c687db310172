#!/usr/bin/env python3
"""Every command of this repository, with nothing but Python: `python3 dev.py --help`."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
LOCKS = ROOT / "requirements"
OURS = (ROOT / "packages" / "pariter", ROOT)  # built here, the engine first
LOCALE = ROOT / "src" / "paripasso" / "locale" / "it" / "LC_MESSAGES"
ATOMIC = "libatomic.so.1"  # what drives chromium needs it, and does not bring it
SYSTEM = {
    "chromium": "chromium",
    ATOMIC: "libatomic1",
    "initdb": "postgresql",
    "zbarimg": "zbar-tools",
    "msgfmt": "gettext",
}  # -> Debian's package
ADDRESS = re.compile(r"^\s*(-i|--\S*index\S*|--find-links)\b|://", re.MULTILINE)


class Stop(Exception):
    """Something is missing that this script cannot mend; the words say what to do."""


def say(words: str) -> None:
    """Print one progress line at once, so that it stands before what the next command prints."""
    print(f"\033[1m▸ {words}\033[0m" if sys.stdout.isatty() else f"▸ {words}", flush=True)


def run(*command: object, check: bool = True, **environment: str) -> int:
    """Run a command in the checkout with our environment's programs first on the path; return its exit code.

    Raises Stop if it fails and `check` is set.
    """
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    words = [str(word) for word in command]
    code = subprocess.call(words, cwd=ROOT, env={**os.environ, "PATH": path, **environment})
    if code and check:
        message = f"`{' '.join(words[:6])}` ended with exit code {code}."
        raise Stop(message)
    return code


# --- environment ---------------------------------------------------------------------------------------------


def fingerprint(kind: str) -> str:
    """What the environment is made of; any change to it calls for another look."""
    parts = [sys.version, kind, str(ROOT)]
    parts += [(LOCKS / f"{name}.txt").read_text() for name in ("bootstrap", kind)]
    parts += [(folder / "pyproject.toml").read_text() for folder in OURS if (folder / "pyproject.toml").exists()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def environment(kind: str) -> None:
    """Make `.venv` hold exactly what the lock of this kind says, `base` to run and `dev` to work; quick if it does."""
    known = fingerprint(kind)
    stamps = [VENV / f"{name}.stamp" for name in ("base", "dev")]
    wanted = VENV / f"{kind}.stamp"
    # What is enough to work is enough to run.
    if kind == "base" and stamps[1].exists() and stamps[1].read_text() == fingerprint("dev"):
        return
    if wanted.exists() and wanted.read_text() == known:
        return
    begun = time.monotonic()
    say(f"Environment ({kind}): .venv, from hashed locks")
    make_venv()
    install(kind)
    wanted.write_text(known)
    say(f"Environment ready in {time.monotonic() - begun:.0f} s")


def make_venv() -> None:
    """Make `.venv`, or make it anew if its Python has gone or is another one."""
    version = f"import sys; raise SystemExit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    if PYTHON.exists() and subprocess.call([str(PYTHON), "-c", version]) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart
        apt_install("python3-venv")
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        message = "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"
        raise Stop(message)


def install(kind: str) -> None:
    """Install uv from its hashed lock, then everything else by uv; by pip where uv cannot."""
    lock, quiet = LOCKS / f"{kind}.txt", ("--quiet", "--disable-pip-version-check")
    run(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", LOCKS / "bootstrap.txt")
    ours = [word for folder in OURS if (folder / "pyproject.toml").exists() for word in ("-e", folder)]
    build = ("--no-deps", "--no-build-isolation")
    uv = (BIN / "uv", "pip", "install", "--python", PYTHON, "--quiet")
    # uv knows nothing of the system's certificates unless told.
    if run(*uv, "--require-hashes", "-r", lock, check=False, UV_SYSTEM_CERTS="1"):
        say("uv could not install; trying pip")
        run(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock)
    if run(*uv, "--offline", *build, *ours, check=False):
        run(PYTHON, "-m", "pip", "install", *quiet, "--no-index", *build, *ours)


def find(program: str) -> str | None:
    """Where a program or library is; Debian keeps PostgreSQL's programs off the path."""
    if ".so" in program:
        with contextlib.suppress(OSError):
            return str(ctypes.CDLL(program))
        return None
    homes = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    return shutil.which(program) or shutil.which(program, path=os.pathsep.join(homes))


def apt_install(*packages: str) -> None:
    """Install Debian's packages, where this is Debian and we are root; elsewhere do nothing."""
    release = Path("/etc/os-release")
    debian = release.exists() and "\nID=debian" in f"\n{release.read_text()}"
    if not packages or not debian or os.geteuid() != 0:
        return
    say(f"Debian: installing {', '.join(packages)}")
    apt = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryFile() as log:
        for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
            if subprocess.call(command, env=quietly, stdout=log, stderr=subprocess.STDOUT):
                log.seek(0)
                print(log.read().decode(errors="replace")[-2000:], file=sys.stderr)
                return


def system_programs(*programs: str) -> list[str]:
    """Install what the tests need from Debian, where we may; return what is still missing."""
    apt_install(*(SYSTEM[name] for name in programs if find(name) is None))
    return [name for name in programs if find(name) is None]


# --- tests ---------------------------------------------------------------------------------------------------

UNIT = ("tests", "-m", "not browser")
GROUPS: dict[str, tuple[str, tuple[str, ...], dict[str, str], tuple[str, ...]]] = {
    # name: (what it is, pytest's words, environment, programs it needs)
    "engine": ("pariter, without Django", ("packages/pariter",), {}, ()),
    "sqlite": ("units and house rules, on SQLite", UNIT, {"PARIPASSO_TEST_DB": "sqlite"}, ()),
    "postgres": (
        "units, on PostgreSQL",
        (*UNIT, "--ignore=tests/house"),
        {"PARIPASSO_TEST_DB": "postgres"},
        ("initdb",),
    ),
    "browser": (
        "browser with axe, both languages, light and dark",
        ("tests", "-m", "browser"),
        {"PARIPASSO_TEST_DB": "sqlite"},
        ("chromium", ATOMIC),
    ),
}


def count(report: Path, code: int) -> dict[str, int]:
    """What one pytest run counted. A run that failed without a failing test counts as one failure."""
    totals = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    if report.exists():
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - pytest wrote it a moment ago
            totals = {name: value + int(suite.get(name, 0)) for name, value in totals.items()}
    failed = totals["failures"] + totals["errors"]
    passed = totals["tests"] - failed - totals["skipped"]
    return {"passed": passed, "failed": failed or int(code != 0), "skipped": totals["skipped"]}


def test_group(name: str, words: Sequence[str], folder: Path) -> dict[str, int]:
    """Run one group of tests and count."""
    title, chosen, variables, _ = GROUPS[name]
    say(f"Tests: {title}")
    report = folder / f"{name}.xml"
    code = run(PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *chosen, *words, check=False, **variables)
    return count(report, code)


def test(words: list[str], groups: Sequence[str] = ()) -> int:  # noqa: PT028 - a command, not a test
    """Run every group of tests, or those named first; end with one line of sums."""
    named = [word for word in words if word in GROUPS]
    rest = [word for word in words if word not in GROUPS]
    environment("dev")
    chosen = named or groups or tuple(GROUPS)
    wanted = {program for name in chosen for program in GROUPS[name][3]} | {"msgfmt", "zbarimg"}
    missing = system_programs(*sorted(wanted))
    begun, sums = time.monotonic(), dict.fromkeys(("passed", "failed", "skipped"), 0)
    not_run = []
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            title, _, _, needed = GROUPS[name]
            if lacking := [program for program in needed if program in missing]:
                not_run.append(f"!!! NOT RUN: {title}. Missing: {', '.join(lacking)}.")
                sums["skipped"] += 1
                continue
            for key, value in test_group(name, rest, Path(folder)).items():
                sums[key] += value
    say(f"{', '.join(chosen)}: {time.monotonic() - begun:.0f} s")
    for line in not_run:
        print(line)
    print(", ".join(f"{value} {key}" for key, value in sums.items()), flush=True)
    return int(sums["failed"] > 0 or sums["passed"] == 0)


# --- checks --------------------------------------------------------------------------------------------------


def all_of(checks: dict[str, Sequence[object]]) -> int:
    """Run every check, even after one has failed; return 1 if any did."""
    failed = []
    for name, command in checks.items():
        say(name)
        if run(*command, check=False):
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else f"{len(checks)} checks passed.", flush=True)
    return int(bool(failed))


def lint(_: list[str]) -> int:
    """Style, templates, import contracts, spelling and our own rules."""
    environment("dev")
    return all_of(
        {
            "ruff": ("ruff", "check"),
            "ruff format": ("ruff", "format", "--check"),
            "djlint": ("djlint", "--lint", "--quiet", "src/paripasso/templates"),
            "import contracts": ("lint-imports",),
            "codespell": ("codespell",),
            "budgets": (PYTHON, "-m", "tools.budgets"),
            "templates": (PYTHON, "-m", "tools.templates"),
            "habits": (PYTHON, "-m", "tools.habits"),
            "names": (PYTHON, "-m", "tools.names"),
            "locks": (PYTHON, "dev.py", "lock", "--check"),
        }
    )


def fix(_: list[str]) -> int:
    """Mend what can be mended by itself: imports, format, simple findings."""
    environment("dev")
    run("ruff", "check", "--fix", "--exit-zero", "--quiet")
    return run("ruff", "format")


def types(_: list[str]) -> int:
    """mypy, strict."""
    environment("dev")
    return all_of({"mypy": (PYTHON, "-m", "mypy")})


def words(_: list[str]) -> int:
    """Collect the texts to translate, compile what is there, and name what Italian lacks."""
    environment("dev")
    if missing := system_programs("msgfmt"):
        message = f"gettext is needed ({missing[0]}). On Debian: apt-get install gettext"
        raise Stop(message)
    return run(PYTHON, "-m", "tools.words", check=False)


def browser(arguments: list[str]) -> int:
    """The browser tests alone; they also write the screenshots."""
    return test(arguments, ("browser",))


def docs(_: list[str]) -> int:
    """Write the papers that are made from the code: docs/privacy.md."""
    environment("dev")
    return run(PYTHON, "-m", "tools.papers", check=False)


def lock(arguments: list[str]) -> int:
    """Resolve requirements/*.in anew, with hashes and without addresses; `--check` only looks at what is there."""
    names = ("dev", "base", "bootstrap")
    if "--check" not in arguments:
        if not shutil.which("uv", path=str(BIN)):
            environment("base")
        for name in names:
            pins = [] if name == "dev" else ["--constraint", "requirements/dev.txt"]
            target = f"requirements/{name}.txt"
            options = (
                "--universal",
                "--python-version",
                "3.11",
                "--generate-hashes",
                "--no-header",
                "--quiet",
            )
            extra = ("--upgrade",) if "--upgrade" in arguments else ()
            say(target)
            run(
                "uv",
                "pip",
                "compile",
                *options,
                *extra,
                *pins,
                f"requirements/{name}.in",
                "-o",
                target,
                UV_SYSTEM_CERTS="1",
            )
    for name in names:
        text = (LOCKS / f"{name}.txt").read_text()
        if found := ADDRESS.search(text):
            message = (
                f"requirements/{name}.txt names an address: {found.group()!r}. Locks hold names, versions and hashes."
            )
            raise Stop(message)
        if unhashed := [line for line in text.splitlines() if re.match(r"\w", line) and not line.endswith("\\")]:
            message = f"requirements/{name}.txt has no hash for {unhashed[0]}."
            raise Stop(message)
    print("The locks name versions and hashes alone.")
    return 0


def demo(arguments: list[str]) -> int:
    """The demo company, made by real actions, then served; `dev.py demo --help` lists its options."""
    environment("base")
    return run(BIN / "paripasso", "demo", *arguments, check=False)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "fix": fix,
    "types": types,
    "words": words,
    "messages": words,
    "browser": browser,
    "docs": docs,
    "lock": lock,
}


def main(arguments: Sequence[str]) -> int:
    """Take a command and hand it the rest of the line."""
    listed = "\n".join(f"  {name:<10}{(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items())
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__, epilog=listed, formatter_class=layout)
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to the command")
    chosen = parser.parse_args(arguments)
    if sys.version_info < (3, 11):  # noqa: UP036 - the script must still say so on an older one
        print("Paripasso needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    try:
        return COMMANDS[chosen.command](chosen.arguments)
    except Stop as problem:
        print(f"dev.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
