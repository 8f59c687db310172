"""First meeting on time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from paripasso.measurement.indicators.figure import Figure

if TYPE_CHECKING:
    from paripasso.relationships.queries.happenings import Happening

KEY = "first_meeting"
TARGET = 80


def compute(happenings: Sequence[Happening], *, at: datetime, days: int, target: int = TARGET) -> Figure:
    """Relationships that met within `days` of their introduction ÷ relationships introduced at least that long ago."""
    due = [one for one in happenings if one.introduced_at + timedelta(days=days) <= at]
    met = [one for one in due if one.first_met_at and one.first_met_at <= one.introduced_at + timedelta(days=days)]
    known = [
        one
        for one in due
        if one.first_met_at or one.next_at or one.unanswered or one.last_happening_at > one.introduced_at
    ]
    return Figure(
        key=KEY,
        name=_("First meeting within %(days)s days") % {"days": days},
        definition=_(
            "Pairs that met within %(days)s days of their introduction, out of those introduced at least that long ago."
        )
        % {"days": days},
        part=len(met),
        whole=len(due),
        target=target,
        completeness=_("We have heard from %(known)s of %(due)s pairs.") % {"known": len(known), "due": len(due)},
    )
