"""What a date, or a lack of one, says about pace. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paripasso.measurement.enums import Rhythm
from paripasso.relationships.enums import RelationshipState, Sign

if TYPE_CHECKING:
    from paripasso.relationships.queries.happenings import Happening


def rhythm(one: Happening) -> Rhythm:
    """Say how a relationship keeps pace. Silence weighs more than a missing date, a date more than youth."""
    if one.state == RelationshipState.CLOSED:
        return Rhythm.CLOSED
    if Sign.SILENT in one.signs:
        return Rhythm.SILENT
    if one.signs:
        return Rhythm.SLOWING
    return Rhythm.NEW if one.first_met_at is None else Rhythm.IN_STEP


def is_open(one: Happening) -> bool:
    """Say whether a relationship still runs; a paused one does not count while it rests."""
    return one.state not in {RelationshipState.CLOSED, RelationshipState.PAUSED}
