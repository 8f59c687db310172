"""What happens before Django reads the settings: which home, and the files without which there is none."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from paripasso.config import environment, files

MAKERS = frozenset({"init", "demo"})
HELP = frozenset({"-h", "--help"})


def prepare(words: Sequence[str]) -> list[str]:
    """Choose the home; make its files for a command that may; return what was made. Raises SettingMissing if a secret is missing."""
    command = next((word for word in words if not word.startswith("-")), "")
    if not command or HELP & set(words):
        return []
    if command in MAKERS:
        _choose(command, words)
        return files.make(environment.read())
    files.require_secret_key(environment.read())
    return []


def _choose(command: str, words: Sequence[str]) -> None:
    """Let `--home DIR` decide; the demonstration never touches a real house."""
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--home", type=Path)
    home: Path | None = options.parse_known_args(list(words))[0].home
    if command == "demo":
        os.environ["PARIPASSO_DEMO"] = "1"
        home = home or environment.read().home.with_name("paripasso-demo")
    if home is not None:
        os.environ["PARIPASSO_HOME"] = str(home.expanduser().absolute())
