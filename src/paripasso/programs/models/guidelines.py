"""Texts that people read and accept, by version."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.programs.enums import GuidelineKind
from paripasso.programs.models.programs import Program


@classified(
    purpose="To agree on what a peer does, how people behave, and what stays between them.",
    house="program kind version text_it text_en published_at",
)
class Guideline(PublicRow):
    """One version of a text, in both languages (Markdown). A new version asks people again."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="guidelines")
    kind = models.CharField(max_length=12, choices=GuidelineKind.choices)
    version = models.PositiveSmallIntegerField(default=1)
    text_it = models.TextField()
    text_en = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "kind", "version"], name="guideline_version_once")]

    def text(self, language: str) -> str:
        """Return the text in "it" or "en"."""
        return self.text_it if language.startswith("it") else self.text_en


@classified(
    purpose="To know who has read and accepted which version of a text.",
    personal="guideline person",
    trace="accepted_at",
)
class Acceptance(PublicRow):
    """A person accepted one version of a text."""

    guideline = models.ForeignKey(Guideline, on_delete=models.CASCADE, related_name="acceptances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acceptances")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "person"], name="acceptance_once")]
