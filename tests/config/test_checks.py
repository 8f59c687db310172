from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connections

from paripasso.config import checks, environment
from paripasso.config.checks import faults, is_one_database
from paripasso.config.environment import Environment, SettingMissing
from paripasso.core import clock
from paripasso.sealing import actions
from paripasso.sealing.models import DataKey
from paripasso.sealing.providers import make_file
from paripasso.sealing.scopes import Scope


def write(path: Path, key: bytes) -> None:
    path.chmod(0o600)
    path.write_text(base64.b64encode(key).decode())
    path.chmod(0o400)


@pytest.fixture
def env(tmp_path: Path, settings, db) -> Environment:
    """A house in good order."""
    home, kek = tmp_path / "home", tmp_path / "home-kek" / "kek"
    home.mkdir()
    make_file(kek)
    settings.KEK_FILE = kek
    settings.ENV = replace(environment.read(), home=home, kek_file=kek)
    actions.open_scope(Scope.house(), at=clock.now())
    return settings.ENV


def told(env: Environment) -> list[str]:
    """The faults, without the folders of this test."""
    return [fault.replace(str(env.kek_file), "KEK") for fault in faults()]


def test_a_house_in_good_order_has_no_fault(env) -> None:
    checks.require_ready()
    assert told(env) == []


def test_a_missing_key_file_stops_the_start(env) -> None:
    env.kek_file.unlink()
    with pytest.raises(SettingMissing, match=r"There is no key file at .*\. Run: paripasso init"):
        checks.require_ready()


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o640, 0o777, 0o420])
def test_a_key_file_open_to_others_stops_the_start(env, mode: int) -> None:
    env.kek_file.chmod(mode)
    assert told(env) == ["Other accounts may read the key file KEK. Run: chmod 0400 KEK"]


def test_a_key_file_among_the_rows_stops_the_start(env, settings) -> None:
    settings.ENV = replace(env, home=env.kek_file.parent.parent)
    assert [fault.split(",")[0] for fault in told(env)] == ["The key file KEK lies in the data folder"]


def test_a_link_into_the_data_folder_is_seen_through(env, settings, tmp_path: Path) -> None:
    inside = env.home / "kek"
    env.kek_file.rename(inside)
    env.kek_file.symlink_to(inside)
    assert [fault.split(",")[0] for fault in told(env)] == ["The key file KEK lies in the data folder"]


def test_a_key_file_in_the_checkout_stops_the_start(env, settings) -> None:
    settings.ENV = replace(env, kek_file=checks.CHECKOUT / "pyproject.toml")
    assert any("lies in the project folder" in fault for fault in faults())


SECRET = "a secret key of this house, long enough to be one"
DERIVED = {
    "its first bytes": SECRET.encode()[:32],
    "its hash": hashlib.sha256(SECRET.encode()).digest(),
    "its longer hash": hashlib.sha512(SECRET.encode()).digest()[:32],
    "stretched": hashlib.pbkdf2_hmac("sha256", SECRET.encode(), b"paripasso", 1000),
}


@pytest.mark.parametrize("key", DERIVED.values(), ids=DERIVED)
def test_a_key_made_of_the_secret_key_stops_the_start(env, settings, key: bytes) -> None:
    settings.SECRET_KEY = SECRET
    assert told(env) == []
    write(env.kek_file, key)
    assert told(env)[0].startswith("The key in KEK comes from the secret key")


@pytest.mark.parametrize("words", ["", "no key at all", "c2hvcnQ="])
def test_a_key_file_without_a_key_stops_the_start(env, words: str) -> None:
    env.kek_file.chmod(0o600)
    env.kek_file.write_text(words)
    assert told(env)[0].startswith("The key file KEK cannot be used: ")


def test_another_houses_key_file_stops_the_start(env) -> None:
    write(env.kek_file, secrets.token_bytes(32))
    assert [fault.split(".")[0] for fault in told(env)] == ["The key file is not the one this house was set up with"]


def test_a_house_without_its_first_key_is_not_ready(env) -> None:
    DataKey.objects.all().delete()
    assert told(env) == ["The house has no key yet. Run: paripasso init (KEK)"]


def test_rows_and_keys_in_one_database_stop_the_start(env, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "keys", settings.DATABASES["default"])
    assert [fault.split(",")[0] for fault in told(env)] == ["Rows and keys share one database"]


def test_a_database_that_lacks_tables_stops_the_start(env) -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'sealing'")
    assert told(env) == ['The database "keys" lacks 2 of its tables or changes to them. Run: paripasso init']


SQLITE, POSTGRES = "django.db.backends.sqlite3", "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"ENGINE": SQLITE, "NAME": "/a/b.db"}, {"ENGINE": SQLITE, "NAME": "/a/../a/b.db"}, True),
        ({"ENGINE": SQLITE, "NAME": "/a/b.db"}, {"ENGINE": SQLITE, "NAME": "/a/keys.db"}, False),
        ({"ENGINE": SQLITE, "NAME": "x"}, {"ENGINE": POSTGRES, "NAME": "x"}, False),
        (
            {"ENGINE": POSTGRES, "NAME": "x", "HOST": ""},
            {"ENGINE": POSTGRES, "NAME": "x", "HOST": "localhost", "PORT": "5432"},
            True,
        ),
        ({"ENGINE": POSTGRES, "NAME": "x", "USER": "a"}, {"ENGINE": POSTGRES, "NAME": "x", "USER": "b"}, True),
        ({"ENGINE": POSTGRES, "NAME": "x"}, {"ENGINE": POSTGRES, "NAME": "y"}, False),
        ({"ENGINE": POSTGRES, "NAME": "x", "HOST": "a"}, {"ENGINE": POSTGRES, "NAME": "x", "HOST": "b"}, False),
    ],
)
def test_one_database_is_known_however_it_is_spelt(first, second, same: bool) -> None:
    assert is_one_database(first, second) is same
