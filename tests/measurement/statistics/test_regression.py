"""Straight lines and log odds, against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from paripasso.measurement.statistics.linear import least_squares
from paripasso.measurement.statistics.logistic import logistic
from paripasso.measurement.statistics.reasons import NotEnough, Reason


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(5)
    x = np.column_stack((np.ones(200), rng.normal(size=(200, 3))))
    y = x @ [1, 0.5, -0.2, 0] + rng.normal(size=200)
    return x, y, rng.integers(0, 40, 200)


def test_errors_by_cluster_agree_with_statsmodels(rows):
    x, y, cluster = rows
    ours = least_squares(y, x, clusters=cluster)
    other = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": cluster}, use_t=True)
    assert ours.slope == pytest.approx(other.params, abs=1e-9)
    assert ours.error == pytest.approx(other.bse, abs=1e-9)
    assert ours.p == pytest.approx(other.pvalues, abs=1e-9)
    assert ours.interval == pytest.approx(other.conf_int(), abs=1e-9)


def test_errors_of_single_rows_agree_with_statsmodels(rows):
    x, y, _ = rows
    assert least_squares(y, x).error == pytest.approx(sm.OLS(y, x).fit(cov_type="HC1").bse, abs=1e-9)


def test_log_odds_agree_with_statsmodels(rows):
    x, y, cluster = rows
    ours = logistic(y > 1, x)
    other = sm.Logit(y > 1, x).fit(disp=False, method="newton", tol=1e-12)
    assert ours.slope == pytest.approx(other.params, abs=1e-8)
    assert ours.error == pytest.approx(other.bse, abs=1e-8)
    robust = sm.Logit(y > 1, x).fit(disp=False, tol=1e-12, cov_type="cluster", cov_kwds={"groups": cluster})
    assert logistic(y > 1, x, clusters=cluster).error == pytest.approx(robust.bse, abs=1e-7)


def test_a_ridge_leaves_the_slope_of_the_penalised_likelihood_at_zero(rows):
    x, y, _ = rows
    fit = logistic(y > 1, x, ridge=3.0)
    slope_there = x.T @ ((y > 1) - 1 / (1 + np.exp(-x @ fit.slope))) - [0, *(3.0 * fit.slope[1:])]
    assert slope_there == pytest.approx(np.zeros(4), abs=1e-8)


def test_a_ridge_keeps_what_separates_finite():
    x = np.column_stack((np.ones(20), np.repeat([0, 1], 10)))
    yes = np.repeat([0, 1], 10)
    assert 0 < logistic(yes, x, ridge=0.1).slope[1] < 20
    with pytest.raises(NotEnough) as refused:
        logistic(yes, x)
    assert refused.value.code == Reason.NOT_ESTIMABLE


def test_everyone_saying_the_same_is_refused(rows):
    with pytest.raises(NotEnough) as refused:
        logistic(np.ones(200), rows[0])
    assert (refused.value.code, refused.value.values["value"]) == (Reason.ALL_THE_SAME, True)


def test_columns_that_say_the_same_are_refused(rows):
    with pytest.raises(NotEnough) as refused:
        least_squares(rows[1], np.column_stack((rows[0], rows[0][:, 1])))
    assert refused.value.code == Reason.NOT_ESTIMABLE
