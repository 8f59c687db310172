"""How fast one group leaves compared with another: Cox's proportional hazards, ties by Efron, errors by cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Bools, Floats, Ints, codes, durations, truths
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Unfit
from paripasso.measurement.statistics.tails import Z95, normal_p

MOST_STEPS = 40
FURTHEST = 12.0  # a coefficient this many per standard deviation means that it has no finite estimate


@dataclass(frozen=True)
class Cox:
    """A fitted model, one entry per covariate, (covariates,).

    `log_ratio` are log hazard ratios per unit; `error` the errors that `low`, `high` and `p` rest on (robust where
    clusters were given); `model_error` those of the model alone. `schoenfeld` (events, covariates) with `event_time`
    (events,) feed the check of proportional hazards.
    """

    log_ratio: Floats
    error: Floats
    model_error: Floats
    covariance: Floats
    model_covariance: Floats
    log_likelihood: float
    events: int
    people: int
    schoenfeld: Floats
    event_time: Floats

    @property
    def ratio(self) -> Floats:
        """Hazard ratios."""
        return np.exp(self.log_ratio)

    @property
    def low(self) -> Floats:
        """Lower ends of their 95 % intervals."""
        return np.exp(self.log_ratio - Z95 * self.error)

    @property
    def high(self) -> Floats:
        """Upper ends of their 95 % intervals."""
        return np.exp(self.log_ratio + Z95 * self.error)

    @property
    def p(self) -> Floats:
        """Two-sided, against a ratio of one."""
        return np.array([normal_p(z) for z in self.log_ratio / self.error])


class _Ordered(NamedTuple):
    """People by stratum, the longest first; so whoever is at risk at a moment stands before its end, in its stratum."""

    x: Floats  # (people, covariates), centred
    span: Floats
    event: Bools
    block: Ints  # the moment of each row, numbered across strata
    begins: Ints  # (moments,) first row of the stratum
    ends: Ints  # (moments,) row after the last with this time
    event_block: Ints  # (events,)
    fraction: Floats  # (events,) Efron: how much of the tied events is no longer at risk
    order: Ints


class _Sums(NamedTuple):
    """What one pass over the risk sets gives."""

    log_likelihood: float
    gradient: Floats
    information: Floats
    risk: Floats  # (people,) exp of the linear predictor
    total: Floats  # (events,) risk of the risk set
    mean: Floats  # (events, covariates) weighted mean of the covariates in it


def _ordered(x: Floats, span: Floats, gone: Bools, stratum: Ints) -> _Ordered:
    order = np.lexsort((~gone, -span, stratum))
    x, span, gone, stratum = x[order], span[order], gone[order], stratum[order]
    fresh = np.concatenate(([True], (np.diff(span) != 0) | (np.diff(stratum) != 0)))
    block = np.cumsum(fresh) - 1
    ends = np.concatenate((np.flatnonzero(fresh)[1:], [len(span)]))
    begins = np.searchsorted(stratum, stratum[ends - 1], side="left")
    event_block = block[gone]
    tied = np.bincount(event_block, minlength=len(ends))
    first = np.concatenate(([0], np.cumsum(tied)[:-1]))
    place = np.arange(len(event_block)) - first[event_block]
    return _Ordered(x - x.mean(axis=0), span, gone, block, begins, ends, event_block, place / tied[event_block], order)


def _within(values: Floats, begins: Ints, ends: Ints) -> Floats:
    """Sums of rows `begins` up to `ends`, for each pair of them."""
    sums = np.concatenate((np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)))
    return np.asarray(sums[ends] - sums[begins])


def _pass(rows: _Ordered, beta: Floats) -> _Sums:
    x, p = rows.x, rows.x.shape[1]
    linear = x @ beta
    risk = np.exp(linear - linear.max())
    first = risk[:, None] * x
    columns = np.concatenate((risk[:, None], first, (first[:, :, None] * x[:, None, :]).reshape(len(x), p * p)), axis=1)
    at_risk = _within(columns, rows.begins, rows.ends)
    counted = np.bincount(rows.event_block, minlength=len(rows.ends))
    until = np.cumsum(counted)
    tied = _within(columns[rows.event], until - counted, until)
    sums = at_risk[rows.event_block] - rows.fraction[:, None] * tied[rows.event_block]
    total, mean = sums[:, 0], sums[:, 1 : 1 + p] / sums[:, :1]
    second = (sums[:, 1 + p :] / sums[:, :1]).sum(axis=0).reshape(p, p)
    likelihood = float(linear[rows.event].sum() - np.log(total).sum() - len(total) * linear.max())
    gradient = (x[rows.event] - mean).sum(axis=0)
    return _Sums(likelihood, gradient, second - mean.T @ mean, risk, total, mean)


def _maximum(rows: _Ordered) -> tuple[Floats, _Sums]:
    """Newton's method with halved steps; concave, so it ends at the one maximum if there is one."""
    beta = np.zeros(rows.x.shape[1])
    sums, spread = _pass(rows, beta), rows.x.std(axis=0)
    for _ in range(MOST_STEPS):
        try:
            step = np.linalg.solve(sums.information, sums.gradient)
        except np.linalg.LinAlgError:
            raise NotEnough(Reason.NOT_ESTIMABLE, what="covariates") from None
        for _half in range(20):
            nearer = _pass(rows, beta + step)
            if nearer.log_likelihood >= sums.log_likelihood - 1e-9 * abs(sums.log_likelihood):
                break
            step = step / 2
        beta, sums = beta + step, nearer
        if (np.abs(beta) * spread > FURTHEST).any():
            raise NotEnough(Reason.NO_EVENTS_IN_ONE_GROUP, what="covariates")
        if np.abs(step).max() < 1e-10:
            return beta, sums
    raise NotEnough(Reason.NOT_ESTIMABLE, what="covariates")


def _score_residuals(rows: _Ordered, sums: _Sums) -> Floats:
    """How much each person pulls on each coefficient, (people, covariates), in sorted order.

    Therneau, Grambsch (2000), section 4.6; at a tied moment each of Efron's steps counts, and whoever leaves then is at risk in
    it for one minus its fraction.
    """
    moments = len(rows.ends)
    hazard = np.column_stack((1 / sums.total, sums.mean / sums.total[:, None]))
    first = np.searchsorted(rows.event_block, np.arange(moments + 1), side="left")
    per_moment = _within(hazard, first[:-1], first[1:])
    spent = _within(hazard * rows.fraction[:, None], first[:-1], first[1:])
    # Earlier moments of a stratum stand after it: sum from the moment to the stratum's last.
    after = np.cumsum(per_moment[::-1], axis=0)[::-1]
    lasts = np.searchsorted(rows.begins, rows.begins, side="right")
    beyond = np.concatenate((after, np.zeros((1, after.shape[1]))))[lasts]
    upto = (after - beyond)[rows.block]
    upto = np.where(rows.event[:, None], upto - spent[rows.block], upto)
    pull = -sums.risk[:, None] * (rows.x * upto[:, :1] - upto[:, 1:])
    counted = np.maximum(np.diff(first), 1)
    mean = _within(sums.mean, first[:-1], first[1:]) / counted[:, None]
    return np.where(rows.event[:, None], pull + rows.x - mean[rows.block], pull)


def cox(
    time: npt.ArrayLike,
    event: npt.ArrayLike,
    covariates: npt.ArrayLike,
    *,
    strata: npt.ArrayLike | None = None,
    clusters: npt.ArrayLike | None = None,
) -> Cox:
    """Fit a proportional hazards model.

    Parameters
    ----------
    time, event : array_like, (people,)
        As in `kaplan_meier`.
    covariates : array_like, (people,) or (people, covariates)
        Numbers; a group is 0 and 1.
    strata : array_like, (people,), optional
        Each value has its own baseline, for instance the matched set.
    clusters : array_like, (people,), optional
        Rows of one value may hang together (a matched set, a person met twice): the errors become robust (sandwich).

    Raises
    ------
    NotEnough
        `NO_EVENTS`; `NO_EVENTS_IN_ONE_GROUP` where a ratio would be 0 or infinite; `NOT_ESTIMABLE` where covariates say the same.
    Unfit
        As `kaplan_meier`.

    References
    ----------
    Cox (1972), JRSS B 34, 187–220. Ties: Efron (1977), JASA 72, 557–565. Robust errors: Lin, Wei (1989), JASA 84, 1074–1078.

    Examples
    --------
    >>> fit = cox([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 1, 1, 1, 0, 1, 0], [0, 1, 0, 0, 1, 1, 0, 1])
    >>> round(float(fit.ratio[0]), 4)
    0.3633
    """
    span = durations("time", time)
    gone = truths("event", event, like=len(span))
    table = np.asarray(covariates, np.float64)
    table = table[:, None] if table.ndim == 1 else table
    if len(table) != len(span):
        raise Unfit(Reason.LENGTHS_DIFFER, what="covariates", have=len(table), need=len(span))
    if not np.isfinite(table).all():
        raise Unfit(Reason.NOT_A_NUMBER, what="covariates")
    if not gone.any():
        raise NotEnough(Reason.NO_EVENTS, what="event")
    rows = _ordered(table, span, gone, codes("strata", strata, like=len(span)))
    return _fitted(rows, clusters)


def _fitted(rows: _Ordered, clusters: npt.ArrayLike | None) -> Cox:
    beta, sums = _maximum(rows)
    inverse = np.linalg.inv(sums.information)
    covariance = inverse
    if clusters is not None:
        member = codes("clusters", clusters, like=len(rows.order))[rows.order]
        pulls = _score_residuals(rows, sums)
        grouped = np.column_stack([np.bincount(member, column) for column in pulls.T])
        covariance = inverse @ (grouped.T @ grouped) @ inverse
    return Cox(
        log_ratio=beta,
        error=np.sqrt(np.diag(covariance)),
        model_error=np.sqrt(np.diag(inverse)),
        covariance=covariance,
        model_covariance=inverse,
        log_likelihood=sums.log_likelihood,
        events=len(rows.event_block),
        people=len(rows.order),
        schoenfeld=rows.x[rows.event] - sums.mean,
        event_time=rows.span[rows.event],
    )
