"""What enrolment sends. Plain values; nothing about what somebody wrote."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import formats, translation

from paripasso.enrolment.models import Enrolment
from paripasso.messaging.drafts import Draft


def received(enrolment: Enrolment, *, at: datetime) -> Draft:
    """Say that an enrolment has arrived, and when its author will hear more."""
    return _draft("enrolment_received", enrolment, at)


def waitlisted(enrolment: Enrolment, *, at: datetime) -> Draft:
    """Say that every place is taken, and what happens next."""
    return _draft("enrolment_waitlisted", enrolment, at)


def place_freed(enrolment: Enrolment, *, at: datetime) -> Draft:
    """Say that a place has become free for whoever waited longest."""
    return _draft("enrolment_place_freed", enrolment, at)


def resumed(enrolment: Enrolment, *, at: datetime) -> Draft:
    """Say that a pause has ended on the day its author chose."""
    return _draft("enrolment_resumed", enrolment, at)


def _draft(kind: str, enrolment: Enrolment, at: datetime) -> Draft:
    round = enrolment.round
    language = enrolment.person.language
    with translation.override(language):
        starts_on = formats.date_format(round.starts_on, "j F")
    return Draft(
        kind=kind,
        to=enrolment.person,
        cause=f"{kind}:{enrolment.pk}:{at.isoformat(timespec='seconds')}",
        values={
            "first_name": enrolment.person.first_name,
            "programme": round.program.name(language),
            "round": round.name(language),
            "starts_on": starts_on,
        },
        link=reverse("peer:enrolment", args=[round.slug]),
    )
