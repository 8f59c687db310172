"""Staying, against published results and against two other implementations."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.datasets import load_rossi
from lifelines.statistics import logrank_test
from lifelines.utils import restricted_mean_survival_time

from paripasso.measurement.statistics import cox as cox_module
from paripasso.measurement.statistics.cox import cox
from paripasso.measurement.statistics.log_rank import log_rank
from paripasso.measurement.statistics.proportional import proportional_hazards
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Refused
from paripasso.measurement.statistics.restricted_mean import restricted_mean, time_gained
from paripasso.measurement.statistics.survival import kaplan_meier

# Freireich and others (1963), Blood 21, 699-716: weeks of remission under 6-MP and under placebo.
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
WEEKS, EVENT, PLACEBO_ARM = TREATED + PLACEBO, RELAPSED + [1] * 21, [0] * 21 + [1] * 21
COVARIATES = ["fin", "age", "prio"]


@pytest.fixture(scope="module")
def rossi():
    """432 people, Rossi and others (1980), many ties; `exact` has none."""
    rows = load_rossi()
    rows["exact"] = rows.week + np.random.default_rng(1).random(len(rows))
    rows["pair"] = np.arange(len(rows)) // 2
    return rows


def test_the_curve_of_the_leukaemia_trial_is_the_published_one():
    curve = kaplan_meier(TREATED, RELAPSED)
    assert [round(float(one), 4) for one in curve.share] == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert [round(float(one), 4) for one in curve.error] == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]


def test_the_test_of_the_leukaemia_trial_is_the_published_one():
    assert round(log_rank(WEEKS, EVENT, PLACEBO_ARM).statistic, 2) == 16.79


def test_the_ratio_of_the_leukaemia_trial_is_the_published_one():
    fit = cox(WEEKS, EVENT, PLACEBO_ARM)
    assert (round(float(fit.log_ratio[0]), 4), round(float(fit.error[0]), 4)) == (1.5721, 0.4124)


def test_the_check_of_the_recidivism_model_is_the_published_one(rossi):
    """Fox (2002), Cox proportional-hazards regression for survival data, cox.zph."""
    fit = cox(rossi.week, rossi.arrest, rossi[COVARIATES])
    assert [round(float(one), 5) for one in proportional_hazards(fit, rossi.week, rossi.arrest).statistic] == [
        0.00507,
        6.54147,
        0.77288,
    ]


def test_curve_and_interval_agree_with_lifelines(rossi):
    curve = kaplan_meier(rossi.week, rossi.arrest)
    other = KaplanMeierFitter().fit(rossi.week, rossi.arrest)
    assert curve.share == pytest.approx(other.survival_function_.loc[curve.times, "KM_estimate"], abs=1e-9)
    ends = other.confidence_interval_.loc[curve.times].to_numpy()
    assert np.column_stack((curve.low, curve.high)) == pytest.approx(ends, abs=1e-9)


def test_log_rank_agrees_with_lifelines_and_in_strata_with_statsmodels(rossi):
    ours, got = log_rank(rossi.week, rossi.arrest, rossi.fin), rossi.fin == 1
    other = logrank_test(rossi.week[got], rossi.week[~got], rossi.arrest[got], rossi.arrest[~got])
    assert (ours.statistic, ours.p) == pytest.approx((other.test_statistic, other.p_value), abs=1e-9)
    within = log_rank(rossi.week, rossi.arrest, rossi.fin, strata=rossi.race)
    theirs = sm.duration.survdiff(rossi.week, rossi.arrest, rossi.fin, strata=rossi.race)
    assert (within.statistic, within.p) == pytest.approx(theirs, abs=1e-9)


def test_cox_with_ties_agrees_with_statsmodels(rossi):
    ours = cox(rossi.week, rossi.arrest, rossi[COVARIATES])
    other = sm.PHReg(rossi.week, rossi[COVARIATES], rossi.arrest, ties="efron").fit()
    assert ours.log_ratio == pytest.approx(other.params, abs=1e-8)
    assert ours.error == pytest.approx(other.bse, abs=1e-8)
    assert ours.p == pytest.approx(other.pvalues, abs=1e-8)


@pytest.mark.parametrize("strata", [None, "mar"])
def test_robust_errors_agree_with_lifelines(rossi, strata):
    ours = cox(
        rossi.exact, rossi.arrest, rossi[COVARIATES], clusters=rossi.pair, strata=rossi[strata] if strata else None
    )
    table = rossi[["exact", "arrest", "pair", *COVARIATES, *([strata] if strata else [])]]
    other = CoxPHFitter().fit(
        table, "exact", "arrest", cluster_col="pair", robust=True, strata=[strata] if strata else None
    )
    assert ours.log_ratio == pytest.approx(other.params_.to_numpy(), abs=1e-7)
    assert ours.error == pytest.approx(other.standard_errors_.to_numpy(), abs=1e-7)


def test_pulls_with_ties_are_what_leaving_somebody_out_changes():
    """With Efron's ties no oracle at hand is right: compare with weights moved by a hair."""
    rng = np.random.default_rng(3)
    time, event, x = rng.integers(1, 6, 60).astype(float), rng.random(60) < 0.7, rng.normal(size=(60, 2))
    rows = cox_module._ordered(x, time, event, np.zeros(60, np.int64))
    beta, sums = cox_module._maximum(rows)
    pulls = cox_module._score_residuals(rows, sums)
    assert pulls.sum(axis=0) == pytest.approx(np.zeros(2), abs=1e-9)
    back = np.empty_like(pulls)
    back[rows.order] = pulls @ np.linalg.inv(sums.information)
    left_out = np.array([cox(np.delete(time, i), np.delete(event, i), np.delete(x, i, 0)).log_ratio for i in range(60)])
    assert np.corrcoef(back.ravel(), (beta - left_out).ravel())[0, 1] > 0.99


def test_the_restricted_mean_agrees_with_lifelines(rossi):
    other = restricted_mean_survival_time(KaplanMeierFitter().fit(rossi.week, rossi.arrest), t=40)
    assert restricted_mean(rossi.week, rossi.arrest, horizon=40).mean == pytest.approx(other, abs=1e-9)


def test_its_error_without_censoring_is_that_of_a_mean():
    time = np.random.default_rng(2).exponential(size=500)
    ours = restricted_mean(time, np.ones(500), horizon=1.5)
    cut = np.minimum(time, 1.5)
    assert (ours.mean, ours.error) == pytest.approx((cut.mean(), cut.std() / np.sqrt(500)), abs=1e-9)


def test_time_gained_is_the_difference_of_two_means():
    gained = time_gained(WEEKS, EVENT, [1 - one for one in PLACEBO_ARM], horizon=20)
    one, other = restricted_mean(TREATED, RELAPSED, horizon=20), restricted_mean(PLACEBO, [1] * 21, horizon=20)
    assert gained.difference == pytest.approx(one.mean - other.mean)
    assert gained.low < gained.difference < gained.high
    assert gained.p < 0.001


def test_no_step_is_shown_where_fewer_than_ten_are_followed():
    curve = kaplan_meier(TREATED, RELAPSED, fewest_at_risk=10)
    assert list(curve.at_risk) == [21, 17, 15, 12, 11]
    assert (curve.at(16).at_risk, curve.at(18), curve.at(22)) == (11, None, None)
    assert curve.at(3)[1:4] == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("time", "event", "group", "code"),
    [
        ([1, 2], [1, 1], [1, 1], Reason.NO_CONTROLS),
        ([1, 2], [1, 1], [0, 0], Reason.NO_PARTICIPANTS),
        ([1, 2], [0, 0], [0, 1], Reason.NO_EVENTS),
        ([1, -2], [0, 0], [0, 1], Reason.OUT_OF_RANGE),
        ([1, float("nan")], [0, 0], [0, 1], Reason.NOT_A_NUMBER),
        ([1, 2], [0, 0, 1], [0, 1], Reason.LENGTHS_DIFFER),
        ([1, 2], [0, 2], [0, 1], Reason.OUT_OF_RANGE),
    ],
)
def test_log_rank_refuses_in_codes(time, event, group, code):
    with pytest.raises(Refused) as refused:
        log_rank(time, event, group)
    assert refused.value.code == code


def test_cox_refuses_a_ratio_that_would_be_infinite():
    with pytest.raises(NotEnough) as refused:
        cox([1, 2, 3, 4, 5, 6], [1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0])
    assert refused.value.code == Reason.NO_EVENTS_IN_ONE_GROUP


def test_cox_refuses_covariates_that_say_the_same(rossi):
    with pytest.raises(NotEnough) as refused:
        cox(rossi.week, rossi.arrest, np.column_stack((rossi.fin, rossi.fin)))
    assert refused.value.code == Reason.NOT_ESTIMABLE


def test_the_restricted_mean_refuses_a_horizon_beyond_the_data():
    with pytest.raises(NotEnough) as refused:
        restricted_mean(TREATED, RELAPSED, horizon=60)
    assert refused.value.code == Reason.BEYOND_DATA
