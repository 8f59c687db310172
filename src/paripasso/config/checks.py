"""What must be right before anything starts. Each fault is one sentence that says what to do."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import stat
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from paripasso.config.environment import Environment, SettingMissing
from paripasso.sealing import health
from paripasso.sealing.providers import ProviderFailed, keys_in

INIT = "Run: paripasso init"
PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent


def require_ready() -> None:
    """Refuse to start while anything is wrong. Raises SettingMissing with the first fault."""
    fault = next(iter(faults()), None)
    if fault is not None:
        raise SettingMissing(fault)


def faults() -> Iterator[str]:
    """Yield every fault, the most basic first."""
    env: Environment = settings.ENV
    yield from _kek_faults(env)
    yield from _database_faults(env)


def _kek_faults(env: Environment) -> Iterator[str]:
    kek = env.kek_file
    try:
        mode = kek.stat()
    except OSError:
        yield f"There is no key file at {kek}. {INIT}, or set PARIPASSO_KEK_FILE to where it is; without the old file, sealed words stay closed."
        return
    if stat.S_IMODE(mode.st_mode) & 0o077:
        yield f"Other accounts may read the key file {kek}. Run: chmod 0400 {kek}"
    if mode.st_uid not in {os.geteuid(), 0}:
        yield f"The key file {kek} belongs to another account. Run: chown {os.geteuid()} {kek}"
    for folder, name in (
        (env.home, "data"),
        (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else PACKAGE, "project"),
    ):
        if kek.resolve().is_relative_to(folder.resolve()):
            yield f"The key file {kek} lies in the {name} folder, so one copy holds both. Move it elsewhere and set PARIPASSO_KEK_FILE."
    yield from _content_faults(kek)


def _content_faults(kek: Path) -> Iterator[str]:
    try:
        keys = keys_in(kek.read_text("ascii"))
    except (ProviderFailed, OSError, UnicodeDecodeError) as problem:
        yield f"The key file {kek} cannot be used: {problem} Restore it from your envelope; do not make a new one if anything is sealed."
        return
    if any(hmac.compare_digest(key, guess) for key in keys for guess in derived_from(settings.SECRET_KEY)):
        yield f"The key in {kek} comes from the secret key, so one theft gives both. Delete it while nothing is sealed, then run: paripasso init"


def derived_from(secret: str) -> list[bytes]:
    """Return the 32 bytes that somebody in a hurry would make out of a secret key."""
    raw = secret.strip().encode()
    digests = [hashlib.new(name, raw).digest()[:32] for name in ("sha256", "sha3_256", "blake2s", "sha512", "blake2b")]
    shapes = [raw[:32].ljust(32, b"\0"), raw[-32:].rjust(32, b"\0"), hmac.new(raw, b"", hashlib.sha256).digest()]
    with contextlib.suppress(ValueError):
        shapes.append(base64.urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))[:32].ljust(32, b"\0"))
    stretched = [
        hashlib.pbkdf2_hmac("sha256", raw, salt, rounds) for salt in (b"", b"paripasso") for rounds in (1, 1000)
    ]
    return digests + shapes + stretched


def _database_faults(env: Environment) -> Iterator[str]:
    if is_one_database(settings.DATABASES["default"], settings.DATABASES["keys"]):
        yield "Rows and keys share one database, so one backup holds both. Set PARIPASSO_KEYS_DATABASE_URL to another database."
        return
    for alias in ("default", "keys"):
        try:
            waiting = pending(alias)
        except DatabaseError as problem:
            yield f'The database "{alias}" does not answer ({type(problem).__name__}). Check PARIPASSO_{"KEYS_" * (alias == "keys")}DATABASE_URL and that it runs.'
            return
        if waiting:
            yield f'The database "{alias}" lacks {waiting} of its tables or changes to them. {INIT}'
            return
    if (fault := health.fault()) is not None:
        yield f"{fault} ({env.kek_file})"


def is_one_database(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether two settings mean one database or file, however they are spelt."""
    if first["ENGINE"] != second["ENGINE"]:
        return False
    if first["ENGINE"].endswith("sqlite3"):
        return os.path.realpath(str(first["NAME"])) == os.path.realpath(str(second["NAME"]))
    places = [
        (str(one["NAME"]), str(one.get("HOST") or "localhost"), str(one.get("PORT") or 5432)) for one in (first, second)
    ]
    return places[0] == places[1]


def pending(alias: str) -> int:
    """Return how many migrations a database still waits for."""
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return len(known_migrations() - applied.keys())


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations of this version, as app and name; read once a process."""
    return frozenset(MigrationLoader(None).graph.nodes)
