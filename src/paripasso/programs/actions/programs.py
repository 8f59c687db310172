"""Programmes are started from a template and put into their own words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.programs import plan, rules
from paripasso.programs.enums import GuidelineKind, Kind, Role
from paripasso.programs.models import Aim, Grant, Guideline, Program
from paripasso.programs.queries import settings
from paripasso.programs.templates import Template
from paripasso.programs.templates import guideline as guideline_text
from paripasso.programs.templates import template as template_of

WORDS = (
    "name_it",
    "name_en",
    "promise_it",
    "promise_en",
    "purpose_it",
    "purpose_en",
    "problem_it",
    "problem_en",
    "visibility",
)


class CannotStart(Refusal):
    """The address is taken."""

    sentence = _("There is already a programme at “%(slug)s”. Choose another address.")


@transaction.atomic
def start(
    *,
    template: Kind,
    slug: str,
    by: Person | None,
    at: datetime,
    name_it: str = "",
    name_en: str = "",
    run_by: Person | None = None,
) -> Program:
    """Start a programme from the template of its kind: words, structure, plan, aims, the first version of its three texts.

    Whoever starts it runs it, unless `run_by` names somebody else. Raises CannotStart if the address is taken.
    """
    if Program.objects.filter(slug=slug).exists():
        raise CannotStart(slug=slug)
    chosen = template_of(template)
    program = Program.objects.create(
        slug=slug,
        kind=template,
        name_it=name_it or name_en or chosen.name["it"],
        name_en=name_en or name_it or chosen.name["en"],
        made_at=at,
        made_by=by,
        **_values(chosen),
    )
    Guideline.objects.bulk_create(
        Guideline(
            program=program,
            kind=kind,
            text_it=guideline_text(kind, of=chosen, language="it"),
            text_en=guideline_text(kind, of=chosen, language="en"),
            published_at=at,
        )
        for kind in GuidelineKind
    )
    due_on = rules.default_dates(timezone.localdate(at), weeks=chosen.weeks).ends_on
    audit.record("program.started", by=by, about=program, at=at, kind=str(template))
    Aim.objects.bulk_create(
        Aim(program=program, indicator=one.indicator, target=one.target, due_on=due_on)
        for one in plan.proposed(template, due_on)
    )
    runs_it = run_by or by
    if runs_it is not None:
        Grant.objects.create(program=program, person=runs_it, role=Role.PROGRAM_MANAGER, granted_at=at, granted_by=by)
        audit.record("grant.given", by=by, about=program, at=at, role=str(Role.PROGRAM_MANAGER), to=str(runs_it.pk))
    return program


@transaction.atomic
def reword(*, program: Program, by: Person | None, at: datetime, **words: str) -> Program:
    """Change a programme's name, its public words in either language, or who may see them."""
    changed = [field for field in WORDS if field in words and getattr(program, field) != words[field]]
    for field in changed:
        setattr(program, field, words[field])
    if changed:
        program.changed_at, program.changed_by = at, by
        program.save(update_fields=[*changed, "changed_at", "changed_by"])
        audit.record("program.reworded", by=by, about=program, at=at, fields=" ".join(changed))
    return program


def _values(chosen: Template) -> dict[str, object]:
    words = {
        f"{field}_{language}": getattr(chosen, field)[language]
        for field in ("promise", "purpose", "problem")
        for language in ("it", "en")
    }
    return {**words, **{field: getattr(chosen, field) for field in (*settings.STRUCTURE, "topics", "faq")}}
