"""A programme's settings are put in place from a file, from another programme, or from how they were a moment ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Department, Level, Person, Site
from paripasso.programs.actions import designing, guidelines, programs
from paripasso.programs.enums import GuidelineKind, Kind, Milestone, Visibility
from paripasso.programs.measures import indicators
from paripasso.programs.models import Program
from paripasso.programs.plan import Target
from paripasso.programs.queries import programs as program_queries
from paripasso.programs.queries import settings

LONGEST = {"name_it": 120, "name_en": 120, "promise_it": 300, "promise_en": 300}
NUMBERS = {
    "weeks": (1, 260), "cadence_days": (1, 365), "first_meeting_days": (1, 365), "meeting_minutes": (5, 480),
    "capacity": (1, 50), "group_size": (2, 12),
}  # fmt: skip


class CannotRead(Refusal):
    """The file holds no programme of ours, or something in it cannot be used."""

    sentence = _("This file does not hold a programme exported from Paripasso: %(flaw)s")


@transaction.atomic
def apply(*, program: Program, document: Mapping[str, Any], by: Person | None, at: datetime) -> Program:
    """Put these settings in place. Departments, sites and levels that do not exist here are left out. Raises CannotRead."""
    check(document)
    words, structure = document["words"], document["structure"]
    programs.reword(program=program, by=by, at=at, **{name: words[name] for name in settings.WORDS})
    program.refresh_from_db()
    designing.save_plan(program=program, topics=document["plan"], by=by, at=at)
    designing.save_structure(program=program, by=by, at=at, **{name: structure[name] for name in settings.STRUCTURE})
    _put_questions(program, document["questions"])
    designing.save_aims(program=program, aims=[_target(one) for one in document["aims"]], by=by, at=at)
    rules = document["eligibility"]
    designing.save_eligibility(
        program=program,
        by=by,
        at=at,
        departments=list(Department.objects.filter(name__in=rules["departments"])),
        sites=list(Site.objects.filter(name__in=rules["sites"])),
        levels=list(Level.objects.filter(name__in=rules["levels"])),
        least_months=rules["least_months"],
        most_months=rules["most_months"],
    )
    now = {one.kind: (one.text_it, one.text_en) for one in program_queries.current_guidelines(program)}
    for kind, text in document["guidelines"].items():
        if now.get(kind) != (text["it"], text["en"]):
            guidelines.publish(
                program=program, kind=GuidelineKind(kind), text_it=text["it"], text_en=text["en"], by=by, at=at
            )
    program.refresh_from_db()
    return program


@transaction.atomic
def start_from(
    *, document: Mapping[str, Any], slug: str, by: Person | None, at: datetime, run_by: Person | None = None
) -> Program:
    """Start a programme from settings: the copy of another one, or a file. Raises CannotRead, CannotStart."""
    check(document)
    kind = Kind(document["kind"])
    program = programs.start(template=kind, slug=slug, by=by, at=at, run_by=run_by)
    apply(program=program, document=document, by=by, at=at)
    audit.record("program.copied", by=by, about=program, at=at)
    return program


def check(document: Mapping[str, Any]) -> None:
    """Raise CannotRead, naming the first flaw, unless these settings can be put in place."""
    try:
        _check(document)
    except CannotRead:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as flaw:
        raise CannotRead(flaw=str(flaw)[:80]) from flaw


def _check(document: Mapping[str, Any]) -> None:
    _must(document["format"] == settings.FORMAT, str(document["format"])[:40])
    Kind(document["kind"])
    words = document["words"]
    for name in settings.WORDS:
        _must(isinstance(words[name], str) and len(words[name]) <= LONGEST.get(name, 5000), name)
    _must(bool(words["name_it"].strip() and words["name_en"].strip()), "name")
    Visibility(words["visibility"])
    structure = document["structure"]
    for name, (least, most) in NUMBERS.items():
        value = structure[name]
        _must(isinstance(value, int) and not isinstance(value, bool) and least <= value <= most, name)
    _must(isinstance(structure["is_rolling"], bool), "is_rolling")
    for key, weeks in structure["milestones"].items():
        Milestone(key)
        _must(all(isinstance(week, int) and 0 <= week <= 520 for week in weeks), key)
    for topic in document["plan"]:
        _must(all(isinstance(topic[name], str) for name in ("it", "en")) and isinstance(topic["week"], int), "plan")
    for one in document["questions"]:
        _must(all(isinstance(one[part][language], str) for part in ("question", "answer") for language in ("it", "en")), "questions")  # fmt: skip
    for one in document["aims"]:
        _must(one["indicator"] in indicators(), str(one["indicator"])[:40])
        _target(one)
    for name in ("least_months", "most_months"):
        months = document["eligibility"][name]
        _must(months is None or (isinstance(months, int) and 0 <= months <= 600), name)
    for name in ("departments", "sites", "levels"):
        _must(all(isinstance(one, str) for one in document["eligibility"][name]), name)
    for kind, text in document["guidelines"].items():
        GuidelineKind(kind)
        _must(all(isinstance(text[language], str) and text[language].strip() for language in ("it", "en")), kind)


def _must(holds: object, name: str) -> None:
    if not holds:
        raise CannotRead(flaw=name)


def _target(one: Mapping[str, Any]) -> Target:
    baseline = one["baseline"]
    return Target(
        indicator=one["indicator"],
        target=Decimal(one["target"]),
        due_on=date.fromisoformat(one["due_on"]),
        baseline=None if baseline is None else Decimal(baseline),
    )


def _put_questions(program: Program, questions: list[dict[str, Any]]) -> None:
    """Write the questions people ask, as they come."""
    Program.objects.filter(pk=program.pk).update(faq=questions)
