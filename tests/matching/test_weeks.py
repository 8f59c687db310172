"""Hours of a week in somebody's zone and in UTC."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripasso.matching import weeks

WINTER, SUMMER = date(2027, 1, 18), date(2027, 7, 12)


def test_offsets_follow_the_clocks_of_the_day() -> None:
    zones = ("Europe/Rome", "Asia/Kolkata", "America/New_York", "UTC", "No/Where", "")
    assert [weeks.offset(zone, WINTER) for zone in zones] == [60, 330, -300, 0, 0, 0]
    assert [weeks.offset(zone, SUMMER) for zone in zones] == [120, 330, -240, 0, 0, 0]


def test_the_week_turns_round() -> None:
    assert weeks.hours_of(weeks.in_utc([0, 9, 167], ahead=60)) == [8, 166, 167]
    assert weeks.hours_of(weeks.in_utc([167], ahead=-300)) == [4]


def test_hours_outside_a_week_are_passed_over() -> None:
    assert weeks.in_utc([-1, 168, 500], ahead=0) == 0


@pytest.mark.slow
@settings(deadline=None)  # a busy machine is no fault of the arithmetic
@given(hours=st.sets(st.integers(0, 167)), ahead=st.sampled_from([-600, -210, 0, 60, 330, 345, 840]))
def test_nobody_gains_or_loses_an_hour(hours: set[int], ahead: int) -> None:
    assert len(weeks.hours_of(weeks.in_utc(hours, ahead=ahead))) == len(hours)


@pytest.mark.slow
@settings(deadline=None)  # a busy machine is no fault of the arithmetic
@given(hour=st.integers(0, 167), ahead=st.sampled_from([-600, 0, 60, 120, 840]))
def test_there_and_back_is_the_same_hour_in_whole_zones(hour: int, ahead: int) -> None:
    (utc,) = weeks.hours_of(weeks.in_utc([hour], ahead=ahead))
    assert weeks.in_zone(utc, ahead=ahead) == hour
