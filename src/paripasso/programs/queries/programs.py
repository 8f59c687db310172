"""Programmes and their texts."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Prefetch, QuerySet

from paripasso.people.models import Person
from paripasso.programs.enums import GuidelineKind, Role
from paripasso.programs.models import Acceptance, Guideline, Pledge, Program, Round


def by_slug(slug: str) -> Program | None:
    """Return the programme at this address, or None."""
    return Program.objects.filter(slug=slug).first()


def managed_by(person: Person) -> QuerySet[Program]:
    """Return the programmes this person runs, the newest first, each with its rounds, the newest first."""
    rounds = Prefetch("rounds", Round.objects.order_by("-enrol_from", "slug"))
    mine = Program.objects.filter(grants__person=person, grants__role=Role.PROGRAM_MANAGER)
    return mine.prefetch_related(rounds).order_by("-made_at", "slug")


def current_guidelines(program: Program) -> list[Guideline]:
    """Return the newest version of each text: role, conduct, pact."""
    newest: dict[str, Guideline] = {}
    for guideline in Guideline.objects.filter(program=program).order_by("version"):
        newest[guideline.kind] = guideline
    return [newest[kind] for kind in GuidelineKind if kind in newest]


def acceptances(guidelines: Sequence[Guideline]) -> dict[str, int]:
    """Return how many people have accepted each of these versions, by kind."""
    rows = Acceptance.objects.filter(guideline__in=guidelines).values("guideline__kind")
    return {row["guideline__kind"]: row["n"] for row in rows.annotate(n=Count("public_id")).order_by("guideline__kind")}


def to_accept(program: Program, person: Person) -> list[Guideline]:
    """Return the current texts that this person has not accepted in this version."""
    current = current_guidelines(program)
    accepted = set(
        Acceptance.objects.filter(person=person, guideline__in=current).values_list("guideline_id", flat=True)
    )
    return [guideline for guideline in current if guideline.pk not in accepted]


def supporters(program: Program) -> QuerySet[Pledge]:
    """Return the pledges whose authors agreed to be named, with the person."""
    return Pledge.objects.filter(program=program, is_public=True).select_related("person").order_by("pledged_at")


def everything() -> QuerySet[Program]:
    """Return all programmes, by address."""
    return Program.objects.order_by("slug")
