"""Ask the engine, and bring back an answer in rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paripasso.matching.engine.answers import Answer, answer
from paripasso.matching.engine.problem import Impossible, rebuilt
from paripasso.matching.models import MatchRun
from pariter import Cancelled, ProblemError, Solver

Progress = Callable[[str, int, int, int, int | None], bool]


class Stopped(Exception):
    """Somebody cancelled the run; the engine stopped where it was."""


def solve(run: MatchRun, *, at: datetime, progress: Progress) -> Answer:
    """Solve a run that has its snapshot. `progress(stage, done, of, found, bound)` answers False to stop.

    Raises Stopped, Impossible, or CannotOpen if private choices do not open.
    """

    def tell(step: Any) -> bool | None:
        return None if progress(step.stage, step.done, step.of, step.found, step.bound) else False

    try:
        problem, entrants = rebuilt(run, at=at)
        result = Solver().solve(problem, progress=tell)
    except Cancelled:
        raise Stopped from None
    except ProblemError as error:
        raise Impossible.of(error) from error
    return answer(run, problem, result, entrants)
