from __future__ import annotations

from pathlib import Path

import pytest

from paripasso.config import early, environment, files
from paripasso.config.environment import SettingMissing


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARIPASSO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def modes(*paths: Path) -> list[str]:
    return [oct(path.stat().st_mode & 0o777) for path in paths]


def test_a_new_house_gets_its_secrets_and_the_key_apart(home: Path) -> None:
    env = environment.read()
    assert len(files.make(env)) == 2
    assert modes(home, home / "secret_key", home.parent / "home-kek", home.parent / "home-kek" / "kek") == [
        "0o700",
        "0o400",
        "0o700",
        "0o400",
    ]


def test_making_a_house_again_changes_nothing(home: Path) -> None:
    env = environment.read()
    files.make(env)
    before = (env.secret_key_file.read_text(), env.kek_file.read_text())
    assert (files.make(env), (env.secret_key_file.read_text(), env.kek_file.read_text())) == ([], before)


def test_a_lost_key_file_is_not_replaced_beside_a_database_of_keys(home: Path) -> None:
    env = environment.read()
    files.make(env)
    env.kek_file.unlink()
    (home / "keys.sqlite3").touch()
    assert (files.make(env), env.kek_file.exists()) == ([], False)


def test_a_missing_secret_key_is_one_sentence(home: Path) -> None:
    with pytest.raises(SettingMissing, match=r"There is no secret key at .*secret_key\. Run: paripasso init"):
        early.prepare(["serve"])


def test_a_short_secret_key_is_one_sentence(home: Path) -> None:
    home.mkdir()
    (home / "secret_key").write_text("short")
    with pytest.raises(SettingMissing, match="shorter than 32 characters"):
        early.prepare(["worker", "--once"])


@pytest.mark.parametrize("words", [[], ["--help"], ["serve", "--help"], ["match", "-h"]])
def test_help_needs_no_house(home: Path, words: list[str]) -> None:
    assert (early.prepare(words), home.exists()) == ([], False)


def test_init_takes_the_home_it_is_told(home: Path, tmp_path: Path) -> None:
    early.prepare(["init", "--home", str(tmp_path / "other")])
    assert (environment.read().home, (tmp_path / "other" / "secret_key").exists()) == (tmp_path / "other", True)


def test_the_demonstration_never_touches_a_real_house(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARIPASSO_DEMO", "0")
    early.prepare(["demo", "--no-serve", "--people", "40"])
    env = environment.read()
    assert (env.demo, env.home, home.exists()) == (True, home.with_name("paripasso-demo"), False)


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("sqlite:////var/lib/pari/rows.sqlite3", "django.db.backends.sqlite3", "/var/lib/pari/rows.sqlite3"),
        ("postgresql://pari:p%40ss@db.example:5433/rows", "django.db.backends.postgresql", "rows"),
        ("postgresql:///rows?host=/run/postgresql", "django.db.backends.postgresql", "rows"),
    ],
)
def test_a_database_is_an_address(url: str, engine: str, name: str) -> None:
    found = environment.database(url)
    assert (found["ENGINE"], found["NAME"]) == (engine, name)


def test_an_unknown_database_is_one_sentence() -> None:
    with pytest.raises(SettingMissing, match=r"mysql:… is unknown: write sqlite:///path or postgresql"):
        environment.database("mysql://root@localhost/pari")
