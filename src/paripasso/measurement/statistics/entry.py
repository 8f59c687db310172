"""Everybody's clock starts on the same day: no immortal time.

Whoever takes part must have stayed until the start. Counting that time for participants, or comparing them with "everybody who
never took part", makes any programme look good. So each start day is a small trial of its own (a sequence of emulated
trials): participants who start then, and colleagues employed on that day who have not started, described by what was known on that day,
followed from that day on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Bools, Floats, Ints
from paripasso.measurement.statistics.colleagues import CALIPER, match, propensity
from paripasso.measurement.statistics.covariates import Covariates, cells
from paripasso.measurement.statistics.employment import Employment, as_of
from paripasso.measurement.statistics.reasons import NotEnough, Reason

PER_PARTICIPANT = 20  # candidates for each participant, drawn from those employed that day in the same cell


@dataclass(frozen=True)
class Aligned:
    """Rows of people at a common start, (rows,): participants and candidates of every start day, one after the other.

    A colleague may stand in several trials until matched. `covariates` are as of the start day.
    """

    person: Ints
    day: Ints
    taking_part: Bools
    covariates: Covariates


@dataclass(frozen=True)
class Followed:
    """The pairs, as person-time, (rows,): participants first, then their colleagues in the same order.

    `time` in days from the common start; `left` whether the person left then. A colleague who starts later is followed up to
    that day (`joined_later` of them). `left_out` are participants without a comparable colleague.
    """

    person: Ints
    day: Ints
    taking_part: Bools
    sets: Ints
    time: Floats
    left: Bools
    covariates: Covariates
    joined_later: int
    left_out: Ints


def at_risk(facts: Employment, day: int) -> Bools:
    """Say who could start on `day`, (people,): employed, and not a participant before it.

    Nothing after `day` enters: neither leaving nor a later start. A rule that looked ahead would be the very mistake.
    """
    there = (facts.hired <= day) & ~(facts.left <= day)
    return there & ~(facts.started < day)


def known_at(facts: Employment, day: int) -> dict[str, npt.NDArray[np.generic]]:
    """Return the covariates of everybody as of `day`, by name, (people,) each; tenure in years is always among them."""
    known: dict[str, npt.NDArray[np.generic]] = {
        name: as_of(kind, facts.people, day) for name, kind in facts.dated.items()
    }
    return {**known, "tenure": (day - facts.hired) / 365.25}


def aligned(
    facts: Employment, *, exact: tuple[str, ...] = (), seed: int = 0, per_participant: int = PER_PARTICIPANT
) -> Aligned:
    """Line up participants with candidates at risk on the same day, in the same cell of the `exact` covariates.

    Parameters
    ----------
    facts : Employment
    exact : tuple of str
        Categories that a colleague must share, for instance department and level.
    seed : int
        For the draw of candidates where a cell holds more than `per_participant` for each of its participants.
    per_participant : int

    Raises
    ------
    NotEnough
        `NO_PARTICIPANTS`, `NO_CONTROLS`.

    References
    ----------
    Hernán and others (2008), Epidemiology 19, 766–779 (sequence of trials). Suissa (2008), Am. J. Epidemiology 167, 492–499.
    """
    chance = np.random.default_rng(seed)
    days = np.unique(facts.started[np.isfinite(facts.started)]).astype(np.int64).tolist()
    parts = [_one_day(facts, day, exact, per_participant, chance) for day in days]
    if not parts:
        raise NotEnough(Reason.NO_PARTICIPANTS)
    taking_part = np.concatenate([part.taking_part for part in parts])
    if taking_part.all():
        raise NotEnough(Reason.NO_CONTROLS)
    return Aligned(
        person=np.concatenate([part.person for part in parts]),
        day=np.concatenate([part.day for part in parts]),
        taking_part=taking_part,
        covariates={name: np.concatenate([part.covariates[name] for part in parts]) for name in parts[0].covariates},
    )


def _one_day(
    facts: Employment, day: int, exact: tuple[str, ...], per_participant: int, chance: np.random.Generator
) -> Aligned:
    risk = np.flatnonzero(at_risk(facts, day))
    known = {name: column[risk] for name, column in known_at(facts, day).items()}
    mark = facts.started[risk] == day
    cell = cells(known, exact, len(risk))
    ours = np.bincount(cell[mark], minlength=int(cell.max(initial=0)) + 1)
    order = np.lexsort(
        (chance.random(len(risk)), mark, cell)
    )  # in each cell: candidates in random order, then participants
    place = np.arange(len(risk)) - np.searchsorted(cell[order], cell[order])
    kept = np.sort(order[mark[order] | (place < per_participant * ours[cell[order]])])
    return Aligned(
        risk[kept],
        np.full(len(kept), day, np.int64),
        mark[kept],
        {name: column[kept] for name, column in known.items()},
    )


def followed(facts: Employment, rows: Aligned, *, exact: tuple[str, ...] = (), caliper: float = CALIPER) -> Followed:
    """Match within each start day, on equal `exact` covariates and near propensity, and follow both from that day.

    Parameters
    ----------
    facts : Employment
    rows : Aligned
    exact : tuple of str
        Categories that must be equal, for instance department and level.
    caliper : float
        In standard deviations of the logit.

    Raises
    ------
    NotEnough
        `NO_CONTROLS` where nobody found a comparable colleague.

    Notes
    -----
    A colleague is taken once in the whole comparison, and the days choose in their order.
    """
    logit = propensity(rows.taking_part, rows.covariates)
    cell = cells(rows.covariates, exact, len(rows.person))
    reach = caliper * float(logit.std())
    used = np.zeros(facts.people, np.bool_)
    ours: list[Ints] = []
    others: list[Ints] = []
    alone: list[Ints] = []
    for day in np.unique(rows.day):
        here = np.flatnonzero((rows.day == day) & (rows.taking_part | ~used[rows.person]))
        ids = facts.ids[rows.person[here]]
        found = match(logit[here], rows.taking_part[here], ids=ids, cell=cell[here], caliper=reach)
        ours.append(here[found.participants])
        others.append(here[found.colleagues])
        alone.append(here[found.left_out])
        used[rows.person[others[-1]]] = True
    chosen = np.concatenate((*ours, *others))
    if not len(chosen):
        raise NotEnough(Reason.NO_CONTROLS)
    pairs = len(chosen) // 2
    return _person_time(facts, rows, chosen, np.tile(np.arange(pairs), 2), rows.person[np.concatenate(alone)])


def _person_time(facts: Employment, rows: Aligned, chosen: Ints, sets: Ints, left_out: Ints) -> Followed:
    person, day, mark = rows.person[chosen], rows.day[chosen], rows.taking_part[chosen]
    joins = np.where(mark, np.inf, np.nan_to_num(facts.started[person], nan=np.inf))
    leaves = np.nan_to_num(facts.left[person], nan=np.inf)
    end = np.minimum(np.minimum(leaves, joins), facts.until)
    return Followed(
        person=person,
        day=day,
        taking_part=mark,
        sets=sets,
        time=end - day,
        left=leaves <= end,
        covariates={name: column[chosen] for name, column in rows.covariates.items()},
        joined_later=int((joins < np.minimum(leaves, facts.until)).sum()),
        left_out=left_out,
    )
