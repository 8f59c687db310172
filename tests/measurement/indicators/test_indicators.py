"""Each figure against relationships one can count on one's fingers."""

from __future__ import annotations

from datetime import timedelta

from paripasso.measurement.indicators import agreement, cross_department, first_meeting, goals_moving, next_date
from tests.measurement.happenings import AT, INTRODUCED, face, happening


def test_first_meeting_counts_only_those_introduced_long_enough_ago():
    rows = [
        happening(1),
        happening(2, first_met_at=INTRODUCED + timedelta(days=20)),
        happening(3, first_met_at=None, last_met_at=None, next_at=None, last_happening_at=INTRODUCED, agreed_at=None),
        happening(4, introduced_at=AT - timedelta(days=3), first_met_at=None),
    ]
    figure = first_meeting.compute(rows, at=AT, days=14)
    assert (figure.part, figure.whole, figure.percent, figure.distance) == (1, 3, 33, -47)
    assert figure.completeness == "We have heard from 2 of 3 pairs."


def test_next_date_counts_open_relationships_with_a_date_ahead():
    rows = [
        happening(1),
        happening(2, next_at=None),
        happening(3, state="closed", next_at=None),
        happening(4, state="paused", next_at=None),
    ]
    figure = next_date.compute(rows, at=AT)
    assert (figure.part, figure.whole, figure.percent, figure.is_met) == (1, 2, 50, False)


def test_agreement_must_be_accepted_within_three_weeks():
    rows = [
        happening(1),
        happening(2, agreed_at=INTRODUCED + timedelta(days=30)),
        happening(3, agreed_at=None),
        happening(4, introduced_at=AT - timedelta(days=10), agreed_at=None),
    ]
    figure = agreement.compute(rows, at=AT)
    assert (figure.part, figure.whole) == (1, 3)


def test_across_departments_leaves_out_pairs_whose_departments_are_unknown():
    rows = [
        happening(1),
        happening(2, members=(face(4), face(5))),
        happening(3, members=(face(6), face(7, ""))),
    ]
    figure = cross_department.compute(rows)
    assert (figure.part, figure.whole) == (1, 2)
    assert figure.completeness == "The departments of 2 of 3 pairs are known."


def test_goals_are_counted_in_open_relationships_alone():
    rows = [happening(1), happening(2, goals=3, goals_with_recent_step=3), happening(3, state="closed", goals=9)]
    figure = goals_moving.compute(rows)
    assert (figure.part, figure.whole, figure.percent, figure.is_met) == (4, 5, 80, True)


def test_a_figure_with_nothing_to_count_says_nothing():
    figure = next_date.compute([], at=AT)
    assert (figure.percent, figure.distance, figure.interval, figure.is_met) == (None, None, None, False)


def test_an_interval_needs_ten_observations():
    nine = next_date.compute([happening(n) for n in range(9)], at=AT)
    ten = next_date.compute([happening(n) for n in range(10)], at=AT)
    assert (nine.interval, ten.interval) == (None, (72, 100))
