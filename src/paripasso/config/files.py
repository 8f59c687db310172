"""The files of a house: its home, its secret key, its key-encryption key. Nothing here needs the settings."""

from __future__ import annotations

import os
import secrets

from paripasso.config.environment import Environment, SettingMissing
from paripasso.sealing.providers import make_file

SHORTEST = 32


def make(env: Environment) -> list[str]:
    """Make what is missing, and return a line for each file made.

    A missing key file is not replaced while there is a database of keys beside it: what those keys sealed needs the old one.
    """
    made = []
    env.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not env.secret_key_file.exists():
        env.secret_key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(env.secret_key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        made.append(f"secret key     {env.secret_key_file}")
    if not env.kek_file.exists() and not (env.home / "keys.sqlite3").exists():
        make_file(env.kek_file)
        made.append(f"key file       {env.kek_file}")
    return made


def require_secret_key(env: Environment) -> None:
    """Refuse to load the settings without a secret key. Raises SettingMissing."""
    if not env.secret_key_file.exists():
        raise SettingMissing(f"There is no secret key at {env.secret_key_file}. Run: paripasso init")
    if len(env.secret_key_file.read_text().strip()) < SHORTEST:
        raise SettingMissing(
            f"The secret key in {env.secret_key_file} is shorter than {SHORTEST} characters. Delete it, then run: paripasso init"
        )
