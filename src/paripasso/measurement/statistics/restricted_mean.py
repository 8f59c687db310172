"""How much longer: the difference in restricted mean time, in the unit of the data."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import durations, truths
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Unfit
from paripasso.measurement.statistics.survival import counts
from paripasso.measurement.statistics.tails import Z95, normal_p


@dataclass(frozen=True)
class RestrictedMean:
    """The mean time spent there within the first `horizon`."""

    mean: float
    error: float
    horizon: float


@dataclass(frozen=True)
class Gained:
    """Time that one group stayed longer than the other, with a 95 % interval."""

    difference: float
    low: float
    high: float
    error: float
    p: float
    horizon: float


def restricted_mean(time: npt.ArrayLike, event: npt.ArrayLike, *, horizon: float) -> RestrictedMean:
    """Return the area under the Kaplan–Meier curve from 0 to `horizon`.

    Unlike a hazard ratio it needs no assumption about how the effect develops, and it reads in days.

    Parameters
    ----------
    time, event : array_like, (people,)
        As in `kaplan_meier`.
    horizon : float
        Where to stop, in the unit of `time`.

    Raises
    ------
    Unfit
        `OUT_OF_RANGE` for a horizon of 0 or less, and as `kaplan_meier`.
    NotEnough
        `BEYOND_DATA` where nobody was followed that long.

    References
    ----------
    Royston, Parmar (2013), BMC Medical Research Methodology 13:152. Variance: Klein, Moeschberger (2003), 4.5.2.

    Examples
    --------
    >>> restricted_mean([1, 2, 3, 4], [1, 1, 1, 1], horizon=4).mean
    2.5
    """
    span = durations("time", time)
    gone = truths("event", event, like=len(span))
    if not horizon > 0:
        raise Unfit(Reason.OUT_OF_RANGE, what="horizon", low=0, high=None)
    if len(span) == 0 or (span.max() < horizon and not gone[span == span.max()].all()):
        raise NotEnough(Reason.BEYOND_DATA, what="horizon", have=float(span.max(initial=0.0)), need=horizon)
    moments, at_risk, events = counts(span, gone)
    within = moments < horizon
    moments, at_risk, events = moments[within], at_risk[within], events[within]
    share = np.cumprod(1 - events / at_risk)
    lengths = np.diff(np.concatenate(([0.0], moments, [horizon])))
    areas = np.concatenate(([1.0], share)) * lengths
    ahead = np.cumsum(areas[::-1])[::-1][1:]  # what is left of the area after each step
    known = at_risk > events  # where everybody left, nothing lies ahead
    terms = ahead[known] ** 2 * events[known] / (at_risk[known] * (at_risk[known] - events[known]))
    return RestrictedMean(float(areas.sum()), sqrt(float(terms.sum())), horizon)


def time_gained(
    time: npt.ArrayLike, event: npt.ArrayLike, group: npt.ArrayLike, *, horizon: float, z: float = Z95
) -> Gained:
    """Return the restricted mean of group 1 minus that of group 0, the groups taken as independent.

    Between matched sets that is on the safe side: comparable people resemble each other, so the true error is smaller.

    Examples
    --------
    >>> time_gained([1, 2, 3, 4, 4, 4, 4, 4], [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1], horizon=4).difference
    1.5
    """
    span = durations("time", time)
    gone, is_one = truths("event", event, like=len(span)), truths("group", group, like=len(span))
    for arm, code in ((is_one, Reason.NO_PARTICIPANTS), (~is_one, Reason.NO_CONTROLS)):
        if not arm.any():
            raise NotEnough(code)
    one = restricted_mean(span[is_one], gone[is_one], horizon=horizon)
    other = restricted_mean(span[~is_one], gone[~is_one], horizon=horizon)
    gained, error = one.mean - other.mean, sqrt(one.error**2 + other.error**2)
    p = normal_p(gained / error) if error else 1.0
    return Gained(gained, gained - z * error, gained + z * error, error, p, horizon)
