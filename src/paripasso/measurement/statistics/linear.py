"""Straight lines with errors that survive clusters: what differences in differences and criteria rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, Ints, codes, numbers
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Unfit
from paripasso.measurement.statistics.tails import t_p, t_quantile


@dataclass(frozen=True)
class Line:
    """Coefficients, (columns,), with the covariance they have across clusters; t with `freedom` degrees of freedom."""

    slope: Floats
    covariance: Floats
    freedom: int
    rows: int

    @property
    def error(self) -> Floats:
        """Standard errors."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def interval(self) -> Floats:
        """95 % intervals, (columns, 2)."""
        reach = t_quantile(0.975, self.freedom) * self.error
        return np.column_stack((self.slope - reach, self.slope + reach))

    @property
    def p(self) -> Floats:
        """Two-sided, against a slope of zero."""
        return np.array([t_p(one, self.freedom) for one in self.slope / self.error])


def matrix(what: str, values: npt.ArrayLike, *, like: int) -> Floats:
    """Return finite numbers as (rows, columns); refuse as `numbers` does."""
    table = np.asarray(values, np.float64)
    table = table[:, None] if table.ndim == 1 else table
    if len(table) != like:
        raise Unfit(Reason.LENGTHS_DIFFER, what=what, have=len(table), need=like)
    if not np.isfinite(table).all():
        raise Unfit(Reason.NOT_A_NUMBER, what=what)
    return table


def sandwich(bread: Floats, pulls: Floats, member: Ints, columns: int) -> Floats:
    """Return the covariance of coefficients from the pull of each row on each, summed by cluster.

    With the usual correction G/(G−1) · (n−1)/(n−k) for few clusters (Cameron, Miller, 2015, J. Human Resources 50, 317–372).
    """
    groups, rows = int(member.max()) + 1, len(member)
    grouped = np.column_stack([np.bincount(member, column) for column in pulls.T])
    scale = groups / (groups - 1) * (rows - 1) / (rows - columns)
    return np.asarray(scale * bread @ (grouped.T @ grouped) @ bread)


def least_squares(y: npt.ArrayLike, columns: npt.ArrayLike, *, clusters: npt.ArrayLike | None = None) -> Line:
    """Fit y by least squares; an intercept is a column of ones, given by the caller.

    Parameters
    ----------
    y : array_like, (rows,)
    columns : array_like, (rows, columns)
    clusters : array_like, (rows,), optional
        Rows of one value may hang together; without them each row stands alone (then the errors are those called HC1).

    Raises
    ------
    NotEnough
        `TOO_FEW` rows or clusters; `NOT_ESTIMABLE` where columns say the same.
    Unfit
        `LENGTHS_DIFFER`, `NOT_A_NUMBER`.

    Examples
    --------
    >>> [round(float(one), 3) for one in least_squares([1, 2, 2, 4], [[1, 0], [1, 1], [1, 2], [1, 3]]).slope]
    [0.9, 0.9]
    """
    target = numbers("y", y)
    table = matrix("columns", columns, like=len(target))
    rows, width = table.shape
    member = np.arange(rows) if clusters is None else codes("clusters", clusters, like=rows)
    groups = int(member.max()) + 1
    if rows <= width or groups < 2:
        raise NotEnough(Reason.TOO_FEW, what="rows", have=min(rows, groups), need=width + 1)
    square = table.T @ table
    if np.linalg.matrix_rank(table) < width:
        raise NotEnough(Reason.NOT_ESTIMABLE, what="columns")
    bread = np.linalg.inv(square)
    slope = bread @ (table.T @ target)
    pulls = table * (target - table @ slope)[:, None]
    return Line(slope, sandwich(bread, pulls, member, width), groups - 1, rows)
