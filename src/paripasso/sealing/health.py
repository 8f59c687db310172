"""Whether the keys of this house can be used. Asked at the start and by `paripasso doctor`."""

from __future__ import annotations

from paripasso.sealing import keys
from paripasso.sealing.models import DataKey
from paripasso.sealing.providers import ProviderFailed, provider
from paripasso.sealing.refusals import KeyGone
from paripasso.sealing.scopes import ScopeKind


def fault() -> str | None:
    """Return what is wrong with the key-encryption key, as one sentence; None if it opens the key this house began with."""
    row = DataKey.objects.filter(scope_kind=ScopeKind.HOUSE, retired_at=None).first()
    if row is None:
        if DataKey.objects.exists():
            return "The house has keys, but not the one that pins its key file. Run: paripasso init"
        return "The house has no key yet. Run: paripasso init"
    try:
        keys.unwrap(row, provider())
    except (ProviderFailed, KeyGone):
        return "The key file is not the one this house was set up with. Put the old one back, as the first or a later line."
    return None
