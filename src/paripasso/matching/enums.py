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


class ProposalState(models.TextChoices):
    """What the programme manager decided about a proposal."""

    PROPOSED = "proposed", _("proposed")
    LOCKED = "locked", _("locked")
    REJECTED = "rejected", _("rejected")
    PUBLISHED = "published", _("published")
