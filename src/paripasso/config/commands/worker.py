"""`paripasso worker`: deliver messages, run matches, do whatever waits in rows."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from paripasso.config import runner

if TYPE_CHECKING:
    from paripasso.config.cli import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Do what waits: messages, matches, publications. Many may run at once."
    command = commands.add_parser("worker", help=words, description=words)
    command.add_argument("--once", action="store_true", help="do what is due, then stop")
    command.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop; with --once return 1 if something failed."""
    return runner.once() if arguments.once else runner.run(parent=arguments.parent)
