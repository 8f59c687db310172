"""`paripasso match SLUG`: pair a round's people here and now, and say how good the pairs are."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
import time
from typing import TYPE_CHECKING, Any

from paripasso.core import clock
from paripasso.core.leases import claim
from paripasso.matching import jobs, words
from paripasso.matching.actions import runs
from paripasso.matching.enums import UNDER_WAY, RunState
from paripasso.matching.queries import runs as run_queries
from paripasso.matching.queries import telling
from paripasso.programs.queries import rounds

if TYPE_CHECKING:
    from paripasso.config.cli import Commands
    from paripasso.matching.models import MatchRun
    from paripasso.programs.models import Round

BAD_INPUT, REFUSED = 2, 3
LOOK_AGAIN = 0.5


def add(commands: Commands) -> None:
    """Add the command."""
    told = "Pair the people of a round, with a proof; nothing is sent."
    command = commands.add_parser("match", help=told, description=told)
    command.add_argument("slug", help="the round")
    command.add_argument("--seed", type=int, help="a seed for this run alone")
    command.add_argument("--json", action="store_true", help="print figures and reasons as JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the engine in this process and print what came of it; 3 if nothing could."""
    round = found(arguments.slug)
    if round is None:
        return BAD_INPUT
    made = _attended(runs.start(round=round, by=None, at=clock.now(), seed=arguments.seed))
    if made.state != RunState.DONE:
        print(
            f"paripasso: {words.failure(made.failure) if made.failure else made.get_state_display()}", file=sys.stderr
        )
        return REFUSED
    told = telling.told(made)
    print(json.dumps(told, ensure_ascii=False, indent=2) if arguments.json else _lines(told))
    return 0


def found(slug: str) -> Round | None:
    """The round of that name; says on the error stream which ones there are, if it is none of them."""
    round = rounds.by_slug(slug)
    if round is None:
        known = ", ".join(one.slug for one in rounds.everything()[:12]) or "none yet"
        print(f"paripasso: there is no round “{slug}”. Rounds: {known}.", file=sys.stderr)
    return round


def _attended(waiting: MatchRun) -> MatchRun:
    """Execute the run here, unless a worker was quicker: then wait for it."""
    worker = f"{socket.gethostname()}:{os.getpid()}:match"[:80]
    claimed = claim(run_queries.to_execute().filter(pk=waiting.pk), worker=worker, at=clock.now())
    if claimed is not None:
        waiting = jobs.attend(claimed, worker=worker)
    while waiting.state in UNDER_WAY:
        time.sleep(LOOK_AGAIN)
        waiting = run_queries.again(waiting)
    return waiting


def _lines(told: dict[str, Any]) -> str:
    """The figures for people to read."""
    share = f"{told['gap_percent']:.2f} %"
    lines = [
        f"round       {told['round']}, run {told['run']}, seed {told['seed']}, {told['engine']}",
        f"people      {told['people']}, {told['placed']} with a peer",
        f"pairs       {told['pairs']}, and {told['groups']} of three",
        f"quality     weakest {told['worst'] / 100:.0f}, median {told['median'] / 100:.0f}, mean {told['mean'] / 100:.0f} of 100",
        f"value       {told['value']}, at most {told['bound']} is possible: gap {told['gap']} ({share})",
        f"seconds     {told['seconds']}",
        f"unmatched   {len(told['unmatched'])}",
    ]
    left = [f"  {one['person']}: {words.obstacle(one['reason'], one['barred'])}" for one in told["unmatched"]]
    return "\n".join([*lines, *left])
