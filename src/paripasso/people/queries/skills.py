"""The shared list of skills."""

from __future__ import annotations

from collections.abc import Iterable

from paripasso.people.enums import SkillState
from paripasso.people.models import Skill


def by_code(codes: Iterable[str]) -> dict[str, Skill]:
    """Return skills by code; those unknown are left out."""
    return {skill.code: skill for skill in Skill.objects.filter(code__in=set(codes))}


def accepted() -> list[Skill]:
    """Return every skill of the shared list with its group, by code."""
    rows = Skill.objects.filter(state=SkillState.ACCEPTED, parent__isnull=False)
    return list(rows.select_related("parent").order_by("code"))


def groups() -> list[Skill]:
    """Return the groups of the shared list, by code."""
    return list(Skill.objects.filter(state=SkillState.ACCEPTED, parent=None).order_by("code"))


def choices(language: str) -> list[tuple[str, str]]:
    """Return (code, name) of every skill of the shared list, by name."""
    return sorted(((skill.code, skill.name(language)) for skill in accepted()), key=lambda pair: pair[1].casefold())
