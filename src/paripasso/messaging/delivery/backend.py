"""Django's own way of sending, for allauth: into the same outbox as everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from paripasso.core import clock
from paripasso.messaging.actions import outbox


class OutboxBackend(BaseEmailBackend):
    """Queue what Django sends; the worker delivers it. An entry point, so it may ask the clock."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue a notice for each recipient; return how many messages that were."""
        at = clock.now()
        for mail in email_messages:
            for address in mail.recipients():
                outbox.add_written(
                    address=address,
                    subject=str(mail.subject),
                    body_text=str(mail.body),
                    body_html=_html_of(mail),
                    at=at,
                )
        return len(email_messages)


def _html_of(mail: Any) -> str:
    """Return the HTML twin of a message, if it has one."""
    twins = getattr(mail, "alternatives", None) or []
    return next((str(content) for content, kind in twins if kind == "text/html"), "")
