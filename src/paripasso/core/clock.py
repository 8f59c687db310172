"""The one place that looks at the clock. Views, jobs and commands ask it once and pass `at` on."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return timezone.now()
