"""One clock for all: who is compared, from which day, and what was known then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from paripasso.measurement.statistics.employment import Dated, Employment, as_of, checked
from paripasso.measurement.statistics.entry import aligned, at_risk, followed
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Refused

NEVER = np.nan


def facts(**changes):
    """Five people: A starts on day 100, B on day 200; C leaves on day 90, D on day 150; E is hired on day 120 and stays."""
    plain = Employment(
        ids=np.array(list("ABCDE")),
        hired=np.array([0.0, 0.0, 0.0, 0.0, 120.0]),
        left=np.array([NEVER, 260.0, 90.0, 150.0, NEVER]),
        started=np.array([100.0, 200.0, NEVER, NEVER, NEVER]),
        until=300,
    )
    return replace(plain, **changes)


def test_only_those_employed_and_not_yet_taking_part_could_start():
    assert at_risk(facts(), 100).tolist() == [True, True, False, True, False]
    assert at_risk(facts(), 200).tolist() == [False, True, False, False, True]


def test_whoever_could_start_is_decided_without_the_future():
    """Change everything after day 100: nobody enters or leaves the risk set of that day."""
    later = facts(
        left=np.array([101.0, 102.0, 90.0, NEVER, 140.0]), started=np.array([100.0, NEVER, NEVER, 110.0, 130.0])
    )
    assert at_risk(later, 100).tolist() == at_risk(facts(), 100).tolist()


def test_both_are_followed_from_the_same_day_and_a_colleague_up_to_their_own_start():
    found = followed(facts(), aligned(facts()), caliper=9)
    by_person = {
        str(facts().ids[p]): (int(d), float(t), bool(e))
        for p, d, t, e in zip(found.person, found.day, found.time, found.left, strict=True)
    }
    assert by_person["A"] == (100, 200.0, False)  # to the end of the facts
    partner = facts().ids[found.person[found.sets == found.sets[0]][1]]
    expected = {"B": (100, 100.0, False), "D": (100, 50.0, True)}[str(partner)]
    assert (int(found.day[len(found.day) // 2]), float(found.time[len(found.day) // 2])) == expected[:2]
    assert found.joined_later == (partner == "B")


@pytest.fixture(scope="module")
def company():
    rng = np.random.default_rng(6)
    people = 2000
    hired = rng.integers(0, 1500, people).astype(float)
    left = hired + np.ceil(rng.exponential(900, people))
    started = hired + rng.integers(30, 900, people)
    started = np.where((rng.random(people) < 0.4) & (started < left), np.ceil(started / 90) * 90, NEVER)
    started = np.where((started <= 1800) & (started < left), started, NEVER)
    person, day = rng.integers(0, people, 9000), rng.integers(0, 1800, 9000)
    dated = {
        "department": Dated(np.arange(people), hired.astype(int), rng.choice(["Quality", "R&D", "Sales"], people)),
        "rating": Dated(person, day, np.clip(np.round(rng.normal(3, 1, 9000)), 1, 5)),
    }
    return Employment(np.arange(people), hired, np.where(left > 1800, NEVER, left), started, 1800, dated, promoted=None)


def test_a_pair_shares_day_and_cell_and_nobody_is_a_colleague_twice(company):
    found = followed(company, aligned(company, exact=("department",), seed=1), exact=("department",))
    half = len(found.person) // 2
    assert half > 100
    assert (found.day[:half] == found.day[half:]).all()
    assert (found.covariates["department"][:half] == found.covariates["department"][half:]).all()
    assert len(set(found.person[half:].tolist())) == half
    assert (found.taking_part == (np.arange(2 * half) < half)).all()
    assert (company.hired[found.person] <= found.day).all()
    assert (found.time >= 0).all()
    assert (found.day + found.time <= company.until).all()
    taking_part = int(np.isfinite(company.started).sum())
    assert half + len(found.left_out) == taking_part


def test_the_same_seed_gives_the_same_pairs(company):
    one, other = (followed(company, aligned(company, seed=3)) for _ in range(2))
    assert one.person.tolist() == other.person.tolist()


def test_a_value_is_the_last_one_known_and_never_one_from_later():
    kind = Dated(np.array([0, 0, 0, 1]), np.array([30, 10, 20, 25]), np.array([3.0, 1.0, 2.0, 5.0]))
    assert as_of(kind, 2, 20).tolist()[0] == 2.0
    assert np.isnan(as_of(kind, 2, 20)[1])
    assert as_of(kind, 2, 29).tolist() == [2.0, 5.0]
    assert np.isnan(as_of(kind, 2, 29, back=5)[0])
    words = Dated(np.array([1]), np.array([5]), np.array(["Quality"]))
    assert as_of(words, 2, 9).tolist() == ["", "Quality"]


def ratings(day, value, **more):
    return {"rating": Dated(np.zeros(len(day), int), np.array(day), np.array(value, float), **more)}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"left": np.array([NEVER, 400.0, 90.0, 150.0, NEVER])}, Reason.IN_THE_FUTURE),
        ({"hired": np.array([0.0, 0.0, 95.0, 0.0, 120.0])}, Reason.LEFT_BEFORE_HIRED),
        ({"hired": np.array([0.0, 0.0, 0.0, 0.0, NEVER])}, Reason.NOT_A_NUMBER),
        ({"hired": np.array([0.0])}, Reason.LENGTHS_DIFFER),
        ({"started": np.array([100.0, 270.0, NEVER, NEVER, NEVER])}, Reason.STARTED_OUTSIDE_EMPLOYMENT),
        ({"ids": np.array(list("AACDE"))}, Reason.TWICE),
        ({"started": np.full(5, NEVER)}, Reason.NO_PARTICIPANTS),
        ({"started": np.array([10.0, 10.0, 10.0, 10.0, 130.0])}, Reason.NO_CONTROLS),
        ({"left": np.array([NEVER, 260.0, 90.0, 95.0, NEVER]), "started": np.array([100.0, 200.0, NEVER, NEVER, 130.0])},
         Reason.NOBODY_LEFT_TO_COMPARE),
        ({"dated": {"level": Dated(np.array([7]), np.array([1]), np.array([2]))}}, Reason.UNKNOWN_PEOPLE),
        ({"dated": ratings([301], [3])}, Reason.IN_THE_FUTURE),
        ({"dated": ratings([1, 2], [3, 80], scale=np.array(["1-5", "0-100"]))}, Reason.TWO_SCALES),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_true_are_refused_in_codes(changes, code):
    with pytest.raises(Refused) as refused:
        checked(facts(**changes))
    assert refused.value.code == code


def test_facts_that_can_be_true_pass():
    assert checked(facts()).people == 5


def test_participants_alone_on_their_day_are_refused():
    alone = facts(
        left=np.array([NEVER, 260.0, 50.0, 60.0, NEVER]), started=np.array([100.0, 100.0, NEVER, NEVER, NEVER])
    )
    with pytest.raises(NotEnough) as refused:
        aligned(alone)
    assert refused.value.code == Reason.NO_CONTROLS
