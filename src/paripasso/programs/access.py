"""The doors to programmes and rounds. To whoever may not pass, they do not exist.

A programme manager reaches the programmes they run. An administrator gives roles and starts programmes, and reaches
nothing else of them (trust.md, who sees what).
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from paripasso.people.models import Person
from paripasso.programs import rules
from paripasso.programs.enums import Role, Visibility
from paripasso.programs.models import Grant, Program, Round
from paripasso.programs.queries import grants, programs, rounds


def program_for(person: Person, slug: str) -> Program:
    """The one way to run a programme."""
    program = programs.by_slug(slug)
    if program is None or not grants.has(person, program, Role.PROGRAM_MANAGER):
        raise Http404
    return program


def roles_for(person: Person, slug: str) -> Program:
    """The way to a programme's roles: those who run it, and administrators."""
    program = programs.by_slug(slug)
    if program is None:
        raise Http404
    if not (person.is_administrator or grants.has(person, program, Role.PROGRAM_MANAGER)):
        raise Http404
    return program


def grant_for(person: Person, slug: str, public_id: UUID) -> Grant:
    """The way to one grant of a programme whose roles this person may change."""
    grant = grants.of(roles_for(person, slug)).filter(public_id=public_id).select_related("program").first()
    if grant is None:
        raise Http404
    return grant


def may_start(person: Person) -> bool:
    """Programmes are started by administrators and by those who run one already."""
    return person.is_administrator or grants.runs_any(person)


def round_for(person: Person, slug: str) -> Round:
    """The one way to run a round."""
    round = rounds.by_slug(slug)
    if round is None or not grants.has(person, round.program, Role.PROGRAM_MANAGER):
        raise Http404
    return round


def public_round_for(person: Person | None, slug: str) -> Round:
    """The way to a round's public page. Drafts are seen by those who run them; some pages by colleagues alone."""
    round = rounds.by_slug(slug)
    if round is None:
        raise Http404
    if person is None and round.program.visibility != Visibility.ANYONE:
        raise Http404
    if rules.is_visible(round.state):
        return round
    if person is None or not grants.has(person, round.program, Role.PROGRAM_MANAGER):
        raise Http404
    return round
