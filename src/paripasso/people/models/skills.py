"""What people can give and seek."""

from __future__ import annotations

from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.people.enums import SkillState


@classified(
    purpose="To say in one vocabulary what people can give and seek.",
    house="code name_it name_en parent state",
    trace="proposed_by",
)
class Skill(PublicRow):
    """A skill of the shared list, named in both languages. Groups are skills without a parent."""

    code = models.SlugField(max_length=80, unique=True)
    name_it = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    state = models.CharField(max_length=12, choices=SkillState.choices, default=SkillState.ACCEPTED)
    proposed_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """Return the name in "it" or "en"."""
        return self.name_it if language.startswith("it") else self.name_en
