"""Columns of numbers, checked once at the door of each method."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.reasons import NotEnough, Reason, Unfit

Floats: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]


def numbers(what: str, values: npt.ArrayLike, *, like: int | None = None, fewest: int = 1) -> Floats:
    """Return a column of finite numbers.

    Parameters
    ----------
    what : str
        The name that a refusal carries.
    values : array_like, (n,)
    like : int, optional
        The length it must have.
    fewest : int
        The fewest rows that make sense.

    Raises
    ------
    Unfit
        `LENGTHS_DIFFER`, `NOT_A_NUMBER`.
    NotEnough
        `TOO_FEW`.
    """
    column = np.asarray(values, np.float64).ravel()
    if like is not None and len(column) != like:
        raise Unfit(Reason.LENGTHS_DIFFER, what=what, have=len(column), need=like)
    if not np.isfinite(column).all():
        raise Unfit(Reason.NOT_A_NUMBER, what=what)
    if len(column) < fewest:
        raise NotEnough(Reason.TOO_FEW, what=what, have=len(column), need=fewest)
    return column


def truths(what: str, values: npt.ArrayLike, *, like: int) -> Bools:
    """Return a column of yes and no; refuse another length (`LENGTHS_DIFFER`) and anything but 0 and 1 (`OUT_OF_RANGE`)."""
    column = np.asarray(values).ravel()
    if len(column) != like:
        raise Unfit(Reason.LENGTHS_DIFFER, what=what, have=len(column), need=like)
    if column.dtype != np.bool_ and not np.isin(column, (0, 1)).all():
        raise Unfit(Reason.OUT_OF_RANGE, what=what, low=0, high=1)
    return column.astype(np.bool_)


def codes(what: str, values: npt.ArrayLike | None, *, like: int) -> Ints:
    """Return group numbers from 0, in sorted order of the groups' names; all in one group where there are none."""
    if values is None:
        return np.zeros(like, np.int64)
    column = np.asarray(values).ravel()
    if len(column) != like:
        raise Unfit(Reason.LENGTHS_DIFFER, what=what, have=len(column), need=like)
    return np.asarray(np.unique(column, return_inverse=True)[1], np.int64).ravel()


def durations(what: str, values: npt.ArrayLike, *, like: int | None = None, fewest: int = 1) -> Floats:
    """Return a column of lengths of time, none below zero (`OUT_OF_RANGE`)."""
    column = numbers(what, values, like=like, fewest=fewest)
    if (column < 0).any():
        raise Unfit(Reason.OUT_OF_RANGE, what=what, low=0, high=None)
    return column
