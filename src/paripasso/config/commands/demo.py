"""`paripasso demo`: a company that keeps pace, to look around in."""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connections
from django.utils import translation

from paripasso.config import checks, house
from paripasso.config.commands import serve
from paripasso.config.demo import blank, stages
from paripasso.config.demo.options import FEWEST, MOST, STAGES, Options, Summary
from paripasso.config.environment import SettingMissing
from paripasso.core import clock

if TYPE_CHECKING:
    from paripasso.config.cli import Commands

USAGE = 2


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Build a demonstration company on this computer, and serve it. It starts anew each time."
    command = commands.add_parser("demo", help=words, description=words)
    command.add_argument("--no-serve", action="store_true", help="stop after the summary")
    command.add_argument("--language", choices=["it", "en"], default="it", help="the company's language (it)")
    command.add_argument("--people", type=int, default=240, help=f"how many, {FEWEST} to {MOST} (240)")
    command.add_argument("--stage", choices=STAGES, default="running", help="how far the round has come (running)")
    command.add_argument("--seed", type=int, default=7, help="another seed, other people (7)")
    command.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
    command.add_argument("--home", metavar="DIR", help="where the demonstration is kept")
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    command.set_defaults(run=run, before="files")


def run(arguments: argparse.Namespace) -> int:
    """Build the demonstration; serve it unless told not to."""
    if not FEWEST <= arguments.people <= MOST:
        print(f"paripasso: --people {arguments.people}: choose a number from {FEWEST} to {MOST}.", file=sys.stderr)
        return USAGE
    _start_anew()
    options = Options(arguments.language, arguments.people, arguments.stage, arguments.seed)
    gc.disable()  # a short burst that makes much and drops little: a tenth of the time went into looking for rubbish
    with translation.override(options.language):
        summary = stages.Builder(options, now=clock.now(), say=_say).build()
    gc.enable()
    checks.require_ready()
    _show(summary, as_json=arguments.json)
    if arguments.no_serve:
        return 0
    print(f"\nOpen http://127.0.0.1:{arguments.port}/demo/ and choose whose eyes to borrow. Ctrl-C stops it.")
    connections.close_all()
    return serve.run(argparse.Namespace(host="127.0.0.1", port=arguments.port, workers=1, threads=4, with_worker=True))


def _start_anew() -> None:
    """Forget the last demonstration: its databases and its mailbox, never a real house's."""
    home: Path = settings.ENV.home
    if not all(str(database["NAME"]).startswith(str(home)) for database in settings.DATABASES.values()):
        raise SettingMissing(
            "The demonstration keeps to SQLite in its own home. Unset PARIPASSO_DATABASE_URL and PARIPASSO_KEYS_DATABASE_URL."
        )
    blank.lay()
    shutil.rmtree(home / "spool", ignore_errors=True)
    house.make_house_key(at=clock.now())
    _say("an empty house, with keys of its own")


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


def _show(summary: Summary, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(summary), indent=2))
        return
    print(f"people      {summary.people}")
    print(f"enrolled    {summary.enrolled}")
    print(f"pairs       {summary.pairs}" + (f", and {summary.groups} triads" if summary.groups else ""))
    print(f"unmatched   {summary.unmatched}")
    print(f"value       {summary.value}")
    print(f"bound       {summary.bound}")
    print(f"gap         at most {summary.gap_percent} %, proven")
    print(f"messages    {summary.messages}, delivered by the worker while you look around")
    print(f"seconds     {summary.seconds}")
