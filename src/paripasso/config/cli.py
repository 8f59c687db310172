"""The command `paripasso`. Exit codes: 0 done, 1 crash, 2 usage or bad input, 3 refused, 4 not set up."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TypeAlias

import django

from paripasso.config import commands, early
from paripasso.config.environment import SettingMissing
from paripasso.core.refusals import Refusal

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name

REFUSED, NOT_SET_UP, INTERRUPTED = 3, 4, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; say in one sentence what to do when the house is not set up."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except SettingMissing as problem:
        return _say(problem, NOT_SET_UP)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command of every module listed in `commands.COMMANDS`. Django must be set up."""
    words = "Peer mentoring at work, from the first sign-up to the last meeting."
    found = argparse.ArgumentParser(prog="paripasso", description=words)
    added = found.add_subparsers(dest="command", required=True, metavar="command")
    for name in commands.COMMANDS:
        importlib.import_module(f"paripasso.config.commands.{name}").add(added)
    return found


def _run(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paripasso.config.settings")
    made = early.prepare(words)
    django.setup()
    chosen = parser().parse_args(words, argparse.Namespace(made=made, before="ready"))
    if chosen.before == "ready":
        importlib.import_module(
            "paripasso.config.checks"
        ).require_ready()  # it needs the models, which are loaded by now
    try:
        return int(chosen.run(chosen))
    except Refusal as problem:
        return _say(problem, REFUSED)


def _say(problem: Exception, code: int) -> int:
    print(f"paripasso: {problem}", file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
