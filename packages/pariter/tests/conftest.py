"""What the engine's tests share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pariter import Policy, Problem
from pariter.simulate import Knobs, company


@pytest.fixture
def firm() -> Callable[..., Problem]:
    """A simulated company: `firm(people, seed=…, policy=…, **knobs)`."""

    def build(people: int, seed: int = 0, policy: Policy | None = None, **knobs: object) -> Problem:
        return company(Knobs(people=people, **knobs), seed=seed, policy=policy)  # type: ignore[arg-type]

    return build
