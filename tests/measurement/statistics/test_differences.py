"""Ratings before and after, against a regression with everybody's own level."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
import statsmodels.api as sm

from paripasso.measurement.statistics.bootstrap import bootstrap
from paripasso.measurement.statistics.differences import difference_in_differences, event_study
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Refused


@pytest.fixture(scope="module")
def panel():
    """80 pairs in four periods; participants gain 0.4 from the third on."""
    rng = np.random.default_rng(9)
    part, sets = np.tile([1, 0], 80), np.repeat(np.arange(80), 2)
    level = rng.normal(3, 0.6, 80)[sets] + rng.normal(0, 0.4, 160)
    ratings = level[:, None] + rng.normal(0, 0.3, (160, 4)) + 0.1 * np.arange(4)
    ratings[:, 2:] += 0.4 * part[:, None]
    return ratings, part, sets


def test_it_is_the_regression_of_the_change_with_errors_by_set(panel):
    ratings, part, sets = panel
    ours = difference_in_differences(ratings[:, 1], ratings[:, 2], part, sets=sets)
    other = sm.OLS(ratings[:, 2] - ratings[:, 1], sm.add_constant(part)).fit(
        cov_type="cluster", cov_kwds={"groups": sets}, use_t=True
    )
    assert (ours.difference, ours.error, ours.p) == pytest.approx(
        (other.params[1], other.bse[1], other.pvalues[1]), abs=1e-9
    )
    assert (ours.low, ours.high) == pytest.approx(tuple(other.conf_int()[1]), abs=1e-9)
    assert (ours.participants, ours.colleagues, ours.resampled) == (80, 80, None)


def test_an_event_study_is_the_regression_with_everybodys_own_level(panel):
    ratings, part, sets = panel
    ours = event_study(ratings, part, base=1, sets=sets)
    person, period = np.repeat(np.arange(160), 4), np.tile(np.arange(4), 160)
    own = (person[:, None] == np.arange(160)).astype(float)
    when = np.column_stack([period == one for one in (0, 2, 3)]).astype(float)
    fit = sm.OLS(ratings.ravel(), np.column_stack((own, when, when * part[person][:, None]))).fit(
        cov_type="cluster", cov_kwds={"groups": sets[person], "use_correction": False}
    )
    assert ours.difference[[0, 2, 3]] == pytest.approx(fit.params[-3:], abs=1e-9)
    assert ours.difference[1] == ours.low[1] == ours.high[1] == 0
    scale = np.sqrt(80 / 79 * 159 / 158)  # few clusters
    reach = scipy.stats.t.ppf(0.975, 79) * scale * fit.bse[-3:]
    assert ours.high[[0, 2, 3]] - ours.difference[[0, 2, 3]] == pytest.approx(reach, abs=1e-9)
    wald = (fit.params[-3] / (scale * fit.bse[-3])) ** 2
    assert ours.pre_p == pytest.approx(scipy.stats.f.sf(wald, 1, 79), abs=1e-9)


def test_a_trend_before_the_start_is_found(panel):
    ratings, part, sets = panel
    drifting = ratings + 0.5 * part[:, None] * np.arange(4)
    assert event_study(drifting, part, base=1, sets=sets).pre_p < 0.001
    assert event_study(ratings, part, base=1, sets=sets).pre_p > 0.05


def test_a_single_period_before_says_nothing_about_trends(panel):
    assert event_study(panel[0][:, 1:], panel[1], base=0).pre_p is None


def test_whoever_lacks_a_rating_is_left_out(panel):
    ratings, part, sets = panel
    holes = ratings[:, 1].copy()
    holes[:6] = np.nan
    found = difference_in_differences(holes, ratings[:, 2], part, sets=sets)
    assert (found.participants, found.colleagues) == (77, 77)


def test_the_bootstrap_agrees_with_the_formula(panel):
    ratings, part, sets = panel
    found = difference_in_differences(ratings[:, 1], ratings[:, 2], part, sets=sets, draws=1000, seed=1)
    assert found.resampled.percentile == pytest.approx((found.low, found.high), abs=0.03)
    assert found.resampled.accelerated == pytest.approx((found.low, found.high), abs=0.03)


def test_both_bootstrap_intervals_are_those_of_scipy():
    seen = np.random.default_rng(2).exponential(size=40)
    ours = bootstrap(lambda rows: float(seen[rows].mean()), 40, draws=999, seed=7)
    for method, interval in (("percentile", ours.percentile), ("BCa", ours.accelerated)):
        other = scipy.stats.bootstrap(
            (seen,), np.mean, n_resamples=999, method=method, rng=np.random.default_rng(7), batch=200
        ).confidence_interval
        assert interval == pytest.approx(tuple(other), abs=1e-9)


def test_sets_are_drawn_whole():
    drawn = []
    bootstrap(lambda rows: drawn.append(rows) or float(len(rows)), 30, sets=np.repeat(np.arange(15), 2), draws=20)
    assert all(sorted(rows[::2] + 1) == sorted(rows[1::2]) for rows in drawn)


@pytest.mark.parametrize(
    ("before", "after", "part", "code"),
    [
        (np.ones(30), np.ones(30), np.tile([0, 1], 15), Reason.ALL_THE_SAME),
        (np.ones(30), np.arange(30.0), np.ones(30), Reason.NO_CONTROLS),
        (np.ones(30), np.arange(30.0), np.arange(30) < 4, Reason.TOO_FEW),
        (np.ones(30), np.arange(29.0), np.arange(30) < 4, Reason.LENGTHS_DIFFER),
    ],
)
def test_what_tells_nothing_is_refused(before, after, part, code):
    with pytest.raises(Refused) as refused:
        difference_in_differences(before, after, part)
    assert refused.value.code == code


def test_a_bootstrap_of_few_sets_is_refused():
    with pytest.raises(NotEnough):
        bootstrap(lambda rows: 0.0, 9)
