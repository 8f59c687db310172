"""What is counted in pairs is drawn as capsules, and said in words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from paripasso.core.look import capsules


@dataclass
class Somebody:
    initials: str


CHIARA, AMADOU = Somebody("CF"), Somebody("AD")


def test_a_face_is_the_initials_and_says_nothing_to_readers_of_screens():
    assert capsules.face(CHIARA, "md", "me") == '<span class="pp-face pp-mono md me" aria-hidden="true">CF</span>'


def test_initials_are_escaped():
    assert capsules.face(Somebody("<b")) == '<span class="pp-face pp-mono" aria-hidden="true">&lt;b</span>'


def test_nobody_yet_is_a_waiting_place():
    assert capsules.face(None, "md") == '<span class="pp-face pp-wait md" aria-hidden="true"></span>'


def test_a_pair_is_me_then_you():
    assert capsules.pair(CHIARA, AMADOU, "sm") == (
        '<span class="pp-pair sm"><span class="pp-face pp-mono me" aria-hidden="true">CF</span>'
        '<span class="pp-face pp-mono you" aria-hidden="true">AD</span></span>'
    )


@pytest.mark.parametrize(
    ("done", "total", "drawn"),
    [
        (0, 3, ["next", "", ""]),
        (2, 4, ["on", "on", "next", ""]),
        (3, 3, ["on", "on", "on"]),
        (5, 3, ["on", "on", "on"]),
        (0, 0, []),
    ],
)
def test_steps_are_done_next_and_to_come(done, total, drawn):
    marks = "".join(f'<i class="{mark}"></i>' for mark in drawn)
    assert capsules.steps(done, total, label="so far") == (
        f'<span class="pp-steps one" role="img" aria-label="so far"><span class="r me">{marks}</span></span>'
    )


def test_steps_of_something_over_have_no_next_one():
    assert 'class="next"' not in capsules.steps(1, 3, label="over", is_open=False)


def test_what_each_gets_has_two_rows():
    assert capsules.both(1, 2, 2, label="Chiara gets 1 of 2, Amadou gets 2 of 2") == (
        '<span class="pp-steps" role="img" aria-label="Chiara gets 1 of 2, Amadou gets 2 of 2">'
        '<span class="r me"><i class="on"></i><i class=""></i></span><span class="r you"><i class="on"></i><i class="on"></i></span></span>'
    )


def test_an_unknown_mark_or_pace_is_refused():
    with pytest.raises(ValueError, match="not “done”"):
        capsules.rhythm(["done"], [], label="x")
    with pytest.raises(ValueError, match="not “late”"):
        capsules.pair_mark("late")


def test_the_field_of_pairs_breaks_its_rows_after_twenty_one():
    drawn = capsules.pair_field(["ok"] * 21 + ["new"], label="22 relationships")
    assert drawn.count('<g class="pf ok"') == 21
    assert drawn.startswith('<svg class="pp-field" viewBox="0 0 714 100" role="img" aria-label="22 relationships">')
    assert '<g class="pf new" transform="translate(4 54)">' in drawn
