"""`paripasso init`: make a house, or bring one up to date."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from paripasso.config import checks, house
from paripasso.core import clock
from paripasso.core.refusals import Refusal
from paripasso.people.actions import persons, skills
from paripasso.people.models import Person

if TYPE_CHECKING:
    from paripasso.config.cli import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Make the home, the keys and the tables, or bring them up to date. May be repeated."
    command = commands.add_parser("init", help=words, description=words)
    command.add_argument("--home", metavar="DIR", help="where everything is kept, instead of PARIPASSO_HOME")
    command.add_argument("--administrator", metavar="EMAIL", type=_email, help="make this person an administrator")
    command.set_defaults(run=run, before="files")


def run(arguments: argparse.Namespace) -> int:
    """Make what is missing; the files were made before Django was set up."""
    at = clock.now()
    for line in arguments.made:
        print(line)
    house.make_tables()
    house.make_house_key(at=at)
    skills.load_builtin(at=at)
    checks.require_ready()
    print(f"home           {settings.ENV.home}")
    if arguments.administrator:
        person = _administrator(arguments.administrator, at)
        print(f"administrator  {person.email}, who signs in at {settings.BASE_URL} by asking for a code")
    print("ready          paripasso serve --with-worker")
    return 0


def _administrator(email: str, at: datetime) -> Person:
    """Find or add the person, and make them an administrator if they are not."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        given_name = email.partition("@")[0].partition(".")[0].capitalize()
        person = persons.add(email=email, given_name=given_name, language=settings.ENV.language, by=None, at=at)
    if not person.is_active:
        raise Refusal("This person is no longer active.")
    return person if person.is_administrator else persons.make_administrator(person=person, by=None, at=at)


def _email(words: str) -> str:
    try:
        validate_email(words)
    except ValidationError:
        raise argparse.ArgumentTypeError(f"{words} is no e-mail address") from None
    return words.lower()
