"""Are the two groups alike? The table, and what a love plot draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, truths
from paripasso.measurement.statistics.colleagues import Matched
from paripasso.measurement.statistics.covariates import Covariates, indicators
from paripasso.measurement.statistics.reasons import NotEnough, Reason

ALIKE = 0.1  # standard deviations: below it, a difference is taken as small


@dataclass(frozen=True)
class Compared:
    """One covariate before and after matching: one row of the table, two dots of the love plot.

    `before` and `after` are mean differences in standard deviations of the unmatched groups; `ratio_before` and
    `ratio_after` variance ratios, None for categories (their mean says it all) and where nothing varies.
    """

    name: str
    participants: float
    colleagues_before: float
    colleagues_after: float
    before: float
    after: float
    ratio_before: float | None
    ratio_after: float | None

    @property
    def is_alike(self) -> bool:
        """Whether what is left is small."""
        return abs(self.after) < ALIKE


def balance(covariates: Covariates, taking_part: npt.ArrayLike, matched: Matched) -> tuple[Compared, ...]:
    """Compare participants with everybody else, and matched participants with their colleagues.

    Parameters
    ----------
    covariates : mapping of name to (people,)
    taking_part : array_like of bool, (people,)
    matched : Matched
        Rows of the same people.

    Raises
    ------
    NotEnough
        `NO_CONTROLS` where nobody was matched.

    References
    ----------
    Austin (2009), Statistics in Medicine 28, 3083–3107; the same denominator before and after, as Stuart (2010) advises.

    Examples
    --------
    >>> pairs = Matched(np.array([0, 1]), np.array([2, 3]), np.array([], int))
    >>> row, = balance({"age": np.array([30.0, 40.0, 31.0, 39.0, 60.0])}, [1, 1, 0, 0, 0], pairs)
    >>> round(row.before, 3), row.after
    (-0.712, 0.0)
    """
    names, table = indicators(covariates)
    part = truths("taking_part", taking_part, like=len(table))
    if not len(matched.participants):
        raise NotEnough(Reason.NO_CONTROLS)
    return tuple(
        _compared(name, column, column[part], column[~part], matched)
        for name, column in zip(names, table.T, strict=True)
    )


def _compared(name: str, column: Floats, ours: Floats, others: Floats, matched: Matched) -> Compared:
    is_category = "=" in name
    one, other = column[matched.participants], column[matched.colleagues]
    pooled = np.sqrt((_variance(ours, is_category=is_category) + _variance(others, is_category=is_category)) / 2)
    ratios = [None, None] if is_category else [_ratio(ours, others), _ratio(one, other)]
    return Compared(
        name=name,
        participants=float(one.mean()),
        colleagues_before=float(others.mean()),
        colleagues_after=float(other.mean()),
        before=float((ours.mean() - others.mean()) / pooled) if pooled > 0 else 0.0,
        after=float((one.mean() - other.mean()) / pooled) if pooled > 0 else 0.0,
        ratio_before=ratios[0],
        ratio_after=ratios[1],
    )


def _variance(column: Floats, *, is_category: bool) -> float:
    if is_category:
        return float(column.mean() * (1 - column.mean()))
    return float(column.var(ddof=1)) if len(column) > 1 else 0.0


def _ratio(one: Floats, other: Floats) -> float | None:
    below = _variance(other, is_category=False)
    return _variance(one, is_category=False) / below if below > 0 else None
