"""The closed lists of matching."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Where a match run stands."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("ready to review")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")
    PUBLISHING = "publishing", _("being published")
    PUBLISHED = "published", _("published")


UNDER_WAY = frozenset({RunState.QUEUED, RunState.RUNNING})
ANSWERED = frozenset({RunState.DONE, RunState.PUBLISHING, RunState.PUBLISHED})


class Phase(models.TextChoices):
    """What a run is doing. The middle ones are the engine's own stages, by their own names."""

    WAITING = "", _("Waiting for its turn")
    GATHERING = "gathering", _("Reading what everybody gives and seeks")
    SCORING = "scoring", _("Weighing every two people")
    HEAD_COUNT = "head_count", _("Finding a place for as many as possible")
    WORST_PAIR = "worst_pair", _("Raising the weakest pair")
    TOTAL = "total", _("Improving all the pairs together")
    LEFTOVERS = "leftovers", _("Looking after those left over")
    EXPLAINING = "explaining", _("Writing down the reasons")
    DONE = "done", _("Putting the result in order")


class ProposalState(models.TextChoices):
    """What the programme manager decided about a proposal."""

    PROPOSED = "proposed", _("proposed")
    LOCKED = "locked", _("locked")
    REJECTED = "rejected", _("rejected")
    PUBLISHED = "published", _("published")


class Obstacle(models.TextChoices):
    """Why somebody has no peer: the engine's closed list. No private wish is ever told apart from a better pair."""

    ALONE = "alone", _("nobody else takes part")
    RULES = "rules", _("a rule stands in between")
    BELOW_FLOOR = "below_floor", _("no one fits well enough")
    BETTER_ELSEWHERE = "better_elsewhere", _("better pairs elsewhere, or a wish that stays private")
    SET_ASIDE = "set_aside", _("the pair was set aside")
