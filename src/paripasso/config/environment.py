"""The settings of the house, typed, from the environment. Every name begins with PARIPASSO_."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingMissing(Exception):
    """A setting is missing or makes no sense. The message is one sentence that says what to do."""


@dataclass(frozen=True)
class Environment:
    """What whoever installs Paripasso decides. `docs/run/settings.md` describes each of them."""

    home: Path
    demo: bool
    debug: bool
    secret_key_file: Path
    kek_file: Path
    database_url: str
    keys_database_url: str
    base_url: str
    allowed_domains: tuple[str, ...]
    mail_url: str
    mail_from: str
    trusted_proxies: int
    language: str
    outgoing_allow: str = ""
    options: dict[str, str] = field(default_factory=dict)


def read() -> Environment:
    """Read the environment. Paths are absolute afterwards; nothing is created."""
    get = os.environ.get
    home = Path(get("PARIPASSO_HOME") or Path.home() / ".local" / "share" / "paripasso").expanduser().absolute()
    return Environment(
        home=home,
        demo=get("PARIPASSO_DEMO", "") == "1",
        debug=get("PARIPASSO_DEBUG", "") == "1",
        secret_key_file=Path(get("PARIPASSO_SECRET_KEY_FILE") or home / "secret_key").expanduser().absolute(),
        kek_file=Path(get("PARIPASSO_KEK_FILE") or home.parent / f"{home.name}-kek" / "kek").expanduser().absolute(),
        database_url=get("PARIPASSO_DATABASE_URL") or f"sqlite:///{home / 'paripasso.sqlite3'}",
        keys_database_url=get("PARIPASSO_KEYS_DATABASE_URL") or f"sqlite:///{home / 'keys.sqlite3'}",
        base_url=(get("PARIPASSO_BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
        allowed_domains=tuple(d.strip().lower() for d in get("PARIPASSO_SIGN_UP_DOMAINS", "").split(",") if d.strip()),
        mail_url=get("PARIPASSO_MAIL_URL") or "spool:",
        mail_from=get("PARIPASSO_MAIL_FROM") or "Paripasso <paripasso@localhost>",
        trusted_proxies=int(get("PARIPASSO_TRUSTED_PROXIES") or 0),
        language=get("PARIPASSO_LANGUAGE") or "it",
        outgoing_allow=get("PARIPASSO_OUTGOING_ALLOW", ""),
    )


def database(url: str) -> dict[str, object]:
    """Turn `sqlite:///path` or `postgresql://user:password@host:port/name` into Django's settings of one database.

    Raises SettingMissing for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = parts.path[1:] if parts.path.startswith("//") else parts.path
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": f"{path}-test"},  # a file as well: SQLite in memory locks differently
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", parts.hostname or ""),
            "PORT": query.pop("port", str(parts.port or "")),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": query,
        }
    message = f"The database address {parts.scheme}:… is unknown: write sqlite:///path or postgresql://user@host/name."
    raise SettingMissing(message)


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read networks, separated by commas. Raises SettingMissing for what is none."""
    try:
        return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())
    except ValueError as problem:
        message = f"PARIPASSO_OUTGOING_ALLOW: {problem}. Write networks as 10.20.0.0/16, separated by commas."
        raise SettingMissing(message) from None
