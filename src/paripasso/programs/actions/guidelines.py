"""Texts get new versions, and people accept a version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from paripasso.audit import actions as audit
from paripasso.people.models import Person
from paripasso.programs.enums import GuidelineKind
from paripasso.programs.models import Acceptance, Guideline, Program


@transaction.atomic
def publish(
    *, program: Program, kind: GuidelineKind, text_it: str, text_en: str, by: Person | None, at: datetime
) -> Guideline:
    """Publish a new version of a text. Whoever accepted an older one is asked again."""
    newest = Guideline.objects.filter(program=program, kind=kind).aggregate(newest=Max("version"))["newest"] or 0
    guideline = Guideline.objects.create(
        program=program, kind=kind, version=newest + 1, text_it=text_it, text_en=text_en, published_at=at
    )
    audit.record("guideline.published", by=by, about=guideline, at=at, kind=str(kind), version=newest + 1)
    return guideline


@transaction.atomic
def accept(*, guideline: Guideline, person: Person, at: datetime) -> None:
    """Record that a person accepts a version; accepting it twice is accepting it once."""
    accept_all(guidelines=[guideline], person=person, at=at)


@transaction.atomic
def accept_all(*, guidelines: Iterable[Guideline], person: Person, at: datetime) -> None:
    """Record that a person accepts these versions, with one query to look and one to write."""
    guidelines = list(guidelines)
    known = set(
        Acceptance.objects.filter(person=person, guideline__in=guidelines).values_list("guideline_id", flat=True)
    )
    new = [guideline for guideline in guidelines if guideline.pk not in known]
    rows = [Acceptance(guideline=guideline, person=person, accepted_at=at) for guideline in new]
    Acceptance.objects.bulk_create(rows, ignore_conflicts=True)
    for guideline in new:
        audit.record("guideline.accepted", by=person, about=guideline, at=at, version=guideline.version)
