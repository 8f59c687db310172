"""What every row of Paripasso has in common."""

from __future__ import annotations

import uuid

from django.db import models

from paripasso.core.privacy import classified


@classified(house="public_id")
class PublicRow(models.Model):
    """A row known by one id everywhere: in addresses, foreign keys and sealed texts.

    The id is random and made before the insert, because a sealed text is bound to it.
    It is no secret: doors decide who may follow it.
    """

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


@classified(house="due_at leased_by leased_until attempts")
class Leased(models.Model):
    """A row that waits for a worker, is taken on a lease, and is free again if that worker dies."""

    due_at = models.DateTimeField(db_index=True)
    leased_by = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


@classified(
    purpose="To let somebody act from an e-mail with one tap, once, without signing in.",
    house="purpose target expires_at",
    trace="person_id made_at used_at",
    secret="token_hash",
)
class Link(PublicRow):
    """A one-tap link: one purpose, one person, one use. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    person_id = models.UUIDField()
    target = models.CharField(max_length=80, help_text="Public id of what the link is about.")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
