"""Shares and how sure they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripasso.measurement.statistics.shares import wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_the_published_table(part: int, whole: int, low: float, high: float) -> None:
    assert tuple(round(end, 4) for end in wilson(part, whole)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_everything(case: tuple[int, int]) -> None:
    part, whole = case
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(part, whole)
