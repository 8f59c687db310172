"""`paripasso init`: make a house, or bring one up to date."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from typing import TYPE_CHECKING

from django.conf import settings

from paripasso.config import checks, house
from paripasso.core import clock

if TYPE_CHECKING:
    from paripasso.config.cli import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Make the home, the keys and the tables, or bring them up to date. May be repeated."
    command = commands.add_parser("init", help=words, description=words)
    command.add_argument("--home", metavar="DIR", help="where everything is kept, instead of PARIPASSO_HOME")
    command.set_defaults(run=run, before="files")


def run(arguments: argparse.Namespace) -> int:
    """Make what is missing; the files were made before Django was set up."""
    at = clock.now()
    for line in arguments.made:
        print(line)
    house.make_tables()
    house.make_house_key(at=at)
    if importlib.util.find_spec("paripasso.people.actions.skills"):
        importlib.import_module("paripasso.people.actions.skills").load_builtin(at=at)
    checks.require_ready()
    print(f"home           {settings.ENV.home}")
    print("ready          paripasso serve --with-worker")
    return 0
