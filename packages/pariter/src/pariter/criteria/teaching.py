"""What I seek is offered: by priority of the wish and depth of the offer. Two good answers are enough."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pariter.problem import Problem
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion, counts, share, spread

WISH = np.array([0, 3, 2, 1], np.float32)  # by priority
DEPTH = np.array([0, 4, 6, 8, 10], np.float32)  # tenths, by depth
ENOUGH = 5  # a first and a second choice, fully answered


def _wanted(problem: Problem, rows: slice) -> npt.NDArray[np.int64]:
    """Tenths that fill each row's wish, 0 for whoever seeks nothing."""
    seeks = problem.population.seeks
    total = np.concatenate([[0], np.cumsum(WISH[seeks.marks].astype(np.int64))])
    mine = total[seeks.starts[rows.start + 1 : rows.stop + 1]] - total[seeks.starts[rows]]
    return np.asarray(10 * np.minimum(mine, ENOUGH), np.int64)


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    people, width = problem.population, len(problem.population.skills)
    taught = counts(spread(people.seeks, rows, width, WISH), spread(people.offers, cols, width, DEPTH))
    return share(taught, _wanted(problem, rows))


def _lessons(problem: Problem, me: int, you: int) -> list[tuple[int, int, int]]:
    """`(skill, priority, depth)` of everything you can teach me, strongest first."""
    offers = problem.population.offers.marks_of(you)
    seeks = problem.population.seeks.marks_of(me)
    found = [(skill, rank, offers[skill]) for skill, rank in seeks.items() if skill in offers]
    return sorted(found, key=lambda lesson: (-_worth(lesson), lesson[0]))


def _worth(lesson: tuple[int, int, int]) -> int:
    _, rank, depth = lesson
    return int(WISH[rank]) * int(DEPTH[depth])


def _one(problem: Problem, me: int, you: int) -> int:
    wanted = sum(int(WISH[rank]) for rank in problem.population.seeks.marks_of(me).values())
    if wanted == 0:
        return UNKNOWN
    return min(FULL, sum(map(_worth, _lessons(problem, me, you))) * FULL // (10 * min(wanted, ENOUGH)))


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    people = problem.population
    return tuple(
        Reason("teaches", {"giver": people.ids[you], "seeker": people.ids[me], "skill": people.skills[skill],
                           "depth": depth, "priority": rank})
        for skill, rank, depth in _lessons(problem, me, you)
    )  # fmt: skip


CRITERION = Criterion("teaching", mutual=False, block=_block, one=_one, why=_why)
