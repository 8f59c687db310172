"""Hours of a week: written, read, ticked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripasso.enrolment import hours

WEEKS = st.lists(st.integers(0, 167), unique=True).map(sorted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon 9-12", [9, 10, 11]),
        ("lun 9-12, mar 14-16", [9, 10, 11, 38, 39]),
        ("Lunedì 9:00–11:00; Venerdì 8-9", [9, 10, 104]),
        ("lun-mer 9-10", [9, 33, 57]),
        ("sun 22-24", [166, 167]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(text, expected) -> None:
    assert hours.read(text) == expected


@pytest.mark.parametrize(
    "text", ["mon", "9-12", "mon 12-9", "mon 9-25", "someday 9-12", "fri-mon 9-10", "mon 9-12 tue"]
)
def test_what_is_not_understood_is_named(text) -> None:
    with pytest.raises(hours.Unreadable) as problem:
        hours.read(f"tue 9-10, {text}")
    assert problem.value.part == text


@given(WEEKS)
def test_what_is_written_is_read_again(week) -> None:
    assert hours.read(hours.written(week)) == week


@given(WEEKS)
def test_a_grid_shows_every_hour_and_leaves_it_if_nothing_is_ticked_anew(week) -> None:
    grid = hours.grid(week)
    free = {cell.value for row in grid.rows for cell in row if cell.is_free}
    assert hours.after_ticking(week, shown=grid.cells, ticked=free) == week
    assert hours.after_ticking(week, shown=grid.cells, ticked=[]) == []


def test_a_cell_that_is_ticked_anew_brings_both_its_hours() -> None:
    grid = hours.grid([9])
    assert hours.after_ticking([9, 130], shown=grid.cells, ticked=[8, 32]) == [9, 32, 33, 130]


def test_the_week_is_five_days_until_somebody_needs_more() -> None:
    assert [(len(g.days), len(g.rows)) for g in (hours.grid([]), hours.grid([], more=True), hours.grid([6, 120]))] == [
        (5, 5),
        (7, 12),
        (7, 9),
    ]
