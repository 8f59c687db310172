"""`paripasso rounds`: list them, start one from a template, move one on."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paripasso.core import clock
from paripasso.enrolment.queries import enrolments
from paripasso.people.queries import directory
from paripasso.programs import rules
from paripasso.programs.actions import programs, rounds
from paripasso.programs.enums import Kind, RoundState
from paripasso.programs.queries import rounds as queries
from paripasso.programs.templates import template

if TYPE_CHECKING:
    from paripasso.programs.models import Round

DONE, USAGE = 0, 2


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands. `paripasso rounds` alone lists them."""
    parser = commands.add_parser("rounds", help="list rounds, start one, move one on")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=listed)
    kinds = parser.add_subparsers(dest="rounds_command", metavar="command")

    new = kinds.add_parser("new", help="start a programme from a template, with a round that people can enrol in")
    new.add_argument("--template", required=True, choices=Kind.values, help="the kind of programme")
    new.add_argument("--slug", required=True, help="its address: small letters and hyphens")
    new.add_argument("--name", default="", help="its name; left out, the template's")
    new.add_argument(
        "--enrol-from", type=date.fromisoformat, metavar="DATE", help="first day of enrolment; left out, today"
    )
    new.add_argument("--places", type=int, help="how many people; left out, everyone")
    new.add_argument("--run-by", metavar="EMAIL", help="who runs it, and sees its pages")
    new.add_argument("--draft", action="store_true", help="leave it a draft; otherwise enrolment opens at once")
    new.add_argument("--json", action="store_true")
    new.set_defaults(run=start)

    moving = kinds.add_parser("move", help="move a round on, or back")
    moving.add_argument("slug")
    moving.add_argument("state", choices=RoundState.values)
    moving.add_argument("--json", action="store_true")
    moving.set_defaults(run=move)


def listed(args: argparse.Namespace) -> int:
    """List rounds with their states, dates and people."""
    found = list(queries.everything())
    counts = enrolments.counts_of(found)
    said = [_as_json(one, counts[one.pk]) for one in found]
    if args.json:
        print(json.dumps(said, ensure_ascii=False))
        return DONE
    for one in said:
        print(f"{one['slug']}  {one['state']}  {one['enrol_from']} – {one['ends_on']}  {one['people']}  {one['name']}")
    if not said:
        print(_("No round yet. Start one: paripasso rounds new --template peer --slug spring"))
    return DONE


def start(args: argparse.Namespace) -> int:
    """Start a programme and its first round, and open enrolment unless asked not to."""
    if not rules.is_slug(args.slug):
        return _refuse(
            _("An address holds small letters, figures and hyphens alone: %(slug)s is none.") % {"slug": args.slug}
        )
    if args.places is not None and args.places < 2:
        return _refuse(_("A round has at least two places."))
    run_by = directory.by_email(args.run_by) if args.run_by else None
    if args.run_by and run_by is None:
        return _refuse(
            _("Nobody here has the address %(email)s. Import or add the person first.") % {"email": args.run_by}
        )
    at, kind = clock.now(), Kind(args.template)
    first = args.enrol_from or timezone.localdate(at)
    shared = {"slug": args.slug, "name_it": args.name, "name_en": args.name}
    with transaction.atomic():
        program = programs.start(template=kind, by=None, run_by=run_by, at=at, **shared)
        dates = rules.default_dates(first, weeks=template(kind).weeks)
        round = rounds.open_new(program=program, by=None, at=at, dates=dates, places=args.places, **shared)
        if not args.draft:
            round = rounds.move(round=round, to=RoundState.ENROLLING, by=None, at=at)
    _tell(round, as_json=args.json)
    return DONE


def move(args: argparse.Namespace) -> int:
    """Move a round; refusals say what is missing."""
    round = queries.by_slug(args.slug)
    if round is None:
        return _refuse(_("There is no round %(slug)s.") % {"slug": args.slug})
    _tell(rounds.move(round=round, to=RoundState(args.state), by=None, at=clock.now()), as_json=args.json)
    return DONE


def _tell(round: Round, *, as_json: bool) -> None:
    said = _as_json(round, enrolments.counts(round))
    if as_json:
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(_("%(name)s (%(slug)s): %(state)s.") % {**said, "state": round.get_state_display()})


def _as_json(round: Round, counts: dict[str, int]) -> dict[str, object]:
    dates = {name: getattr(round, name).isoformat() for name in rules.DATES}
    people = sum(counts[state] for state in ("submitted", "accepted", "matched", "paused"))
    name = round.name(get_language() or "en")
    kind = round.program.kind
    return {
        "slug": round.slug,
        "name": name,
        "template": kind,
        "state": round.state,
        **dates,
        "places": round.places,
        "people": people,
        "enrolments": counts,
    }


def _refuse(sentence: str) -> int:
    print(f"paripasso: {sentence}", file=sys.stderr)
    return USAGE
