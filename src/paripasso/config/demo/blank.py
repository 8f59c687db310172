"""An empty house, kept from the last demonstration: making its tables anew takes longer than all that happens in it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from paripasso.config import house

ALIASES = ("default", "keys")
ENDINGS = ("", "-wal", "-shm", "-journal")


def lay() -> None:
    """Put empty databases in place of whatever was there."""
    kept = settings.ENV.home / f"blank-{_digest()}"
    connections.close_all()
    for alias in ALIASES:
        _remove(_file(alias))
    if all((kept / alias).exists() for alias in ALIASES):
        for alias in ALIASES:
            shutil.copyfile(kept / alias, _file(alias))
        return
    house.make_tables()
    connections.close_all()  # the last one to close writes everything into the one file
    for old in settings.ENV.home.glob("blank-*"):
        shutil.rmtree(old)
    kept.mkdir(parents=True)
    for alias in ALIASES:
        shutil.copyfile(_file(alias), kept / alias)


def _digest() -> str:
    """Name the tables: every migration there is, and what ours say."""
    migrations = MigrationLoader(None).disk_migrations
    digest = hashlib.sha256()
    for (app, name), migration in sorted(migrations.items(), key=lambda entry: entry[0]):
        digest.update(f"{app}.{name}\n".encode())
        if migration.__module__.startswith("paripasso."):
            folder = Path(__file__).resolve().parents[2] / app / "migrations"
            digest.update((folder / f"{name}.py").read_bytes())
    return digest.hexdigest()[:16]


def _file(alias: str) -> Path:
    return Path(str(settings.DATABASES[alias]["NAME"]))


def _remove(file: Path) -> None:
    for ending in ENDINGS:
        Path(f"{file}{ending}").unlink(missing_ok=True)
