"""Across departments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from paripasso.measurement.indicators.figure import Figure

if TYPE_CHECKING:
    from paripasso.relationships.queries.happenings import Happening

KEY = "cross_department"
TARGET = 75


def compute(happenings: Sequence[Happening], *, target: int = TARGET) -> Figure:
    """Relationships with at least two departments ÷ relationships whose members' departments are known."""
    known = [one for one in happenings if all(face.department for face in one.members)]
    across = [one for one in known if len({face.department for face in one.members}) > 1]
    return Figure(
        key=KEY,
        name=_("Pairs across departments"),
        definition=_("Pairs whose members work in different departments."),
        part=len(across),
        whole=len(known),
        target=target,
        completeness=_("The departments of %(known)s of %(due)s pairs are known.")
        % {"known": len(known), "due": len(happenings)},
    )
