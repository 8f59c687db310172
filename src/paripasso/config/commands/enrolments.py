"""`paripasso import enrolments FILE --round SLUG`: sign-ups that were collected in a spreadsheet."""

from __future__ import annotations

import argparse
import sys

from django.utils.translation import gettext as _

from paripasso.config.commands import importing
from paripasso.people.enums import ImportKind
from paripasso.programs.queries import rounds

USAGE = 2


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    told = (
        "Bring enrolments in from CSV or XLSX. Columns: email; offers (skill:depth; …, depth 1 to 4); seeks (skill:priority; …, "
        "1 is the first choice); aims; experience; hours (mon 9-12, tue 14-17); languages; mode; capacity; department_wish. "
        "Nobody is written to, and the same file twice changes nothing."
    )
    command = importing.kinds(commands).add_parser(
        "enrolments", help="bring enrolments in from CSV or XLSX", description=told
    )
    importing.arguments(command)
    command.add_argument("--round", required=True, metavar="SLUG", help="the round they enrol in")
    command.add_argument(
        "--new-skills",
        choices=("yes", "all", "no"),
        default="yes",
        help="skills nobody knows yet: add them unless they look like a slip of a known one (yes), add all, or refuse (no)",
    )
    command.set_defaults(run=bring_in)


def bring_in(args: argparse.Namespace) -> int:
    """Read the file, say what it would change or what is wrong, and write it unless asked not to."""
    round = rounds.by_slug(args.round)
    if round is None:
        known = ", ".join(rounds.everything().values_list("slug", flat=True)[:12]) or "–"
        print(
            _("There is no round %(slug)s. There are: %(known)s.") % {"slug": args.round, "known": known},
            file=sys.stderr,
        )
        return USAGE
    return importing.run(args, kind=ImportKind.ENROLMENTS, options={"new_skills": args.new_skills}, target=round.pk)
