"""`paripasso poster SLUG`: a round's poster, ready to print."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from paripasso.programs.launch.poster import Size, poster
from paripasso.programs.queries import rounds

if TYPE_CHECKING:
    from paripasso.config.cli import Commands

BAD_INPUT = 2


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Write the poster of a round as a tagged PDF: A3 in full colour, A4 with little ink."
    command = commands.add_parser("poster", help=words, description=words)
    command.add_argument("slug", help="the round, as `paripasso rounds` lists it")
    command.add_argument("--language", choices=["it", "en"], default="it", help="its language (it)")
    command.add_argument("--size", choices=[str(size) for size in Size], default="A3", help="its paper (A3)")
    command.add_argument("--out", metavar="FILE", required=True, type=Path, help="where to write the PDF")
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, and say where its code leads and what could not be drawn."""
    round_ = rounds.by_slug(arguments.slug)
    if round_ is None:
        print(f"paripasso: There is no round “{arguments.slug}”.", file=sys.stderr)
        return BAD_INPUT
    made = poster(round_, language=arguments.language, size=Size(arguments.size))
    try:
        arguments.out.write_bytes(made.pdf)
    except OSError as problem:
        print(f"paripasso: {arguments.out} cannot be written ({problem.strerror}).", file=sys.stderr)
        return BAD_INPUT
    said = {"file": str(arguments.out), "bytes": len(made.pdf), "address": made.address, "left_out": made.left_out}
    if arguments.json:
        print(json.dumps(said))
        return 0
    print(f"{said['file']}  {said['bytes']:,} bytes  {made.address}")
    if made.left_out:
        print(f"No font here can draw these, so they are left out: {made.left_out}", file=sys.stderr)
    return 0
