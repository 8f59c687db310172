"""Wrapped keys and who holds them (alias `keys`), and who opened what in which hour (alias `default`)."""

from __future__ import annotations

from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.sealing.scopes import Purpose, ScopeKind

KINDS = [(kind.value, kind.value) for kind in ScopeKind]
PURPOSES = [(purpose.value, purpose.value) for purpose in Purpose]


@classified(
    purpose="To open what was sealed, for those it was written for, and to make it unreadable for good when its time is over.",
    house="scope_kind scope_id kek_id made_at retired_at shredded_at",
    secret="wrapped",
)
class DataKey(PublicRow):
    """The key of one scope, wrapped. Its id stands in every text sealed with it. A shredded key keeps its row, empty."""

    scope_kind = models.CharField(max_length=12, choices=KINDS)
    scope_id = models.UUIDField()
    kek_id = models.CharField(max_length=32, db_index=True)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    shredded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope_kind", "scope_id"], condition=models.Q(retired_at=None), name="data_key_current_once"
            )
        ]


@classified(
    purpose="To know who may read a sealed space, without asking the app it belongs to.",
    personal="scope_kind scope_id person_id since until",
)
class Holder(PublicRow):
    """Somebody who may read a scope, from one moment to another. Joining grants, leaving revokes."""

    scope_kind = models.CharField(max_length=12, choices=KINDS)
    scope_id = models.UUIDField()
    person_id = models.UUIDField(db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope_kind", "scope_id", "person_id"], condition=models.Q(until=None), name="holder_once"
            )
        ]


@classified(
    purpose="To notice somebody who reads more spaces in an hour than people do by hand. Never a read receipt.",
    trace="reader purpose scope_kind scope_id hour_at",
)
class Opening(PublicRow):
    """One reader opened one scope in one hour."""

    reader = models.CharField(max_length=120)
    purpose = models.CharField(max_length=8, choices=PURPOSES)
    scope_kind = models.CharField(max_length=12, choices=KINDS)
    scope_id = models.UUIDField()
    hour_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "hour_at", "purpose", "scope_kind", "scope_id"], name="opening_once_an_hour"
            )
        ]
