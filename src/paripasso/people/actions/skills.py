"""The only code that writes skills."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.people.models import Skill

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


def _rows(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _skill(row: dict[str, str], **more: object) -> Skill:
    return Skill(code=row["code"], name_it=row["name_it"], name_en=row["name_en"], **more)
