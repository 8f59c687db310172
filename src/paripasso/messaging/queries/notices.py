"""Reading the outbox."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from paripasso.messaging import rendering
from paripasso.messaging.enums import NoticeState
from paripasso.messaging.models import Notice
from paripasso.people.models import Person


@dataclass(frozen=True)
class Outbox:
    """How many messages wait, have left, and were given up."""

    queued: int
    sent: int
    failed: int
    stopped: int


def sent_to(person: Person) -> QuerySet[Notice]:
    """Return what was sent to a person, the latest first, account messages included."""
    return (
        Notice.objects.filter(person=person, state=NoticeState.SENT).select_related("person").order_by("-sent_at", "pk")
    )


def newest() -> QuerySet[Notice]:
    """Return every message, waiting or sent, the latest first: for the demo mailbox."""
    return Notice.objects.select_related("person").order_by("-due_at", "pk")


def rendered(notice: Notice) -> rendering.Words:
    """Return subject, plain text and HTML of a notice, as its recipient reads it."""
    return rendering.render(notice)


def outbox() -> Outbox:
    """Count the messages by state."""
    counts = dict(Notice.objects.order_by().values_list("state").annotate(count=Count("pk")))
    return Outbox(**{state.value: counts.get(state.value, 0) for state in NoticeState})
