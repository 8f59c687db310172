"""Who sees what: the one table behind the labels beside fields and the page "Who sees what".

A row is a model, or `Model.field` where a field differs from the rest. The first matching row counts, field before model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Eye(StrEnum):
    """Whoever may look, from nearest to farthest."""

    ME = "me"
    PEER = "peer"
    PROGRAM_MANAGER = "program_manager"
    LINE_MANAGER = "line_manager"


@dataclass(frozen=True)
class Sight:
    """Who sees a thing: the sentence beside it, its icon, whether it is sealed, whose eyes reach it."""

    sentence: str | Promise
    eyes: frozenset[Eye]
    is_sealed: bool = False

    @property
    def icon(self) -> str:
        """A lock where it is sealed, an eye where others see it, a struck eye where nobody does."""
        if self.is_sealed:
            return "lock"
        return "eye" if self.eyes - {Eye.ME} else "eye-off"


ME, PEER, PROGRAM_MANAGER = Eye.ME, Eye.PEER, Eye.PROGRAM_MANAGER
THE_TWO = Sight(_("Sealed: only the members of your relationship can read it."), frozenset({ME, PEER}), is_sealed=True)
ONLY_ME = Sight(_("Sealed: only you can read it."), frozenset({ME}), is_sealed=True)
NOBODY = Sight(
    _("Sealed: the calculation alone uses it, and nobody else ever reads it."), frozenset({ME}), is_sealed=True
)
NOBODY_ADDRESS = Sight(
    _("Sealed: the job that reads your calendar uses it, and nobody ever sees it."), frozenset({ME}), is_sealed=True
)
ENROLMENT = Sight(_("You, your peer and the programme manager see it."), frozenset({ME, PEER, PROGRAM_MANAGER}))
HOURS = Sight(_("You see it; your peer sees only the hours you share."), frozenset({ME}))
STAFF = Sight(_("You and the programme manager see it."), frozenset({ME, PROGRAM_MANAGER}))
DATES = Sight(
    _("You two see all of it; the programme manager sees the date, never place or link."),
    frozenset({ME, PEER, PROGRAM_MANAGER}),
)
COLLEAGUES = Sight(_("You and your peer see it."), frozenset({ME, PEER}))

TABLE: Mapping[str, Sight] = MappingProxyType(
    {
        "Offer": ENROLMENT,
        "Seek": ENROLMENT,
        "Enrolment": STAFF,
        "Enrolment.aims": ENROLMENT,
        "Enrolment.hours": HOURS,
        "Enrolment.preferences": STAFF,
        "CalendarFeed": HOURS,
        "CalendarFeed.address": NOBODY_ADDRESS,
        "Wish": NOBODY,
        "Veto": NOBODY,
        "Agreement": THE_TWO,
        "Goal": THE_TWO,
        "Step": THE_TWO,
        "AgendaItem": THE_TWO,
        "Note": THE_TWO,
        "FollowUp": THE_TWO,
        "Message": THE_TWO,
        "Meeting": DATES,
        "Meeting.place": COLLEAGUES,
        "Meeting.video_link": COLLEAGUES,
        "CheckIn": ONLY_ME,
        "Reflection": ONLY_ME,
    }
)


def sight_of(what: str) -> Sight:
    """Find who sees `Model.field` or `Model`. Raises KeyError: a field without a row has no page."""
    model = what.partition(".")[0]
    return TABLE[what] if what in TABLE else TABLE[model]


@dataclass(frozen=True)
class Row:
    """A row of the page "Who sees what": the thing, in words, and each eye."""

    what: str | Promise
    me: bool
    peer: bool
    program_manager: bool
    line_manager: bool


def rows() -> list[Row]:
    """The table as the enrolment's last step and the privacy page show it, from the same sights."""
    shown: list[tuple[str | Promise, frozenset[Eye]]] = [
        (_("What you offer and seek"), TABLE["Offer"].eyes),
        (_("Agreement, goals, notes, commitments"), TABLE["Note"].eyes),
        (_("Check-ins and private reflections"), TABLE["CheckIn"].eyes),
        (_("Dates of the meetings"), TABLE["Meeting"].eyes),
        (_("Whom you would rather not meet"), TABLE["Veto"].eyes),
        (_("How many take part in each department"), frozenset(Eye)),
    ]
    return [Row(what, *(eye in eyes for eye in Eye)) for what, eyes in shown]
