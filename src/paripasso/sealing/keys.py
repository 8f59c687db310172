"""Data keys, unwrapped for the length of one call. None is kept: a key taken away is away at once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from paripasso.sealing.crypto import framed
from paripasso.sealing.models import DataKey
from paripasso.sealing.providers import KEY, KeyProvider, provider
from paripasso.sealing.refusals import KeyGone
from paripasso.sealing.scopes import Scope, ScopeKind


def wrap_aad(scope: Scope, kek_id: str) -> bytes:
    """Bind a wrapped key to its scope and to the key that wraps it."""
    return framed(scope.kind, str(scope.id), kek_id)


def scope_of(row: DataKey) -> Scope:
    """Return the scope a key belongs to."""
    return Scope(ScopeKind(row.scope_kind), row.scope_id)


def unwrap(row: DataKey, by: KeyProvider) -> bytes:
    """Return the data key of a row. Raises ProviderFailed, or KeyGone if it was shredded."""
    if row.shredded_at is not None or not row.wrapped:
        raise KeyGone
    return by.unwrap(row.kek_id, bytes(row.wrapped), wrap_aad(scope_of(row), row.kek_id))


def current(scope: Scope) -> tuple[UUID, bytes] | None:
    """Return id and data key that new texts of this scope are sealed with; None if the scope was never opened."""
    row = DataKey.objects.filter(scope_kind=scope.kind, scope_id=scope.id, retired_at=None).first()
    return (row.pk, unwrap(row, provider())) if row else None


def current_of(scopes: Iterable[Scope]) -> dict[Scope, tuple[UUID, bytes]]:
    """Return the same for many scopes, with one query; scopes that were never opened are left out."""
    wanted = set(scopes)
    rows = DataKey.objects.filter(scope_id__in={scope.id for scope in wanted}, retired_at=None)
    by = provider()
    return {scope_of(row): (row.pk, unwrap(row, by)) for row in rows if scope_of(row) in wanted}


def by_ids(ids: Iterable[UUID]) -> dict[UUID, tuple[Scope, bytes]]:
    """Return the scope and data key of each id, with one query. Raises KeyGone if one is missing."""
    wanted = set(ids)
    rows = {row.pk: row for row in DataKey.objects.filter(pk__in=wanted)}
    if wanted - rows.keys():
        raise KeyGone
    by = provider()
    return {pk: (scope_of(row), unwrap(row, by)) for pk, row in rows.items()}


def make(scope: Scope, *, at: datetime) -> DataKey:
    """Make and commit the data key of a scope, or return the one it has; two at once make one.

    Raises KeyGone if its key was shredded, or if the key-encryption key is not one this house knows.
    """
    found = DataKey.objects.filter(scope_kind=scope.kind, scope_id=scope.id, retired_at=None).first()
    if found is None:
        by = provider()
        kek_id = by.current()
        _must_be_known(kek_id)
        wrapped = by.wrap(secrets.token_bytes(KEY), wrap_aad(scope, kek_id))
        found, _ = DataKey.objects.get_or_create(
            scope_kind=scope.kind,
            scope_id=scope.id,
            retired_at=None,
            defaults={"kek_id": kek_id, "wrapped": wrapped, "made_at": at},
        )
    if found.shredded_at is not None:
        raise KeyGone
    return found


def _must_be_known(kek_id: str) -> None:
    """A wrong key-encryption key must not begin a second set of keys beside the first."""
    if not DataKey.objects.filter(kek_id=kek_id).exists() and DataKey.objects.exists():
        raise KeyGone
