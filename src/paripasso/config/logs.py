"""What the house writes down about itself: faults and warnings, to standard error, and nothing about anybody."""

from __future__ import annotations

import logging
import re

# Addresses may carry a one-tap secret or say whose page was read.
PATH = re.compile(r"(/[\w-]+)/\S*")


class Discreet(logging.Filter):
    """Keep the first part of an address and drop the rest; drop what a request brought along."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record, and let it pass."""
        if record.name.startswith("django."):
            record.msg = PATH.sub(r"\1/…", record.getMessage())
            record.args = ()
        return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "paripasso.config.logs.Discreet"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "apscheduler": {"level": "ERROR"},  # a tick that finds the last one still at work is no fault
        # 404 and 403 are answers, not faults
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
