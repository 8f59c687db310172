"""The outbox: what the programme tells people. A row in the transaction of its cause, delivered afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import Leased, PublicRow
from paripasso.core.privacy import classified
from paripasso.messaging.enums import NoticeState


@classified(
    purpose="To send each message once, to know whether it went, and to show people what was sent to them.",
    house="kind cause state failure message_id link",
    directory="person address",
    personal="values calendar calendar_method subject body_text body_html",
    trace="queued_at sent_at",
)
class Notice(Leased, PublicRow):
    """One message to one person about one cause. Never holds sealed words."""

    kind = models.CharField(
        max_length=60, help_text="The folder of templates/emails it is written in; account: written already."
    )
    cause = models.CharField(
        max_length=160, help_text="What happened, as noun:id. One cause, one message of a kind to a person."
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    address = models.EmailField(max_length=254, blank=True, help_text="Only for people without an account.")
    state = models.CharField(max_length=8, choices=NoticeState.choices, default=NoticeState.QUEUED)
    failure = models.CharField(
        max_length=200, blank=True, help_text="Why the last try failed; never what was to be sent."
    )
    message_id = models.CharField(max_length=160, unique=True, help_text="Fixed before the first try.")
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=400, blank=True, help_text="Path of the page behind its one button.")
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    subject = models.CharField(
        max_length=200, blank=True, help_text="Of messages that come written, like sign-in codes."
    )
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "person", "kind"], name="notice_once_a_cause"),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="notice_to_send")]
