"""`paripasso publish SLUG`: introduce the pairs of a round's newest run."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from paripasso.core import clock
from paripasso.matching.actions import runs
from paripasso.matching.enums import RunState
from paripasso.matching.queries import runs as found_runs
from paripasso.people.queries import directory
from paripasso.programs.queries import rounds
from paripasso.relationships.actions import introductions

if TYPE_CHECKING:
    from paripasso.config.cli import Commands

BAD_INPUT = 2


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Introduce the pairs of the newest match run of a round to each other. Once, however often it is called."
    command = commands.add_parser("publish", help=words, description=words)
    command.add_argument("slug", help="the round, as `paripasso rounds` lists it")
    command.add_argument("--by", metavar="EMAIL", help="who decides it; the house, if nobody is named")
    command.add_argument(
        "--despite-changes", action="store_true", help="publish even if enrolments changed after the run"
    )
    command.add_argument("--json", action="store_true", help="print figures as JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Publish, and print how many people were introduced. A run on its way already is brought to its end."""
    round_ = rounds.by_slug(arguments.slug)
    by = directory.by_email(arguments.by) if arguments.by else None
    if round_ is None or (arguments.by and by is None):
        missing = f"round “{arguments.slug}”" if round_ is None else f"person “{arguments.by}”"
        print(f"paripasso: There is no {missing}.", file=sys.stderr)
        return BAD_INPUT
    found = found_runs.latest(round_)
    if found is None:
        print(
            f"paripasso: “{arguments.slug}” has no match run yet. Try: paripasso match {arguments.slug}",
            file=sys.stderr,
        )
        return BAD_INPUT
    at = clock.now()
    if found.state != RunState.PUBLISHING:
        found = runs.request_publish(run=found, by=by, at=at, despite_changes=arguments.despite_changes)
    made = introductions.publish(run=found, by=by, at=at)
    figures = {
        "round": round_.slug,
        "relationships": len(made),
        "people": sum(len(relationship.members.all()) for relationship in made),
    }
    if arguments.json:
        print(json.dumps(figures))
    else:
        print(f"relationships  {figures['relationships']}\npeople         {figures['people']}")
    return 0
