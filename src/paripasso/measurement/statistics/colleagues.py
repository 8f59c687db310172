"""Comparable colleagues: exact on what must be equal, nearest in the chance of taking part for the rest."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, Ints, codes, numbers, truths
from paripasso.measurement.statistics.covariates import Covariates, indicators
from paripasso.measurement.statistics.logistic import logistic
from paripasso.measurement.statistics.reasons import NotEnough, Reason

CALIPER = 0.2  # standard deviations of the logit
RIDGE = 0.1


@dataclass(frozen=True)
class Matched:
    """Rows of participants and of their colleagues, (pairs,) each, pair by pair; and the participants left out."""

    participants: Ints
    colleagues: Ints
    left_out: Ints

    @property
    def rows(self) -> Ints:
        """All matched rows, participants first."""
        return np.concatenate((self.participants, self.colleagues))

    @property
    def sets(self) -> Ints:
        """The number of the pair of each of `rows`."""
        return np.tile(np.arange(len(self.participants)), 2)


def propensity(taking_part: npt.ArrayLike, covariates: Covariates, *, ridge: float = RIDGE) -> Floats:
    """Return the log odds of taking part, (people,), from covariates known at the start.

    Parameters
    ----------
    taking_part : array_like of bool, (people,)
    covariates : mapping of name to (people,)
        See `paripasso.measurement.statistics.covariates`. Numbers are standardised, categories shrunk a little (`ridge`), so
        that a department in which everybody took part doesn't break the model.

    Raises
    ------
    NotEnough
        `NO_CONTROLS`, `NO_PARTICIPANTS`.

    References
    ----------
    Rosenbaum, Rubin (1983), Biometrika 70, 41–55.
    """
    part = truths("taking_part", taking_part, like=len(np.asarray(taking_part).ravel()))
    for arm, code in ((part, Reason.NO_PARTICIPANTS), (~part, Reason.NO_CONTROLS)):
        if not arm.any():
            raise NotEnough(code)
    _, table = indicators(covariates)
    spread = table.std(axis=0)
    told = spread > 0
    table = (table[:, told] - table[:, told].mean(axis=0)) / spread[told]
    return logistic(part, np.column_stack((np.ones(len(part)), table)), ridge=ridge).linear


class _Line:
    """Colleagues in the order of their logits; taking one out leaves the neighbours reachable in almost no time."""

    def __init__(self, logits: list[float]) -> None:
        self.logits = logits
        self.up = list(range(len(logits) + 1))  # the next one still there, at or after
        self.down = list(range(-1, len(logits)))  # shifted by one: the next at or before

    @staticmethod
    def _find(links: list[int], place: int) -> int:
        root = place
        while links[root] != root:
            root = links[root]
        while links[place] != root:
            links[place], place = root, links[place]
        return root

    def nearest(self, logit: float, caliper: float) -> int | None:
        """Where the nearest one still there stands; of two equally near, the earlier."""
        place = bisect_left(self.logits, logit)
        above, below = self._find(self.up, place), self._find_below(place - 1)
        best, found = caliper, None
        if below >= 0 and logit - self.logits[below] <= best:
            best, found = logit - self.logits[below], below
        if above < len(self.logits) and (gap := self.logits[above] - logit) <= best and (found is None or gap < best):
            found = above
        return found

    def _find_below(self, place: int) -> int:
        trail = []
        while place >= 0 and self.down[place + 1] != place:
            trail.append(place)
            place = self.down[place + 1]
        for one in trail:
            self.down[one + 1] = place
        return place

    def take(self, place: int) -> None:
        self.up[place] = place + 1
        self.down[place + 1] = place - 1


def match(
    logit: npt.ArrayLike,
    taking_part: npt.ArrayLike,
    *,
    ids: npt.ArrayLike,
    cell: npt.ArrayLike | None = None,
    caliper: float | None = None,
) -> Matched:
    """Give each participant the nearest colleague of the same cell, one to one, none twice.

    Parameters
    ----------
    logit : array_like, (people,)
        From `propensity`.
    taking_part : array_like of bool, (people,)
    ids : array_like, (people,)
        Decide between equals, so that the same people always give the same pairs, in whatever order they come.
    cell : array_like, (people,), optional
        Pairs stay within one value: exact matching.
    caliper : float, optional
        The widest gap allowed, on the logit scale; by default 0.2 standard deviations of the logits.

    Returns
    -------
    Matched
        Participants with the highest chance choose first: they are the hardest to match.

    References
    ----------
    Austin (2011), Multivariate Behavioral Research 46, 399–424, and Pharmaceutical Statistics 10, 150–161 (caliper).

    Examples
    --------
    >>> found = match([0.0, 0.1, 0.9, 1.0], [1, 0, 0, 1], ids=["a", "b", "c", "d"], caliper=0.2)
    >>> found.participants.tolist(), found.colleagues.tolist()
    ([0, 3], [1, 2])
    """
    odds = numbers("logit", logit)
    part = truths("taking_part", taking_part, like=len(odds))
    name, group = codes("ids", ids, like=len(odds)), codes("cell", cell, like=len(odds))
    reach = CALIPER * float(odds.std()) if caliper is None else caliper
    order = np.lexsort((name, odds, group))
    chosen: list[tuple[int, int]] = []
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        asking, free = rows[part[rows]], rows[~part[rows]].tolist()
        if not len(asking) or not free:
            continue
        line = _Line(odds[free].tolist())
        for row in asking[np.lexsort((name[asking], -odds[asking]))].tolist():
            place = line.nearest(float(odds[row]), reach)
            if place is not None:
                line.take(place)
                chosen.append((row, free[place]))
    pairs = np.array(sorted(chosen), np.int64).reshape(-1, 2)
    left_out = np.setdiff1d(np.flatnonzero(part), pairs[:, 0])
    return Matched(pairs[:, 0], pairs[:, 1], left_out)
