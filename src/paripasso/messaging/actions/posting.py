"""Taking messages out of the outbox: claimed, handed over, marked. In this order none is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from paripasso.core import leases
from paripasso.messaging.delivery.carriers import Carrier, Refused, Unreachable
from paripasso.messaging.delivery.compose import compose
from paripasso.messaging.enums import NoticeState
from paripasso.messaging.headers import Injected
from paripasso.messaging.models import Notice
from paripasso.messaging.rendering import render

TRIES = 8
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
OUTAGE = timedelta(minutes=2)  # so that everything has left five minutes after the server is back


def due(at: datetime) -> QuerySet[Notice]:
    """Return the notices that wait and whose time has come."""
    return Notice.objects.filter(state=NoticeState.QUEUED, due_at__lte=at).select_related("person")


def post(notice: Notice, carrier: Carrier, *, at: datetime) -> None:
    """Deliver a claimed notice and mark it sent. If it cannot leave now it is pushed back before the error is raised."""
    if notice.person is not None and not notice.person.is_active:
        _end(notice, NoticeState.STOPPED, at, "The person has left.")
        return
    try:
        carrier.hand_over(compose(notice, render(notice), at=at))
    except Unreachable as problem:
        _push_back(notice, at, str(problem), wait=OUTAGE, counts=False)
        raise
    except (Refused, Injected) as problem:
        _end(notice, NoticeState.FAILED, at, str(problem))
        raise
    except Exception as problem:
        if notice.attempts >= TRIES:
            _end(notice, NoticeState.FAILED, at, _named(problem))
        else:
            _push_back(notice, at, _named(problem), wait=WAITS[min(notice.attempts, len(WAITS)) - 1])
        raise
    _end(notice, NoticeState.SENT, at)


def hold_back(notice: Notice, *, at: datetime, why: str) -> None:
    """Give a claimed notice back because nobody takes messages now; the try does not count."""
    _push_back(notice, at, why, wait=OUTAGE, counts=False)


def _push_back(notice: Notice, at: datetime, why: str, *, wait: timedelta, counts: bool = True) -> None:
    leases.release(notice, at=at, due_at=at + wait)
    notice.failure, notice.attempts = why[:200], notice.attempts - (not counts)
    notice.save(update_fields=["failure", "attempts"])


def _end(notice: Notice, state: NoticeState, at: datetime, why: str = "") -> None:
    """Close a notice. Bodies that came written are not kept once they have left: a sign-in code is nobody's memory."""
    notice.state, notice.failure = state, why[:200]
    notice.leased_by, notice.leased_until = "", None
    fields = ["state", "failure", "leased_by", "leased_until"]
    if state is NoticeState.SENT:
        notice.sent_at = at
        fields.append("sent_at")
        if not settings.DEMO:
            notice.body_text = notice.body_html = ""
            fields += ["body_text", "body_html"]
    notice.save(update_fields=fields)


def _named(problem: Exception) -> str:
    """Name an error by its kind: its words might quote the message."""
    return f"It could not be written or sent ({type(problem).__name__})."
