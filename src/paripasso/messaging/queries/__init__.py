"""Every read of the outbox worth a name."""

from paripasso.messaging.queries.notices import Outbox, newest, outbox, rendered, sent_to

__all__ = ["Outbox", "newest", "outbox", "rendered", "sent_to"]
