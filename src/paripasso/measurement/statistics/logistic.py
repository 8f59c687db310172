"""The chance of a yes from what is known before: logistic regression with a small ridge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, codes, truths
from paripasso.measurement.statistics.linear import matrix, sandwich
from paripasso.measurement.statistics.reasons import NotEnough, Reason

MOST_STEPS = 60


@dataclass(frozen=True)
class Logistic:
    """Coefficients on the log-odds scale, (columns,); `linear` is each row's log odds, (rows,)."""

    slope: Floats
    covariance: Floats
    linear: Floats
    groups: int

    @property
    def error(self) -> Floats:
        """Standard errors."""
        return np.sqrt(np.diag(self.covariance))


def logistic(
    yes: npt.ArrayLike, columns: npt.ArrayLike, *, ridge: float = 0.0, clusters: npt.ArrayLike | None = None
) -> Logistic:
    """Fit by iteratively reweighted least squares.

    Parameters
    ----------
    yes : array_like of bool, (rows,)
    columns : array_like, (rows, columns)
        The first is the intercept, a column of ones; it is never shrunk.
    ridge : float
        Half of it times the squared slopes is taken off the log likelihood: a little keeps the slopes finite where a column
        tells all participants from all others.
    clusters : array_like, (rows,), optional
        As in `least_squares`; without them the errors are those of the model.

    Raises
    ------
    NotEnough
        `ALL_THE_SAME` where all say yes or all no; `NOT_ESTIMABLE` where the slopes run away (then use a ridge).
    Unfit
        As `least_squares`.

    References
    ----------
    McCullagh, Nelder (1989), chapter 4. Ridge: le Cessie, van Houwelingen (1992), Applied Statistics 41, 191–201.

    Examples
    --------
    >>> fit = logistic([0, 0, 1, 0, 1, 1], [[1, 1], [1, 2], [1, 3], [1, 4], [1, 5], [1, 6]])
    >>> round(float(fit.slope[1]), 4)
    1.214
    """
    answer = truths("yes", yes, like=len(np.asarray(yes).ravel())).astype(np.float64)
    table = matrix("columns", columns, like=len(answer))
    if len(answer) == 0 or answer.min() == answer.max():
        raise NotEnough(Reason.ALL_THE_SAME, what="yes", value=bool(answer[:1].any()))
    shrink = np.full(table.shape[1], ridge)
    shrink[0] = 0.0
    slope = np.zeros(table.shape[1])
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ slope, -500, 500)))
        information = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(shrink)
        try:
            step = np.linalg.solve(information, table.T @ (answer - chance) - shrink * slope)
        except np.linalg.LinAlgError:
            raise NotEnough(Reason.NOT_ESTIMABLE, what="columns") from None
        slope = slope + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        if np.abs(slope).max() > 1e3:
            break
        if np.abs(step).max() < 1e-10:
            return _finished(table, answer, slope, shrink, clusters)
    raise NotEnough(Reason.NOT_ESTIMABLE, what="columns")


def _finished(table: Floats, answer: Floats, slope: Floats, shrink: Floats, clusters: npt.ArrayLike | None) -> Logistic:
    linear = table @ slope
    chance = 1 / (1 + np.exp(-linear))
    bread = np.linalg.inv((table * (chance * (1 - chance))[:, None]).T @ table + np.diag(shrink))
    if clusters is None:
        return Logistic(slope, bread, linear, len(answer))
    member = codes("clusters", clusters, like=len(answer))
    pulls = table * (answer - chance)[:, None]
    return Logistic(slope, sandwich(bread, pulls, member, table.shape[1]), linear, int(member.max()) + 1)
