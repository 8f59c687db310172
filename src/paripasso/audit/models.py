"""Who did what to which thing. Strings alone, no foreign keys: an entry outlives what it speaks of."""

from __future__ import annotations

from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified


@classified(
    purpose="To prove who did what and who looked at whom, and that nobody has changed this record since.",
    trace="number happened_at event by about_kind about_id facts mark link",
)
class Entry(PublicRow):
    """One thing that happened. `mark` seals the entry, `link` ties it to the one before."""

    number = models.PositiveBigIntegerField(
        null=True, unique=True, help_text="Its place in the chain; empty until linked."
    )
    happened_at = models.DateTimeField()
    event = models.CharField(max_length=80)
    by = models.CharField(max_length=80, help_text='The public id of a person, or "house".')
    about_kind = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)
    mark = models.CharField(max_length=64)
    link = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about_id", "event"], name="audit_about"),
            models.Index(fields=["happened_at"], name="audit_at"),
        ]


@classified(purpose="To notice entries cut off the end of the record.", house="name length link mark")
class Head(PublicRow):
    """The end of the chain: one row, locked by whoever adds to it."""

    name = models.CharField(max_length=8, unique=True, default="head")
    length = models.PositiveBigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True)
    mark = models.CharField(max_length=64, blank=True)
