"""Staying, as a curve: Kaplan–Meier with intervals that never leave 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, Ints, durations, truths
from paripasso.measurement.statistics.tails import Z95

FEWEST_AT_RISK = 10  # rule R11: no step where fewer are still followed


class Step(NamedTuple):
    """A curve at one moment."""

    time: float
    share: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True)
class Curve:
    """A curve as columns of equal length, (steps,): from `times[k]` on, `share[k]` are still there.

    `at_risk[k]` were followed just before `times[k]`; `events[k]` left then. `people` and `all_events` count everybody,
    also beyond the last step that is shown.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    error: Floats
    at_risk: Ints
    events: Ints
    people: int
    all_events: int
    ends: float

    def at(self, time: float) -> Step | None:
        """Return the curve at `time`; None where too few are followed to say."""
        if time < 0 or time > self.ends:
            return None
        k = int(np.searchsorted(self.times, time, side="right")) - 1
        if k < 0:
            return Step(time, 1.0, 1.0, 1.0, self.people)
        return Step(time, float(self.share[k]), float(self.low[k]), float(self.high[k]), int(self.at_risk[k]))


class Counts(NamedTuple):
    """At each moment when somebody left, (moments,): how many were followed, how many left."""

    times: Floats
    at_risk: Ints
    events: Ints


def counts(time: Floats, event: npt.NDArray[np.bool_]) -> Counts:
    """Count at each time of an event; whoever is censored at that very time still counts as followed."""
    moments = np.unique(time[event])
    ordered = np.sort(time)
    at_risk = len(time) - np.searchsorted(ordered, moments, side="left")
    left = np.sort(time[event])
    events = np.searchsorted(left, moments, side="right") - np.searchsorted(left, moments, side="left")
    return Counts(moments, np.asarray(at_risk, np.int64), np.asarray(events, np.int64))


def kaplan_meier(time: npt.ArrayLike, event: npt.ArrayLike, *, fewest_at_risk: int = 1, z: float = Z95) -> Curve:
    """Estimate the share still there over time.

    Parameters
    ----------
    time : array_like, (people,)
        How long each was followed, in any unit, 0 or more.
    event : array_like of bool, (people,)
        Whether the person left then; if not, only the following ended.
    fewest_at_risk : int
        The curve stops before the first step with fewer people at risk. `FEWEST_AT_RISK` for anything shown.
    z : float
        Normal quantile of the interval, 95 % by default.

    Returns
    -------
    Curve
        Intervals by Greenwood's variance on the scale log(−log(share)), each for one moment alone. Where nobody is left,
        `low` is 0 and `high` that of the step before.

    Raises
    ------
    Unfit
        `LENGTHS_DIFFER`, `NOT_A_NUMBER`, `OUT_OF_RANGE`.

    References
    ----------
    Kaplan, Meier (1958), JASA 53, 457–481. Kalbfleisch, Prentice (2002), section 1.4.

    Examples
    --------
    >>> curve = kaplan_meier([6, 6, 6, 7, 10, 6, 9, 10], [1, 1, 1, 1, 1, 0, 0, 0])
    >>> [round(float(share), 3) for share in curve.share]
    [0.625, 0.469, 0.234]
    """
    span = durations("time", time)
    gone = truths("event", event, like=len(span))
    moments, at_risk, events = counts(span, gone)
    enough = at_risk >= fewest_at_risk
    upto = int(enough.argmin()) if not enough.all() else len(enough)
    share = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        sum_of_terms = np.cumsum(events / (at_risk * (at_risk - events).astype(np.float64)))
        width = z * np.sqrt(sum_of_terms) / np.log(share)
        low = np.exp(-np.exp(np.log(-np.log(share)) - width))
        high = np.exp(-np.exp(np.log(-np.log(share)) + width))
        error = share * np.sqrt(sum_of_terms)
    empty = share <= 0
    low[empty], error[empty] = 0.0, 0.0
    high[empty] = high[~empty][-1] if (~empty).any() else 1.0
    last_followed = (
        float(np.sort(span)[::-1][min(fewest_at_risk, len(span)) - 1]) if len(span) >= fewest_at_risk else 0.0
    )
    ends = last_followed if upto == len(enough) else min(last_followed, float(moments[upto]))
    cut = slice(0, upto)
    return Curve(
        moments[cut], share[cut], low[cut], high[cut], error[cut], at_risk[cut], events[cut],
        people=len(span), all_events=int(gone.sum()), ends=ends,
    )  # fmt: skip
