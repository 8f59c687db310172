"""My first choice of what to learn is offered, the more deeply the better."""

from __future__ import annotations

import numpy as np

from pariter.problem import Problem, Ragged
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion, counts, spread

_WORTH = 1_000 * np.array([0, 4, 6, 8, 10], np.float32)  # by depth


def first_choices(seeks: Ragged) -> Ragged:
    """Of each row only the wishes of its best priority, whichever that is."""
    owners, size = seeks.owners(), len(seeks.starts) - 1
    best = np.full(size, 9, np.int32)
    np.minimum.at(best, owners, seeks.marks)
    keep = seeks.marks == best[owners]
    starts = np.concatenate([[0], np.cumsum(np.bincount(owners[keep], minlength=size))])
    return Ragged(starts, seeks.codes[keep], seeks.marks[keep])


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    people, width = problem.population, len(problem.population.skills)
    first = first_choices(people.seeks)
    part = np.minimum(FULL, counts(spread(first, rows, width), spread(people.offers, cols, width, _WORTH)))
    part[np.diff(first.starts)[rows] == 0] = UNKNOWN
    return part


def _found(problem: Problem, me: int, you: int) -> list[tuple[int, int]] | None:
    """`(skill, depth)` of my first choices that you offer; `None` if I seek nothing."""
    seeks, offers = problem.population.seeks.marks_of(me), problem.population.offers.marks_of(you)
    if not seeks:
        return None
    best = min(seeks.values())
    return [(skill, offers[skill]) for skill, rank in seeks.items() if rank == best and skill in offers]


def _one(problem: Problem, me: int, you: int) -> int:
    found = _found(problem, me, you)
    return UNKNOWN if found is None else min(FULL, sum(int(_WORTH[depth]) for _, depth in found))


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    people = problem.population
    return tuple(
        Reason("first_choice", {"giver": people.ids[you], "seeker": people.ids[me], "skill": people.skills[skill]})
        for skill, _ in _found(problem, me, you) or ()
    )


CRITERION = Criterion("first_choice", mutual=False, block=_block, one=_one, why=_why)
