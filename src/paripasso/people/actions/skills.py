"""The only code that writes skills."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.people.codes import code_of
from paripasso.people.models import Person, Skill

LISTS = Path(__file__).resolve().parent.parent


@transaction.atomic
def load_builtin(*, at: datetime) -> int:
    """Add the skills that come with Paripasso, and return how many were new. Names that the house changed stay as they are."""
    known = dict(Skill.objects.values_list("code", "pk"))
    groups = [_skill(row) for row in _rows("skill-groups.csv") if row["code"] not in known]
    Skill.objects.bulk_create(groups)
    known |= {group.code: group.pk for group in groups}
    skills = [_skill(row, parent_id=known[row["group"]]) for row in _rows("skills.csv") if row["code"] not in known]
    Skill.objects.bulk_create(skills)
    if new := len(groups) + len(skills):
        audit.record("skills.loaded", by=None, about=None, at=at, new=new)
    return new


@transaction.atomic
def add_named(*, names: Iterable[str], by: Person | None, at: datetime) -> dict[str, Skill]:
    """Add skills that an import names and nobody knows, accepted, under a heading of their own. Return them by that name."""
    wanted = {name: code_of(name) for name in names}
    known = {skill.code: skill for skill in Skill.objects.filter(code__in=wanted.values())}
    fresh = {code: name for name, code in wanted.items() if code not in known}
    if fresh:
        head, _made = Skill.objects.get_or_create(
            code="imported", defaults={"name_it": "Dai fogli di calcolo", "name_en": "From spreadsheets"}
        )
        added = [
            Skill(code=code, name_it=name, name_en=name, parent=head, proposed_by=by) for code, name in fresh.items()
        ]
        Skill.objects.bulk_create(added)
        known |= {skill.code: skill for skill in added}
        audit.record("skills.added", by=by, about=None, at=at, new=len(added))
    return {name: known[code] for name, code in wanted.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _skill(row: dict[str, str], **more: object) -> Skill:
    return Skill(code=row["code"], name_it=row["name_it"], name_en=row["name_en"], **more)
