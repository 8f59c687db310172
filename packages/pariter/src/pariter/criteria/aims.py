"""The other shares what I aim at."""

from __future__ import annotations

import numpy as np

from pariter.problem import Problem
from pariter.result import Reason
from pariter.terms import FULL, UNKNOWN, Block, Criterion, common_words, counts, share, spread


def _block(problem: Problem, rows: slice, cols: slice) -> Block:
    people, width = problem.population, len(problem.population.words)
    common = counts(spread(people.aims, rows, width), spread(people.aims, cols, width))
    return share(common, np.diff(people.aims.starts)[rows])


def _shared(problem: Problem, me: int, you: int) -> tuple[str, ...]:
    people = problem.population
    return common_words(people.aims, me, people.aims, you, people.words)


def _one(problem: Problem, me: int, you: int) -> int:
    mine = len(problem.population.aims.marks_of(me))
    return len(_shared(problem, me, you)) * FULL // mine if mine else UNKNOWN


def _why(problem: Problem, me: int, you: int) -> tuple[Reason, ...]:
    words = _shared(problem, me, you)
    return (Reason("shared_aims", {"words": list(words)}),) if words else ()


CRITERION = Criterion("aims", mutual=False, block=_block, one=_one, why=_why)
