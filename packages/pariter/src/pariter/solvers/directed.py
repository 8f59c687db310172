"""Directed programmes: some seek, some give, and givers have room for one or more. Career, reverse, buddy.

Most seekers first, then the best possible weakest pair, then the total of what seekers get; each step proven. In small pools over all
pairs at once; in large ones among candidates, with prices tested on all pairs until nothing is uncovered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from pariter import directions, outcome, scoring
from pariter.directed_blocks import uncovered, worths_of
from pariter.directions import Int64, Parts
from pariter.kernels.placed import Placed
from pariter.kernels.places_dense import cover_of, most_placed, place_dense
from pariter.problem import Problem
from pariter.progress import Reporter
from pariter.remedies import TRIED_FOR, first_that_helps
from pariter.result import Proof, Reason, Result, Step, Unmatched

CANDIDATES = 16  # kept for every seeker; pricing finds what is missing
NEW_ONES = 10  # uncovered pairs a seeker that join the candidates in one round
ROUNDS = 6  # of pricing, at most


@dataclass(frozen=True, slots=True, eq=False)
class _Solved:
    """Places and prices; the weakest value that every pair reaches, with its cover if that is proven."""

    placed: Placed
    weakest: int = 0
    worst_cover: tuple[int, ...] = ()
    before: int | None = None  # the total that could be had without raising the weakest pair


def solve(problem: Problem, *, engine: str, reporter: Reporter, exact_up_to: int) -> Result:
    """Solve a directed programme. See `pariter.solvers.Solver`."""
    outcome.refuse_barred_locks(problem)
    play, settled = directions.parts(problem), directions.locked(problem)
    small = len(problem.population) <= exact_up_to
    solved = _exactly(problem, play, reporter) if small else _Pool(problem, play, reporter).solved()
    seekers = np.flatnonzero(solved.placed.giver_of >= 0)
    pairs = list(zip(seekers.tolist(), solved.placed.giver_of[seekers].tolist(), strict=True))
    reporter.tell("explaining", 0, 1)
    records = [directions.pair(problem, *pair, lock=True) for pair in settled]
    chosen = [directions.pair(problem, *pair) for pair in pairs]
    total = int(scoring.worth(problem.policy, np.array([pair.value for pair in chosen], np.int64)).sum())
    proof = _proof(solved, play.room)
    result = Result(
        engine=engine, kind=problem.policy.kind, people=len(problem.population), problem_digest=problem.digest(),
        policy=problem.policy.to_mapping(), policy_digest=problem.policy.digest(),
        pairs=tuple(sorted([*records, *chosen], key=lambda pair: (pair.a, pair.b))), groups=(),
        unmatched=_unmatched(problem, play, settled, pairs), value=total, bound=proof.bound_halves // 2,
        steps=_steps(solved, proof, total), proof=proof, notes=_notes(problem, small=small),
    )  # fmt: skip
    reporter.tell("done", 1, 1)
    return result


def _notes(problem: Problem, *, small: bool) -> tuple[Reason, ...]:
    raised = small or not (problem.policy.objective.best_worst and problem.policy.objective.most_people)
    return () if raised else (Reason("worst_pair_not_raised"),)


def _proof(solved: _Solved, room: Int64) -> Proof:
    placed = solved.placed
    labels = np.where(placed.cover, -1, 0)
    size = len(room)
    most = int(placed.cover[:size].sum()) + int((room * placed.cover[size:]).sum())
    return Proof(
        most, tuple(labels.tolist()), solved.worst_cover, tuple(placed.seeking.tolist()), (), (), placed.halves(room),
        giving=tuple(placed.giving.tolist()), base=placed.base, unit=placed.unit,
    )  # fmt: skip


def _steps(solved: _Solved, proof: Proof, total: int) -> tuple[Step, ...]:
    steps = [Step("head_count", solved.placed.pairs, proof.pairs_bound)]
    if solved.worst_cover:
        cost = None if solved.before is None else solved.before - total
        steps.append(Step("worst_pair", solved.weakest, solved.weakest, cost))
    return (*steps, Step("total", total, proof.bound_halves // 2))


def _exactly(problem: Problem, play: Parts, reporter: Reporter) -> _Solved:
    """All pairs at once: most seekers, then the weakest pair, then the total."""
    reporter.tell("scoring", 0, 1)
    values, allowed = directions.market(problem, play)
    worths, objective = scoring.worth(problem.policy, values), problem.policy.objective
    reporter.tell("total", 0, 1)
    placed = place_dense(allowed, worths, play.room, most_people=objective.most_people)
    seekers = np.flatnonzero(placed.giver_of >= 0)
    if not objective.most_people:
        most = place_dense(allowed, worths, play.room, most_people=True)
        return _Solved(replace(placed, cover=most.cover))
    if not objective.best_worst or not len(seekers):
        return _Solved(placed)
    reporter.tell("worst_pair", 0, 1)
    weakest = int(values[seekers, placed.giver_of[seekers]].min())
    steps = np.unique(values[allowed & (values >= weakest)]).tolist()
    best = most_placed(allowed, play.room, values, placed.pairs, steps)
    raised = place_dense(allowed & (values >= best), worths, play.room, most_people=True)
    beyond = allowed & (values > best)
    tight = place_dense(beyond, worths, play.room, most_people=True)
    cover = cover_of(beyond, tight.giver_of, play.room)
    before = int(worths[seekers, placed.giver_of[seekers]].sum())
    return _Solved(replace(raised, cover=placed.cover), best, tuple(np.where(cover, -1, 0).tolist()), before)


@dataclass(slots=True)
class _Pool:
    """A large pool, and the candidate pairs found so far."""

    problem: Problem
    play: Parts
    reporter: Reporter
    seekers: Int64 = field(default_factory=lambda: np.zeros(0, np.int64))
    givers: Int64 = field(default_factory=lambda: np.zeros(0, np.int64))
    worths: Int64 = field(default_factory=lambda: np.zeros(0, np.int64))

    def solved(self) -> _Solved:
        """Solve among candidates, price over all pairs, take in what is uncovered, again; then raise what is too low."""
        from pariter.kernels.places import Edges, place  # noqa: PLC0415 - numba takes a second to load; small pools do not wait

        size, most = len(self.problem.population), self.problem.policy.objective.most_people
        nothing = np.full(size, -1, np.int64)  # below 0, so that pairs worth nothing are seen as well
        self._add(self._uncovered(nothing, np.zeros(size, np.int64), 0, 1, CANDIDATES, "scoring")[0])
        for left in range(ROUNDS, -1, -1):
            placed = place(Edges.of(size, self.seekers, self.givers, self.worths), self.play.room, most_people=most)
            self.reporter.found = placed.pairs
            partners, excess = self._uncovered(
                placed.seeking, placed.giving, placed.base, placed.unit, NEW_ONES, "total"
            )
            if not left or not self._add(partners):
                break
        return _Solved(self._lifted(placed, partners, excess.max(axis=1, initial=0)))

    def _uncovered(
        self, seeking: Int64, giving: Int64, base: int, unit: int, count: int, stage: str
    ) -> tuple[Int64, Int64]:
        return uncovered(
            self.problem, self.play, count, seeking=seeking, giving=giving, base=base, unit=unit,
            tick=self.reporter.ticks(stage),
        )  # fmt: skip

    def _lifted(self, placed: Placed, partners: Int64, lack: Int64) -> Placed:
        """Prices that cover everything, and a cover that nobody runs past: true bounds, if not the best."""
        size = len(lack)
        rows, places = np.nonzero(partners >= 0)
        past = ~placed.cover[rows] & ~placed.cover[size + partners[rows, places]]
        cover = placed.cover.copy()
        cover[rows[past]] = True
        return replace(placed, seeking=placed.seeking + lack, cover=cover)

    def _add(self, partners: Int64) -> int:
        """Take pairs in as candidates; returns how many are new."""
        rows, places = np.nonzero(partners >= 0)
        size, before = max(len(partners), 1), len(self.seekers)
        keys = np.setdiff1d(rows * size + partners[rows, places], self.seekers * size + self.givers)
        worths = worths_of(self.problem, keys // size, keys % size)
        self.seekers = np.concatenate([self.seekers, keys // size])
        self.givers = np.concatenate([self.givers, keys % size])
        self.worths = np.concatenate([self.worths, worths])
        return len(self.seekers) - before


def _unmatched(
    problem: Problem, play: Parts, settled: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> tuple[Unmatched, ...]:
    """Everybody without a pair, and why; the change that would help is sought for the first `TRIED_FOR` of them."""
    size = len(problem.population)
    met, left, waiting = np.zeros(size, bool), play.room.copy(), play.seeks.copy()
    for seeker, giver in pairs:
        met[[seeker, giver]], waiting[seeker] = True, False
        left[giver] -= 1
    met[[one for pair in settled for one in pair]] = True
    told = []
    for count, person in enumerate(np.flatnonzero(~met).tolist()):

        def found(trial: Problem, person: int = person) -> tuple[int, int] | None:
            return directions.open_place(trial, person, play, left, waiting)

        change = first_that_helps(problem, person, found) if count < TRIED_FOR else None
        told.append(directions.unmatched(problem, person, play, change))
    return tuple(told)
