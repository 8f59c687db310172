"""A home of its own for one run of pytest: no setting, key or file of this machine's reaches a test.

Loaded with `-p`, because pytest-django reads the settings before any conftest is looked at.
"""

from __future__ import annotations

import atexit
import base64
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def secret(path: Path, words: str) -> None:
    """Write a key as `paripasso init` leaves it: readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)
    path.chmod(0o400)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Make the home, once for all workers: xdist's inherit the environment of their controller."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for name in [name for name in os.environ if name.startswith("PARIPASSO_") and "_TEST_" not in name]:
            del os.environ[name]
        folder = Path(tempfile.mkdtemp(prefix="paripasso-test-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        home = folder / "home"
        secret(home / "secret_key", secrets.token_urlsafe(48))
        secret(folder / "home-kek" / "kek", base64.b64encode(secrets.token_bytes(32)).decode())
        (home / "static").mkdir()  # where `serve` gathers them; WhiteNoise warns if it is missing
        os.environ |= {"PARIPASSO_HOME": str(home), "PARIPASSO_LANGUAGE": "en"}
    return (yield)
