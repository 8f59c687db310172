"""Agreement accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from paripasso.measurement.indicators.figure import Figure

if TYPE_CHECKING:
    from paripasso.relationships.queries.happenings import Happening

KEY = "agreement"
TARGET = 90
DAYS = 21


def compute(happenings: Sequence[Happening], *, at: datetime, target: int = TARGET) -> Figure:
    """Agreements accepted by all within 21 days ÷ relationships introduced at least 21 days ago."""
    limit = timedelta(days=DAYS)
    due = [one for one in happenings if one.introduced_at + limit <= at]
    agreed = [one for one in due if one.agreed_at and one.agreed_at <= one.introduced_at + limit]
    return Figure(
        key=KEY,
        name=_("Agreement accepted by both"),
        definition=_(
            "Pairs whose agreement everyone accepted within 21 days, out of those introduced at least that long ago."
        ),
        part=len(agreed),
        whole=len(due),
        target=target,
        completeness=_("All known."),
    )
