"""Putting messages into the outbox, in the transaction of their cause."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from paripasso.core import hints
from paripasso.messaging import headers
from paripasso.messaging.drafts import Draft
from paripasso.messaging.enums import NoticeState
from paripasso.messaging.models import Notice
from paripasso.people.models import Person

POST = "messaging"


def add(draft: Draft, *, at: datetime) -> Notice:
    """Queue a message, and return it; adding it twice is adding it once."""
    notice = _notice(draft, at)
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        # It is there already. Mostly it is not: hence no question before.
        return Notice.objects.get(cause=notice.cause, person=draft.to, kind=notice.kind)
    if notice.due_at <= at:
        hints.give(POST)
    return notice


def add_all(drafts: Iterable[Draft], *, at: datetime) -> None:
    """Queue many messages with one query; those that are there already stay as they are."""
    Notice.objects.bulk_create([_notice(draft, at) for draft in drafts], ignore_conflicts=True, batch_size=500)
    hints.give(POST)


def add_written(*, address: str, subject: str, body_text: str, body_html: str = "", at: datetime) -> Notice:
    """Queue a message that comes written, like a sign-in code of allauth's. Raises headers.Injected for a forged subject or address."""
    public_id = uuid.uuid4()
    hints.give(POST)
    return Notice.objects.create(
        public_id=public_id,
        kind="account",
        cause=f"account:{public_id}",
        person=Person.objects.filter(email__iexact=address).first(),
        address=headers.guarded(address),
        subject=headers.guarded(subject)[:200],
        body_text=body_text,
        body_html=body_html,
        message_id=message_id(public_id),
        queued_at=at,
        due_at=at,
    )


@transaction.atomic
def stop(*, cause: str, at: datetime) -> int:
    """Stop what still waits for a cause that no longer holds; return how many messages that were."""
    waiting = Notice.objects.filter(cause=cause, state=NoticeState.QUEUED, leased_until=None)
    return waiting.update(state=NoticeState.STOPPED, due_at=at)


def message_id(public_id: UUID) -> str:
    """Return the Message-ID of a notice. It never changes, so a copy sent twice is known as a copy."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{public_id}@{host}>"


def _notice(draft: Draft, at: datetime) -> Notice:
    public_id = uuid.uuid4()
    return Notice(
        public_id=public_id,
        kind=draft.kind,
        cause=draft.cause,
        person=draft.to,
        message_id=message_id(public_id),
        values=draft.values,
        link=draft.link,
        calendar=draft.calendar,
        calendar_method=draft.calendar_method,
        queued_at=at,
        due_at=draft.due_at or at,
    )
