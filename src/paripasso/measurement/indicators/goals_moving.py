"""Goals with a recent step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from paripasso.measurement import rules
from paripasso.measurement.indicators.figure import Figure

if TYPE_CHECKING:
    from paripasso.relationships.queries.happenings import Happening

KEY = "goals_moving"
TARGET = 70


def compute(happenings: Sequence[Happening], *, target: int = TARGET) -> Figure:
    """Goals with a step taken in the last 30 days ÷ goals of active relationships."""
    active = [one for one in happenings if rules.is_open(one)]
    with_goals = [one for one in active if one.goals]
    return Figure(
        key=KEY,
        name=_("Goals with a step taken this month"),
        definition=_("Goals in which somebody ticked a step in the last 30 days. What the goals say stays sealed."),
        part=sum(one.goals_with_recent_step for one in active),
        whole=sum(one.goals for one in active),
        target=target,
        completeness=_("%(known)s of %(due)s pairs have set a goal.") % {"known": len(with_goals), "due": len(active)},
    )
