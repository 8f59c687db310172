"""Next date set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from paripasso.measurement import rules
from paripasso.measurement.indicators.figure import Figure

if TYPE_CHECKING:
    from paripasso.relationships.queries.happenings import Happening

KEY = "next_date"
TARGET = 80


def compute(happenings: Sequence[Happening], *, at: datetime, target: int = TARGET) -> Figure:
    """Active relationships with a future date ÷ active relationships. The best early sign there is."""
    active = [one for one in happenings if rules.is_open(one)]
    dated = [one for one in active if one.next_at and one.next_at > at]
    heard = [one for one in active if one.last_happening_at >= at - timedelta(days=30)]
    return Figure(
        key=KEY,
        name=_("Next date set"),
        definition=_("Pairs under way that have a date ahead of them."),
        part=len(dated),
        whole=len(active),
        target=target,
        completeness=_("We have heard from %(known)s of %(due)s pairs in the last 30 days.")
        % {"known": len(heard), "due": len(active)},
    )
