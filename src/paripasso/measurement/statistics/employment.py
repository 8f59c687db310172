"""Dated facts about employment, as columns: what the comparison of participants and colleagues starts from.

Days are whole numbers from any one origin (for instance `date.toordinal()`); "never" and "not known" are NaN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Bools, Floats, Ints
from paripasso.measurement.statistics.reasons import NotEnough, Reason, Unfit

HIGHEST_STEP = 2.0  # two scales: the top of one is at least this many times that of the other


@dataclass(frozen=True)
class Dated:
    """Facts of one kind: `value[k]` held for the person in row `person[k]` from `day[k]` on, (facts,).

    Float values are numbers, all others categories (see `covariates`). `scale` names the scale of each rating, if known.
    """

    person: Ints
    day: Ints
    value: npt.NDArray[Any]
    scale: npt.NDArray[Any] | None = None


@dataclass(frozen=True)
class Employment:
    """Everybody's dates, (people,) each, with facts that change: `dated`, by name.

    `started` is the day on which the relationship began; NaN for whoever never took part. `until` is the last day that
    the facts cover.
    """

    ids: npt.NDArray[Any]
    hired: Floats
    left: Floats
    started: Floats
    until: int
    dated: Mapping[str, Dated] = field(default_factory=dict)
    promoted: Floats | None = None

    @property
    def people(self) -> int:
        return len(self.ids)


def checked(facts: Employment) -> Employment:
    """Return the facts if they can be true.

    Raises
    ------
    Unfit
        `LENGTHS_DIFFER`; `TWICE` for an id given twice; `NOT_A_NUMBER` for an unknown day of hire; `IN_THE_FUTURE` for a day after
        `until`; `LEFT_BEFORE_HIRED`; `STARTED_OUTSIDE_EMPLOYMENT`; `UNKNOWN_PEOPLE` for facts about rows that are not there;
        `TWO_SCALES` for ratings that can't be compared.
    NotEnough
        `NO_PARTICIPANTS`, `NO_CONTROLS`, `NOBODY_LEFT_TO_COMPARE`.
    """
    _true_dates(facts)
    for name, kind in facts.dated.items():
        _not_in_the_future(name, kind.day, facts.until)
        _refuse_rows(Reason.UNKNOWN_PEOPLE, (kind.person < 0) | (kind.person >= facts.people))
        if name == "rating":
            one_scale(kind)
    _two_groups(facts)
    return facts


def _true_dates(facts: Employment) -> None:
    columns = {"hired": facts.hired, "left": facts.left, "started": facts.started}
    if facts.promoted is not None:
        columns["promoted"] = facts.promoted
    for name, column in columns.items():
        if len(column) != facts.people:
            raise Unfit(Reason.LENGTHS_DIFFER, what=name, have=len(column), need=facts.people)
        _not_in_the_future(name, column, facts.until)
    if len(np.unique(facts.ids)) != facts.people:
        raise Unfit(Reason.TWICE, what="ids")
    if not np.isfinite(facts.hired).all():
        raise Unfit(Reason.NOT_A_NUMBER, what="hired")
    _refuse_rows(Reason.LEFT_BEFORE_HIRED, facts.left < facts.hired)
    _refuse_rows(Reason.STARTED_OUTSIDE_EMPLOYMENT, (facts.started < facts.hired) | (facts.started > facts.left))


def _two_groups(facts: Employment) -> None:
    taking_part = np.isfinite(facts.started)
    if not taking_part.any():
        raise NotEnough(Reason.NO_PARTICIPANTS)
    if taking_part.all():
        raise NotEnough(Reason.NO_CONTROLS)
    if (facts.left[~taking_part] <= np.nanmin(facts.started)).all():
        raise NotEnough(Reason.NOBODY_LEFT_TO_COMPARE, have=int((~taking_part).sum()))


def one_scale(ratings: Dated) -> None:
    """Refuse ratings on two scales: named so, or, unnamed, when whole years use another range than others (`TWO_SCALES`).

    Unnamed scales are told apart by years of 365 days from the first rating on: if the highest rating of one year is at least twice
    that of another, and both have twenty ratings, somebody changed the scale.

    Examples
    --------
    >>> day = np.repeat([0, 400], 30)
    >>> one_scale(Dated(np.arange(60), day, np.where(day == 0, 4.0, 90.0)))
    Traceback (most recent call last):
    paripasso.measurement.statistics.reasons.Unfit: two_scales, scales=[4.0, 90.0]
    """
    if ratings.scale is not None:
        if len(names := np.unique(ratings.scale)) > 1:
            raise Unfit(Reason.TWO_SCALES, scales=[str(one) for one in names])
        return
    if not len(ratings.day):
        return
    year = (ratings.day - ratings.day.min()) // 365
    tops = [float(np.nanmax(ratings.value[year == one])) for one in np.unique(year) if (year == one).sum() >= 20]
    if tops and max(tops) >= HIGHEST_STEP * max(min(tops), 1e-9):
        raise Unfit(Reason.TWO_SCALES, scales=sorted({min(tops), max(tops)}))


def as_of(kind: Dated, people: int, day: int, *, back: int | None = None) -> npt.NDArray[Any]:
    """Return each person's last known value before `day`, (people,); never one from later.

    Parameters
    ----------
    kind : Dated
    people : int
    day : int
        Facts of this very day count as known.
    back : int, optional
        Facts older than so many days are forgotten.

    Returns
    -------
    (people,)
        NaN where no number is known; categories get the value that sorts as "" or −1.

    Examples
    --------
    >>> kind = Dated(np.array([0, 0, 1]), np.array([1, 9, 5]), np.array([3.0, 4.0, 2.0]))
    >>> as_of(kind, 3, 6).tolist()
    [3.0, 2.0, nan]
    """
    known = kind.day <= day if back is None else (kind.day <= day) & (kind.day > day - back)
    rows = np.flatnonzero(known)
    rows = rows[np.argsort(kind.day[rows], kind="stable")]
    last = np.full(people, -1, np.int64)
    last[kind.person[rows]] = rows  # of several, the last assignment stays
    if np.issubdtype(kind.value.dtype, np.floating):
        values = np.full(people, np.nan)
    else:
        values = np.full(people, -1 if np.issubdtype(kind.value.dtype, np.integer) else "", kind.value.dtype)
    values[last >= 0] = kind.value[last[last >= 0]]
    return values


def _not_in_the_future(name: str, days: npt.NDArray[Any], until: int) -> None:
    if (late := int((days > until).sum())) > 0:
        raise Unfit(Reason.IN_THE_FUTURE, what=name, rows=late, until=until)


def _refuse_rows(code: Reason, wrong: Bools) -> None:
    if (rows := int(wrong.sum())) > 0:
        raise Unfit(code, rows=rows)
