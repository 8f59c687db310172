"""A model with two sealed columns, of the tests' own: sealing knows no app that uses it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.test.utils import isolate_apps

from paripasso.core.models import PublicRow
from paripasso.sealing.fields import SealedTextField
from paripasso.sealing.scopes import Scope, ScopeKind

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

with isolate_apps("paripasso.sealing"):

    class Letter(PublicRow):
        kind = models.CharField(max_length=12, default=ScopeKind.RELATIONSHIP)
        owner_id = models.UUIDField()
        title = SealedTextField()
        text = SealedTextField()
        written_at = models.DateTimeField(null=True)

        class Meta:
            app_label = "sealing"
            db_table = "sealing_letter"

        def sealing_scope(self) -> Scope:
            return Scope(ScopeKind(self.kind), self.owner_id)

    class Copy(PublicRow):
        """The same columns in another table."""

        kind = models.CharField(max_length=12, default=ScopeKind.RELATIONSHIP)
        owner_id = models.UUIDField()
        title = SealedTextField()
        text = SealedTextField()
        written_at = models.DateTimeField(null=True)

        class Meta:
            app_label = "sealing"
            db_table = "sealing_copy"

        def sealing_scope(self) -> Scope:
            return Scope(ScopeKind(self.kind), self.owner_id)
