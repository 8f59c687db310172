"""The command `paripasso`. Exit codes: 0 done, 1 crash, 2 usage or bad input, 3 refused, 4 not set up."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

import django

from paripasso.config import commands
from paripasso.config.environment import SettingMissing
from paripasso.core.refusals import Refusal

CRASH, USAGE, REFUSED, NOT_SET_UP = 1, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; say in one sentence what to do when the house is not set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paripasso.config.settings")
    try:
        django.setup()
        chosen = parser().parse_args(arguments)
        return int(chosen.run(chosen))
    except SettingMissing as problem:
        return _say(problem, NOT_SET_UP)
    except Refusal as problem:
        return _say(problem, REFUSED)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command of every module listed in `commands.COMMANDS`."""
    found = argparse.ArgumentParser(
        prog="paripasso", description="Peer mentoring at work, from the first sign-up to the last meeting."
    )
    added = found.add_subparsers(dest="command", required=True, metavar="command")
    for name in commands.COMMANDS:
        importlib.import_module(f"paripasso.config.commands.{name}").add(added)
    return found


def _say(problem: Exception, code: int) -> int:
    print(f"paripasso: {problem}", file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
