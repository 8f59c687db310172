"""Limits of sign-in are counted in the cache: each test starts with none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    """Forget earlier attempts."""
    cache.clear()
    yield
    cache.clear()
