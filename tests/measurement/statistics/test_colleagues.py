"""Who is compared with whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from paripasso.measurement.statistics.balance import balance
from paripasso.measurement.statistics.colleagues import match, propensity
from paripasso.measurement.statistics.covariates import cells, indicators
from paripasso.measurement.statistics.reasons import NotEnough, Reason


def slowly(logit, part, cell, caliper):
    """The same rule, read aloud: those with the highest logit first, each takes the nearest one still free."""
    free, pairs = {i for i in range(len(part)) if not part[i]}, []
    for i in sorted((i for i in range(len(part)) if part[i]), key=lambda i: (-logit[i], i)):
        near = [j for j in free if cell[j] == cell[i] and abs(logit[j] - logit[i]) <= caliper]
        if near:
            best = min(near, key=lambda j: (abs(logit[j] - logit[i]), logit[j]))
            free.remove(best)
            pairs.append((i, best))
    return sorted(pairs)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 60))
def test_matching_finds_the_nearest_one_still_free(seed, people):
    rng = np.random.default_rng(seed)
    logit, part, cell = rng.normal(size=people), rng.random(people) < 0.4, rng.integers(0, 3, people)
    found = match(logit, part, ids=np.arange(people), cell=cell, caliper=0.4)
    assert list(zip(found.participants.tolist(), found.colleagues.tolist(), strict=True)) == slowly(
        logit, part, cell, 0.4
    )
    assert sorted([*found.participants, *found.left_out]) == np.flatnonzero(part).tolist()


def test_pairs_do_not_depend_on_the_order_of_the_rows():
    rng = np.random.default_rng(8)
    ids = np.array([f"p{n:03}" for n in range(80)])
    logit, part = rng.integers(0, 6, 80) / 3.0, rng.random(80) < 0.4  # many equals
    shuffled = rng.permutation(80)
    one = match(logit, part, ids=ids)
    other = match(logit[shuffled], part[shuffled], ids=ids[shuffled])
    pairs = {(ids[a], ids[b]) for a, b in zip(one.participants, one.colleagues, strict=True)}
    assert pairs == {
        (ids[shuffled[a]], ids[shuffled[b]]) for a, b in zip(other.participants, other.colleagues, strict=True)
    }


@pytest.fixture(scope="module")
def company():
    """Those with better ratings and longer tenure take part more often."""
    rng = np.random.default_rng(4)
    people = 3000
    known = {
        "department": rng.integers(0, 6, people),
        "site": np.where(rng.random(people) < 0.7, "Torino", "Vercelli"),
        "tenure": rng.exponential(5, people),
        "rating": np.where(rng.random(people) < 0.1, np.nan, rng.normal(3.2, 0.7, people)),
    }
    pull = (
        0.9 * (np.nan_to_num(known["rating"], nan=3.2) - 3.2) + 0.1 * known["tenure"] + 0.3 * (known["department"] == 2)
    )
    part = rng.random(people) < 1 / (1 + np.exp(2.6 - pull))
    return known, part


def test_matching_makes_groups_alike_that_were_not(company):
    known, part = company
    logit = propensity(part, known)
    table = balance(
        known, part, match(logit, part, ids=np.arange(len(part)), cell=cells(known, ("department",), len(part)))
    )
    assert max(abs(one.before) for one in table) > 0.4
    assert all(one.is_alike for one in table)
    assert all(one.after == pytest.approx(0, abs=1e-12) for one in table if one.name.startswith("department="))


def test_differences_are_those_of_a_t_test(company):
    known, part = company
    tenure = known["tenure"]
    ours, others = tenure[part], tenure[~part]
    row = balance({"tenure": tenure}, part, match(tenure, part, ids=np.arange(len(part))))[0]
    alike = CompareMeans(DescrStatsW(ours), DescrStatsW(others))
    pooled = np.sqrt((alike.d1.std_ddof(1) ** 2 + alike.d2.std_ddof(1) ** 2) / 2)
    assert row.before == pytest.approx((alike.d1.mean - alike.d2.mean) / pooled, abs=1e-9)
    assert row.ratio_before == pytest.approx(ours.var(ddof=1) / others.var(ddof=1), abs=1e-9)


def test_an_unknown_rating_is_a_covariate_of_its_own(company):
    names, table = indicators(company[0])
    assert "rating=unknown" in names
    assert np.isfinite(table).all()


def test_a_round_without_controls_is_refused():
    with pytest.raises(NotEnough) as refused:
        propensity([1, 1, 1], {"tenure": np.array([1.0, 2.0, 3.0])})
    assert refused.value.code == Reason.NO_CONTROLS


def test_balance_of_nobody_is_refused():
    nobody = match([0.0, 9.0], [1, 0], ids=[1, 2], caliper=0.1)
    with pytest.raises(NotEnough) as refused:
        balance({"tenure": np.array([1.0, 2.0])}, [1, 0], nobody)
    assert refused.value.code == Reason.NO_CONTROLS
