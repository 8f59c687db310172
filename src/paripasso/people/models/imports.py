"""A file on its way in: previewed first, then written whole or not at all."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import Leased, PublicRow
from paripasso.core.privacy import classified
from paripasso.people.enums import ImportKind, ImportState


@classified(
    purpose="To bring a spreadsheet in, look at it before anything is written, and say what came of it.",
    directory="file_name content headers mapping report",
    house="kind state target options rows_done rows_total",
    trace="uploaded_by uploaded_at apply_asked_by apply_asked_at ended_at",
)
class Import(Leased, PublicRow):
    """An uploaded file, what was understood of it, and what came of it."""

    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.WAITING)
    target = models.UUIDField(
        null=True, blank=True, help_text="The round, for enrolments. An id, not a key: rounds come later in the story."
    )
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes, help_text="The file. Emptied seven days after the import ended.")
    headers = models.JSONField(
        default=list, help_text="The columns in the order of the file: PostgreSQL forgets a mapping's."
    )
    mapping = models.JSONField(default=dict, help_text="Column of the file to field of ours; blank to leave it out.")
    options = models.JSONField(default=dict, help_text="How to read this kind of file, as whoever uploaded it chose.")
    report = models.JSONField(default=dict, help_text="Counts, changes and faults, as the preview found them.")
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    apply_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    apply_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was written, or refused.")
