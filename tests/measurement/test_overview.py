"""What the programme manager's page is made of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from paripasso.measurement import overview, rules
from paripasso.measurement.enums import Rhythm
from paripasso.relationships.enums import Sign
from tests.measurement.happenings import AT, INTRODUCED, happening


@pytest.mark.parametrize(
    ("fields", "rhythm"),
    [
        ({}, Rhythm.IN_STEP),
        ({"signs": (Sign.NO_NEXT_DATE,)}, Rhythm.SLOWING),
        ({"signs": (Sign.NO_NEXT_DATE, Sign.SILENT)}, Rhythm.SILENT),
        ({"first_met_at": None}, Rhythm.NEW),
        ({"state": "closed", "signs": (Sign.SILENT,)}, Rhythm.CLOSED),
    ],
)
def test_pace_is_told_from_dates(fields, rhythm):
    assert rules.rhythm(happening(1, **fields)) == rhythm


def test_a_sign_must_stand_for_three_days():
    quiet = happening(1, signs=(Sign.SILENT,), last_happening_at=AT - timedelta(days=30))
    fresh = happening(2, signs=(Sign.NO_NEXT_DATE,))
    fine = happening(3)
    earlier = [quiet, happening(2), happening(3, signs=(Sign.SILENT,))]
    assert overview.needing_a_word([fine, fresh, quiet], earlier=earlier) == [quiet]


def test_the_longest_silence_comes_first():
    rows = [happening(n, signs=(Sign.SILENT,), last_happening_at=INTRODUCED + timedelta(days=n)) for n in (3, 1, 2)]
    assert overview.needing_a_word(rows, earlier=rows) == [rows[1], rows[2], rows[0]]


def test_the_funnel_counts_people_once():
    both = happening(1)
    met_never = happening(2, first_met_at=None, agreed_at=None)
    steps = overview.funnel(
        eligible=20, counts={"draft": 2, "submitted": 1, "matched": 4, "withdrawn": 1}, rows=[both, met_never]
    )
    assert [(row.code, row.people) for row in steps] == [
        ("invited", 20),
        ("started", 8),
        ("enrolled", 5),
        ("matched", 4),
        ("met", 2),
        ("agreed", 2),
        ("in_step", 2),
    ]


def test_a_stretch_of_the_round_knows_how_much_of_it_is_behind_us():
    step = overview._step("together", date(2027, 2, 1), date(2027, 4, 2), date(2027, 3, 3))
    assert (step.weight, step.percent, step.state) == (60, 50, "now")
