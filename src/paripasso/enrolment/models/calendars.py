"""The address of a person's calendar, and the busy hours that were read there."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import Leased, PublicRow
from paripasso.core.privacy import classified
from paripasso.enrolment.enums import FeedTrouble
from paripasso.sealing.fields import SealedTextField
from paripasso.sealing.scopes import Scope


@classified(
    purpose="To know when somebody has time without asking. Busy hours alone are kept, never what fills them.",
    personal="person busy added dropped read_at trouble",
    trace="connected_at",
)
class CalendarFeed(PublicRow, Leased):
    """One person's calendar: its address, sealed; the week as it was read; what the person corrected."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    address = SealedTextField(help_text="Opened by the job that reads the calendar, and shown to nobody again.")
    busy = models.JSONField(
        default=list, help_text="Hours of the week, 0 to 167, taken in at least half of four weeks."
    )
    added = models.JSONField(default=list, help_text="Hours the person has, whatever the calendar says.")
    dropped = models.JSONField(default=list, help_text="Hours the person does not have, whatever the calendar says.")
    connected_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=12, blank=True, choices=FeedTrouble.choices)

    def sealing_scope(self) -> Scope:
        """The address is sealed under the person's own key."""
        return Scope.person(self.person_id)
