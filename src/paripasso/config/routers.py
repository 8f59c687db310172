"""Wrapped keys live in a database of their own, so that no copy of the other one opens anything."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


class KeysApart:
    """Send the tables of keys, and nothing else, to the alias `keys`."""

    KEYS = frozenset({"datakey", "holder"})

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        """Read keys from `keys`."""
        return "keys" if self._is_key(model._meta.app_label, model._meta.model_name) else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **_hints: Any) -> bool | None:
        """Keep every other table out of `keys`, and keys out of every other database."""
        if self._is_key(app_label, model_name):
            return db == "keys"
        return False if db == "keys" else None

    def _is_key(self, app_label: str, model_name: str | None) -> bool:
        return app_label == "sealing" and (model_name or "") in self.KEYS
