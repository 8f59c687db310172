"""Scopes are opened and holders come and go. Every action may be repeated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from paripasso.sealing import keys
from paripasso.sealing.models import DataKey, Holder
from paripasso.sealing.providers import ProviderFailed
from paripasso.sealing.refusals import CannotSeal, KeyGone
from paripasso.sealing.scopes import Scope


def open_scope(scope: Scope, *, at: datetime) -> None:
    """Make and commit the data key of a scope, before the first row that uses it. Raises CannotSeal, and no key is made."""
    try:
        keys.make(scope, at=at)
    except (ProviderFailed, KeyGone) as problem:
        raise CannotSeal from problem


@transaction.atomic(using="keys")
def grant(scope: Scope, person_id: UUID, *, at: datetime) -> None:
    """Let a person read a scope from now on."""
    Holder.objects.get_or_create(
        scope_kind=scope.kind, scope_id=scope.id, person_id=person_id, until=None, defaults={"since": at}
    )


@transaction.atomic(using="keys")
def revoke(scope: Scope, person_id: UUID, *, at: datetime) -> None:
    """Close a scope to a person, at once."""
    Holder.objects.filter(scope_kind=scope.kind, scope_id=scope.id, person_id=person_id, until=None).update(until=at)


def shred(scopes: Iterable[Scope], *, at: datetime) -> int:
    """Destroy the keys of these scopes. Their texts never open again, and no new key is made for them."""
    done = 0
    with transaction.atomic(using="keys"):
        for scope in scopes:
            rows = DataKey.objects.filter(scope_kind=scope.kind, scope_id=scope.id, shredded_at=None)
            done += rows.update(wrapped=b"", shredded_at=at)
    return done
