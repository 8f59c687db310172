"""The closed lists of the peers' space."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RelationshipKind(models.TextChoices):
    """How many keep pace together."""

    PAIR = "pair", _("pair")
    TRIAD = "triad", _("triad")
    CIRCLE = "circle", _("circle")


class RelationshipState(models.TextChoices):
    """Where a relationship stands."""

    INTRODUCED = "introduced", _("introduced")
    AGREED = "agreed", _("agreed")
    ACTIVE = "active", _("under way")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


TRANSITIONS: dict[RelationshipState, frozenset[RelationshipState]] = {
    RelationshipState.INTRODUCED: frozenset(
        {RelationshipState.AGREED, RelationshipState.ACTIVE, RelationshipState.PAUSED, RelationshipState.CLOSED}
    ),
    RelationshipState.AGREED: frozenset({RelationshipState.ACTIVE, RelationshipState.PAUSED, RelationshipState.CLOSED}),
    RelationshipState.ACTIVE: frozenset({RelationshipState.PAUSED, RelationshipState.CLOSED}),
    RelationshipState.PAUSED: frozenset({RelationshipState.ACTIVE, RelationshipState.CLOSED}),
    RelationshipState.CLOSED: frozenset(),
}


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("agreed")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class GoalState(models.TextChoices):
    """Where a goal stands."""

    OPEN = "open", _("open")
    REACHED = "reached", _("reached")
    LEFT = "left", _("set aside")


class Mood(models.TextChoices):
    """How it goes, in one tap."""

    GOOD = "good", _("Good")
    SO_SO = "so_so", _("So-so")
    HARD = "hard", _("I struggle")
    LOST = "lost", _("We lost each other")


class Sign(models.TextChoices):
    """What the happenings of a relationship say, never its words."""

    FIRST_MEETING_LATE = "first_meeting_late", _("the first meeting is late")
    NO_NEXT_DATE = "no_next_date", _("no next date")
    MOVED_THREE_TIMES = "moved_three_times", _("moved three times running")
    SILENT = "silent", _("silent for three weeks")
