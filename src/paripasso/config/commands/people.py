"""`paripasso import people FILE` and `paripasso people …`: bringing the directory in, and adding somebody by hand."""

from __future__ import annotations

import argparse
import json

from django.db import transaction
from django.utils.translation import gettext as _

from paripasso.config.commands import importing
from paripasso.core import clock
from paripasso.people.actions import persons
from paripasso.people.enums import ImportKind, Language
from paripasso.people.queries import directory

DONE, USAGE = 0, 2


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    kinds = importing.kinds(commands)
    people = kinds.add_parser("people", help="bring the directory in from CSV or XLSX")
    importing.arguments(people)
    people.add_argument("--some", action="store_true", help="the file names only some people: mark nobody as missing")
    people.set_defaults(run=bring_in)

    people_commands = commands.add_parser("people", help="list people, or add somebody").add_subparsers(
        dest="people_command", required=True, metavar="command"
    )
    adding = people_commands.add_parser("add", help="add somebody, who then asks for a link to sign in")
    adding.add_argument("email")
    adding.add_argument("--given-name", required=True)
    adding.add_argument("--family-name", default="")
    adding.add_argument("--language", choices=Language.values, default=Language.ITALIAN.value)
    adding.add_argument("--administrator", action="store_true", help="they run the house; it opens no letters to them")
    adding.set_defaults(run=add_person)
    listing = people_commands.add_parser("list", help="list people by name")
    listing.add_argument("text", nargs="?", default="", help="part of a name or address")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=list_people)


def bring_in(args: argparse.Namespace) -> int:
    """Read the file, say what it would change or what is wrong, and write it unless asked not to."""
    options = {"everybody": "no" if args.some else "yes"}
    return importing.run(args, kind=ImportKind.PEOPLE, options=options)


def add_person(args: argparse.Namespace) -> int:
    """Add one person."""
    at = clock.now()
    with transaction.atomic():
        person = persons.add(
            email=args.email,
            given_name=args.given_name,
            family_name=args.family_name,
            language=args.language,
            by=None,
            at=at,
        )
        if args.administrator:
            persons.make_administrator(person=person, by=None, at=at)
    print(
        _("%(name)s can now ask for a sign-in link at %(email)s.") % {"name": person.full_name, "email": person.email}
    )
    return DONE


def list_people(args: argparse.Namespace) -> int:
    """List people."""
    found = list(directory.listed(args.text))
    if args.json:
        print(json.dumps([{"email": one.email, "name": one.full_name} for one in found], ensure_ascii=False))
    else:
        print("\n".join(f"{one.email}  {one.full_name}" for one in found))
    return DONE
