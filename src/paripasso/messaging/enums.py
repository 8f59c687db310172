"""States of a notice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    """Waiting, gone, given up after too many tries, or stopped because it is no longer wanted."""

    QUEUED = "queued", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not delivered")
    STOPPED = "stopped", _("stopped")
