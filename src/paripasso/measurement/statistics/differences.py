"""Ratings before and after: differences in differences, with a look at what went on before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, codes, truths
from paripasso.measurement.statistics.bootstrap import Interval, bootstrap
from paripasso.measurement.statistics.linear import least_squares, sandwich
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Unfit
from paripasso.measurement.statistics.tails import f_p, t_quantile

FEWEST_PER_ARM = 10


@dataclass(frozen=True)
class Change:
    """How much more participants changed than their colleagues, with a 95 % interval, in the unit of the rating."""

    difference: float
    low: float
    high: float
    error: float
    p: float
    participants: int
    colleagues: int
    resampled: Interval | None = None


@dataclass(frozen=True)
class EventStudy:
    """The difference in each period against the base period, (periods,): 0 at the base itself.

    `pre_p` is the joint test that nothing differed before; None with a single period before.
    """

    difference: Floats
    low: Floats
    high: Floats
    base: int
    pre_p: float | None


def _arms(change: Floats, part: npt.NDArray[np.bool_], fewest: int) -> None:
    for arm, code in ((part, Reason.NO_PARTICIPANTS), (~part, Reason.NO_CONTROLS)):
        if not arm.any():
            raise NotEnough(code)
        if arm.sum() < fewest:
            raise NotEnough(Reason.TOO_FEW, what="people with both ratings", have=int(arm.sum()), need=fewest)
    if len(change) and change.min() == change.max():
        raise NotEnough(Reason.ALL_THE_SAME, what="change", value=float(change[0]))


def difference_in_differences(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    taking_part: npt.ArrayLike,
    *,
    sets: npt.ArrayLike | None = None,
    fewest: int = FEWEST_PER_ARM,
    draws: int = 0,
    seed: int = 0,
) -> Change:
    """Compare the change of participants with that of their colleagues.

    Parameters
    ----------
    before, after : array_like, (people,)
        On one scale; whoever lacks either (NaN) is left out.
    taking_part : array_like of bool, (people,)
    sets : array_like, (people,), optional
        Matched sets: the errors allow for people within one resembling each other.
    fewest : int
        People with both ratings needed in each group.
    draws, seed : int
        With draws, a bootstrap interval over matched sets as well.

    Raises
    ------
    NotEnough
        `NO_PARTICIPANTS`, `NO_CONTROLS`, `TOO_FEW`; `ALL_THE_SAME` where everybody changed by the same amount.
    Unfit
        `LENGTHS_DIFFER`.

    References
    ----------
    Angrist, Pischke (2009), Mostly Harmless Econometrics, 5.2. It assumes that otherwise both groups had moved alike.

    Examples
    --------
    >>> found = difference_in_differences([3, 3, 2, 3, 3, 2], [4, 4, 4, 3, 4, 2], [1, 1, 1, 0, 0, 0], fewest=3)
    >>> round(found.difference, 4)
    1.0
    """
    early, late = np.asarray(before, np.float64).ravel(), np.asarray(after, np.float64).ravel()
    if len(early) != len(late):
        raise Unfit(Reason.LENGTHS_DIFFER, what="after", have=len(late), need=len(early))
    part = truths("taking_part", taking_part, like=len(early))
    member = np.arange(len(early)) if sets is None else codes("sets", sets, like=len(early))
    both = np.isfinite(early) & np.isfinite(late)
    change, part, member = (late - early)[both], part[both], codes("sets", member[both], like=int(both.sum()))
    _arms(change, part, fewest)
    line = least_squares(change, np.column_stack((np.ones(len(change)), part)), clusters=member)
    resampled = None
    if draws:
        resampled = bootstrap(
            lambda rows: _gap(change[rows], part[rows]), len(change), sets=member, draws=draws, seed=seed
        )
    low, high = line.interval[1]
    return Change(
        float(line.slope[1]), float(low), float(high), float(line.error[1]), float(line.p[1]),
        int(part.sum()), int((~part).sum()), resampled,
    )  # fmt: skip


def _gap(change: Floats, part: npt.NDArray[np.bool_]) -> float:
    return float(change[part].mean() - change[~part].mean()) if part.any() and not part.all() else float("nan")


def event_study(
    ratings: npt.ArrayLike, taking_part: npt.ArrayLike, *, base: int, sets: npt.ArrayLike | None = None
) -> EventStudy:
    """Follow the difference period by period; before the start it should be nothing.

    Parameters
    ----------
    ratings : array_like, (people, periods)
        Each person's rating in periods counted from their own start. Whoever lacks one (NaN) is left out.
    taking_part : array_like of bool, (people,)
    base : int
        The period that the others are compared with: the last before the start.
    sets : array_like, (people,), optional
        As in `difference_in_differences`.

    Raises
    ------
    NotEnough
        As `difference_in_differences`.
    Unfit
        `LENGTHS_DIFFER`; `OUT_OF_RANGE` for a base that is no period.

    References
    ----------
    Freyaldenhoven and others (2019), American Economic Review 109, 3307–3338, on what the check can and can't find.
    """
    table: Floats = np.asarray(ratings, np.float64)
    part = truths("taking_part", taking_part, like=len(table))
    if not 0 <= base < table.shape[1]:
        raise Unfit(Reason.OUT_OF_RANGE, what="base", low=0, high=table.shape[1] - 1)
    member = np.arange(len(table)) if sets is None else codes("sets", sets, like=len(table))
    full = np.isfinite(table).all(axis=1)
    table, part, member = table[full], part[full], codes("sets", member[full], like=int(full.sum()))
    others = [one for one in range(table.shape[1]) if one != base]
    changes = table[:, others] - table[:, [base]]
    _arms(changes.ravel(), part, FEWEST_PER_ARM)
    x = np.column_stack((np.ones(len(part)), part.astype(np.float64)))
    bread = np.linalg.inv(x.T @ x)
    slopes = bread @ x.T @ changes
    # One pull per period, all at once, so that the periods' errors hang together as they do.
    pulls = (changes - x @ slopes) * (x @ bread[:, 1])[:, None]
    covariance = sandwich(np.eye(len(others)), pulls, member, 2)
    groups = int(member.max()) + 1
    reach = t_quantile(0.975, groups - 1) * np.sqrt(np.diag(covariance))
    full_slope, full_reach = np.insert(slopes[1], base, 0.0), np.insert(reach, base, 0.0)
    early = [place for place, period in enumerate(others) if period < base]
    pre_p = None
    if early and np.linalg.matrix_rank(inner := covariance[np.ix_(early, early)]) == len(early):
        wald = float(slopes[1][early] @ np.linalg.solve(inner, slopes[1][early])) / len(early)
        pre_p = f_p(wald, len(early), groups - 1)
    return EventStudy(full_slope, full_slope - full_reach, full_slope + full_reach, base, pre_p)
