"""`paripasso runs show SLUG`: a run as it is stored, number by number; `paripasso runs list SLUG`: every run of a round."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from paripasso.config.commands.match import BAD_INPUT, found
from paripasso.matching.queries import runs, telling

if TYPE_CHECKING:
    from paripasso.config.cli import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    told = "Look at match runs as they are stored."
    command = commands.add_parser("runs", help=told, description=told)
    kinds = command.add_subparsers(dest="what", required=True, metavar="what")
    for name, words in (("show", "the last run with a result, or one by its number"), ("list", "every run of a round")):
        one = kinds.add_parser(name, help=words, description=words)
        one.add_argument("slug", help="the round")
        one.add_argument("--json", action="store_true", help="print everything as JSON")
        if name == "show":
            one.add_argument("--number", type=int, help="which run; the last one with a result, if left out")
        one.set_defaults(run=show if name == "show" else listed)


def show(arguments: argparse.Namespace) -> int:
    """Print one run; 2 if there is none."""
    round = found(arguments.slug)
    if round is None:
        return BAD_INPUT
    run = runs.numbered(round, arguments.number) if arguments.number else runs.answered(round)
    if run is None:
        print(
            f"paripasso: the round “{round.slug}” has no such run. Make one: paripasso match {round.slug}",
            file=sys.stderr,
        )
        return BAD_INPUT
    told = telling.whole(run)
    print(json.dumps(told, ensure_ascii=False, indent=2) if arguments.json else _lines(told))
    return 0


def listed(arguments: argparse.Namespace) -> int:
    """Print a line a run."""
    round = found(arguments.slug)
    if round is None:
        return BAD_INPUT
    rows = [
        {
            "run": run.number,
            "state": str(run.state),
            "placed": run.result.get("placed"),
            "people": run.result.get("people"),
        }
        for run in runs.all_of(round)
    ]
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        for row in rows:
            print(f"run {row['run']:<4} {row['state']:<11} {row['placed']} of {row['people']} people with a peer")
    return 0


def _lines(told: dict[str, Any]) -> str:
    plain = {name: value for name, value in told.items() if not isinstance(value, dict | list)}
    lines = [f"{name:<20} {value}" for name, value in plain.items()]
    pairs = [f"  {one['score'] / 100:6.2f}  {', '.join(one['people'])}  {one['state']}" for one in told["proposed"]]
    return "\n".join([*lines, "proposals", *pairs])
