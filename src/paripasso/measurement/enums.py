"""The closed lists of measurement."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How a relationship keeps pace, told from dates alone."""

    IN_STEP = "in_step", _("In step")
    SLOWING = "slowing", _("Slowing down")
    SILENT = "silent", _("Silent for three weeks")
    NEW = "new", _("Just started")
    CLOSED = "closed", _("Closed")
