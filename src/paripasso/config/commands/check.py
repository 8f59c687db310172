"""`paripasso check SLUG`: verify the last run's certificate inside the house, where vetoes stay sealed."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from paripasso.config.commands.match import BAD_INPUT, REFUSED, found
from paripasso.core import clock
from paripasso.matching import engine
from paripasso.matching.queries import runs

if TYPE_CHECKING:
    from paripasso.config.cli import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    told = "Verify the last run of a round: its certificate, its copy of the pool, and the rows people look at."
    command = commands.add_parser("check", help=told, description=told)
    command.add_argument("slug", help="the round")
    command.add_argument("--json", action="store_true", help="print what was found as JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what does not hold; 3 if anything does not, 2 if there is nothing to check."""
    round = found(arguments.slug)
    if round is None:
        return BAD_INPUT
    last = runs.answered(round)
    if last is None:
        print(
            f"paripasso: the round “{round.slug}” has no run with a result. Make one: paripasso match {round.slug}",
            file=sys.stderr,
        )
        return BAD_INPUT
    faults = engine.check(last, at=clock.now())
    if arguments.json:
        told = {"round": round.slug, "run": last.number, "accepted": not faults}
        print(
            json.dumps(
                {**told, "found": [{"code": one.code, **one.params} for one in faults]}, ensure_ascii=False, indent=2
            )
        )
    elif not faults:
        print(
            f"accepted: run {last.number} of {round.slug}, {last.result['proposals']} proposals, {last.engine_version}"
        )
    for fault in faults:
        print(f"refused: {fault}", file=sys.stderr)
    return REFUSED if faults else 0
