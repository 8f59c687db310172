"""What tests of the peers' space begin with."""

from __future__ import annotations

import pytest

from tests.relationships.scene import Pair, pair_in, round_of


@pytest.fixture
def pair(db: None) -> Pair:
    """Return Chiara and Amadou, introduced on 25 February."""
    return pair_in(round_of())
