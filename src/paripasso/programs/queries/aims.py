"""What a programme wants to reach."""

from __future__ import annotations

from paripasso.programs.measures import indicators
from paripasso.programs.models import Aim, Program


def of(program: Program) -> list[Aim]:
    """Return a programme's aims in the order of the list of indicators."""
    order = {key: place for place, key in enumerate(indicators())}
    found = Aim.objects.filter(program=program, indicator__in=order)
    return sorted(found, key=lambda aim: order[aim.indicator])
