"""What is known about people before: categories and numbers, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats

# Floats are numbers (NaN: not known); whole numbers, words and truths are categories.
Covariates: TypeAlias = Mapping[str, npt.NDArray[Any]]


def is_number(column: npt.NDArray[Any]) -> bool:
    """Say whether a covariate is a number rather than a category."""
    return bool(np.issubdtype(column.dtype, np.floating))


def indicators(covariates: Covariates) -> tuple[list[str], Floats]:
    """Turn covariates into named columns: one per category, one per number, one for each number that may be unknown.

    An unknown number takes the mean of the known ones, and its own column says so.

    Parameters
    ----------
    covariates : mapping of name to (people,)

    Returns
    -------
    names : list of str
        `department=Quality`, `rating`, `rating=unknown`.
    table : (people, columns)

    Examples
    --------
    >>> indicators({"site": np.array(["A", "B"]), "rating": np.array([3.0, np.nan])})[0]
    ['site=A', 'site=B', 'rating', 'rating=unknown']
    """
    names: list[str] = []
    columns: list[Floats] = []
    for name, column in covariates.items():
        if is_number(column):
            unknown = np.isnan(column)
            middle = float(column[~unknown].mean()) if (~unknown).any() else 0.0
            names.append(name)
            columns.append(np.where(unknown, middle, column))
            if unknown.any():
                names.append(f"{name}=unknown")
                columns.append(unknown.astype(np.float64))
            continue
        for value in np.unique(column):
            names.append(f"{name}={value}")
            columns.append((column == value).astype(np.float64))
    people = len(next(iter(covariates.values()))) if covariates else 0
    return names, np.column_stack(columns) if columns else np.zeros((people, 0))


def cells(covariates: Covariates, names: tuple[str, ...], people: int) -> npt.NDArray[np.int64]:
    """Number the combinations of some categories, (people,): exact matching stays within one.

    >>> [int(one) for one in cells({"a": np.array([1, 2, 1]), "b": np.array(["x", "x", "x"])}, ("a", "b"), 3)]
    [0, 1, 0]
    """
    cell = np.zeros(people, np.int64)
    for name in names:
        value = np.unique(covariates[name], return_inverse=True)[1].ravel()
        cell = np.unique(cell * (int(value.max(initial=0)) + 1) + value, return_inverse=True)[1].ravel()
    return cell
