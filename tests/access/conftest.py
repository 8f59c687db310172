"""The access matrix meets the whole cast."""

from __future__ import annotations

import pytest

from tests.cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, two months into the round."""
    return gather()
