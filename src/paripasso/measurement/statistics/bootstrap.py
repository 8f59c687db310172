"""Intervals by drawing again from what was seen: whole matched sets, with a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, Ints, codes
from paripasso.measurement.statistics.reasons import NotEnough, Reason
from paripasso.measurement.statistics.tails import normal_cdf, normal_quantile

FEWEST_SETS = 10
BLOCK = 200


@dataclass(frozen=True)
class Interval:
    """What was seen, and its bootstrap intervals: percentile, and bias-corrected and accelerated (BCa).

    `failed` draws gave no figure and are left out; with many of them the interval is not to be trusted.
    """

    estimate: float
    percentile: tuple[float, float]
    accelerated: tuple[float, float]
    draws: int
    failed: int


def bootstrap(
    statistic: Callable[[Ints], float],
    rows: int,
    *,
    sets: npt.ArrayLike | None = None,
    draws: int = 2000,
    seed: int = 0,
    level: float = 0.95,
) -> Interval:
    """Draw sets with replacement and look how far the figure moves.

    Parameters
    ----------
    statistic : callable
        Takes row numbers, (any,), some of them several times, and returns the figure; NaN where there is none.
    rows : int
    sets : array_like, (rows,), optional
        Rows that are drawn together. By default each row alone.
    draws : int
    seed : int
        The same seed gives the same interval.
    level : float

    Raises
    ------
    NotEnough
        `TOO_FEW` sets; `NOT_ESTIMABLE` where the figure, or more than a tenth of the draws, is NaN.

    References
    ----------
    Efron (1987), JASA 82, 171–185. The jackknife for the acceleration leaves out one set at a time.

    Examples
    --------
    >>> seen = np.arange(20.0)
    >>> found = bootstrap(lambda rows: float(seen[rows].mean()), 20, seed=1)
    >>> found.estimate, found.percentile[0] < 9.5 < found.percentile[1]
    (9.5, True)
    """
    member = codes("sets", sets, like=rows) if sets is not None else np.arange(rows)
    count = int(member.max(initial=-1)) + 1
    if count < FEWEST_SETS:
        raise NotEnough(Reason.TOO_FEW, what="sets", have=count, need=FEWEST_SETS)
    order = np.argsort(member, kind="stable")
    first = np.searchsorted(member[order], np.arange(count + 1))
    estimate = statistic(np.arange(rows))
    chance = np.random.default_rng(seed)
    drawn = [
        statistic(_rows_of(order, first, chosen))
        for begin in range(0, draws, BLOCK)
        for chosen in chance.integers(0, count, (min(BLOCK, draws - begin), count))
    ]
    without = np.array([statistic(np.delete(order, np.s_[first[one] : first[one + 1]])) for one in range(count)])
    found = np.array(drawn)
    known = found[np.isfinite(found)]
    if not np.isfinite(estimate) or len(known) < 0.9 * draws:
        raise NotEnough(Reason.NOT_ESTIMABLE, what="statistic")
    tail = (1 - level) / 2
    low, high = (float(one) for one in np.quantile(known, (tail, 1 - tail)))
    return Interval(estimate, (low, high), accelerated(estimate, known, without, level), draws, draws - len(known))


def _rows_of(order: Ints, first: Ints, chosen: Ints) -> Ints:
    """All rows of the chosen sets, set by set."""
    sizes = first[chosen + 1] - first[chosen]
    begins = np.repeat(first[chosen] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return np.asarray(order[begins + np.arange(int(sizes.sum()))], np.int64)


def accelerated(estimate: float, drawn: Floats, without: Floats, level: float = 0.95) -> tuple[float, float]:
    """Return the BCa interval from what was drawn, (draws,), and from leaving one set out at a time, (sets,)."""
    below = (np.sum(drawn < estimate) + np.sum(drawn <= estimate)) / (2 * len(drawn))
    if not 0 < below < 1:
        return float(drawn.min()), float(drawn.max())
    bias = normal_quantile(float(below))
    gaps = np.nanmean(without) - without[np.isfinite(without)]
    spread = float((gaps**2).sum())
    bend = float((gaps**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
    ends = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        moved = bias + normal_quantile(share)
        ends.append(bias + moved / (1 - bend * moved))
    low, high = np.quantile(drawn, [normal_cdf(one) for one in ends])
    return float(low), float(high)
