"""Do two groups leave at the same pace? The log-rank test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import codes, durations, truths
from paripasso.measurement.statistics.reasons import NotEnough, Reason
from paripasso.measurement.statistics.tails import chi_square_p


@dataclass(frozen=True)
class LogRank:
    """What was seen in group 1 and what was to be expected if both left at one pace."""

    statistic: float
    p: float
    observed: int
    expected: float


def log_rank(
    time: npt.ArrayLike, event: npt.ArrayLike, group: npt.ArrayLike, *, strata: npt.ArrayLike | None = None
) -> LogRank:
    """Compare group 1 with group 0 at every moment when somebody left, within each stratum.

    Parameters
    ----------
    time, event : array_like, (people,)
        As in `kaplan_meier`.
    group : array_like of bool, (people,)
        Whether the person belongs to group 1.
    strata : array_like, (people,), optional
        People are compared only within the same value.

    Raises
    ------
    NotEnough
        `NO_PARTICIPANTS`, `NO_CONTROLS`; `NO_EVENTS` where nothing can be compared at any moment.
    Unfit
        As `kaplan_meier`.

    References
    ----------
    Mantel (1966), Cancer Chemotherapy Reports 50, 163–170; hypergeometric variance.

    Examples
    --------
    >>> round(log_rank([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1], [0, 1, 0, 1, 0, 1]).statistic, 4)
    0.4849
    """
    span = durations("time", time)
    gone, is_one = truths("event", event, like=len(span)), truths("group", group, like=len(span))
    stratum = codes("strata", strata, like=len(span))
    for arm, code in ((is_one, Reason.NO_PARTICIPANTS), (~is_one, Reason.NO_CONTROLS)):
        if not arm.any():
            raise NotEnough(code)
    order = np.lexsort((-span, stratum))
    span, gone, is_one, stratum = span[order], gone[order], is_one[order], stratum[order]
    fresh = np.concatenate(([True], (np.diff(span) != 0) | (np.diff(stratum) != 0)))  # a new moment of a stratum
    block = np.cumsum(fresh) - 1
    ends = np.concatenate((np.flatnonzero(fresh)[1:], [len(span)]))
    begins = np.searchsorted(stratum, stratum[ends - 1], side="left")
    ones = np.concatenate(([0], np.cumsum(is_one)))
    n, n_one = (ends - begins).astype(np.float64), (ones[ends] - ones[begins]).astype(np.float64)
    d, d_one = np.bincount(block, gone), np.bincount(block, gone & is_one)
    share = n_one / n
    variance = d * share * (1 - share) * (n - d) / np.maximum(n - 1, 1)
    total = float(variance.sum())
    if not total > 0:
        raise NotEnough(Reason.NO_EVENTS, what="event")
    observed, expected = int(d_one.sum()), float((d * share).sum())
    statistic = (observed - expected) ** 2 / total
    return LogRank(statistic, chi_square_p(statistic, 1), observed, expected)
