"""Scores of directions, values of pairs, and who may be paired at all; in blocks, and for one pair with its reasons.

`score = Σ weight · part // Σ weight`, `value = ((100 − s) · weaker + s · stronger) // 100` with `s` the policy's
`stronger_share`: whole numbers all the way, so that sums, ties and proofs are exact on every computer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from pariter import criteria, rules
from pariter.problem import Policy, Problem
from pariter.result import Change, Direction, Group, Pair, Reason, Unmatched
from pariter.terms import Bars, Block, mark_pairs

CHUNK = 512  # rows of a block, so that its temporary matrices stay in tens of megabytes

_TOLD = ("teaching", "first_choice", "aims", "experience", "different_department", "shared_hours", "level_proximity",
         "new_acquaintance", "working_style")  # fmt: skip


def spans(size: int, chunk: int = CHUNK) -> Iterator[slice]:
    """Slices that cover 0..size."""
    for start in range(0, size, chunk):
        yield slice(start, min(size, start + chunk))


def gets(problem: Problem, rows: slice, cols: slice) -> Block:
    """What each row person gets of each column person, in ten-thousandths, (rows, cols)."""
    total = _weighed(problem, rows, cols, mutual=True) + _weighed(problem, rows, cols, mutual=False)
    return total // np.int32(problem.policy.total_weight)


def _weighed(problem: Problem, rows: slice, cols: slice, *, mutual: bool) -> Block:
    """The weighted sum of the criteria that are the same both ways, or of those that are not."""
    total: Block = np.zeros((rows.stop - rows.start, cols.stop - cols.start), np.int32)
    for name, weight in problem.policy.whole_weights.items():
        if criteria.ALL[name].mutual == mutual:
            total += np.int32(weight) * criteria.ALL[name].block(problem, rows, cols)
    return total


def value(policy: Policy, mine: Block, yours: Block) -> Block:
    """The value of pairs, from what both sides get."""
    share = np.int32(policy.objective.stronger_share)
    return np.asarray(((100 - share) * np.minimum(mine, yours) + share * np.maximum(mine, yours)) // 100, np.int32)


def values(problem: Problem, rows: slice, cols: slice) -> Block:
    """The values of all pairs of a block, whether allowed or not."""
    shared, whole = _weighed(problem, rows, cols, mutual=True), np.int32(problem.policy.total_weight)
    mine, yours = _weighed(problem, rows, cols, mutual=False), _weighed(problem, cols, rows, mutual=False).T
    return value(problem.policy, (shared + mine) // whole, (shared + yours) // whole)


def worth(policy: Policy, pair_values: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """What a pair adds to the total: its value, or, if the total is concave, `v · (20,000 − v) / 10,000`."""
    plain = np.asarray(pair_values, np.int64)
    return plain if policy.objective.total == "plain" else plain * (20_000 - plain) // 10_000


def visible_bars(problem: Problem, rows: slice, cols: slice) -> Bars:
    """Pairs that a rule with a name bars."""
    barred = np.zeros((rows.stop - rows.start, cols.stop - cols.start), bool)
    for name, params in problem.policy.rules.items():
        barred |= rules.ALL[name].block(problem, rows, cols, params)
    return barred


def barred(problem: Problem, rows: slice, cols: slice) -> Bars:
    """Pairs that must not be: by a rule, by a forbidden pair, or because nobody is paired with themselves."""
    block = visible_bars(problem, rows, cols) | mark_pairs(problem.forbidden, rows, cols)
    block |= np.arange(rows.start, rows.stop)[:, None] == np.arange(cols.start, cols.stop)
    return block


def barrier(problem: Problem, me: int, you: int) -> Reason | None:
    """The first rule with a name that bars a pair, with its parameters; `None` if none does."""
    for name, params in problem.policy.rules.items():
        found = rules.ALL[name].one(problem, me, you, params)
        if found is not None:
            return Reason(name, found)
    return None


def market(problem: Problem, tick: Callable[[int, int], None] | None = None) -> tuple[Block, Bars]:
    """The values of all pairs, and which are allowed above the floor: (n, n) int32 and bool. For pools that fit."""
    size = len(problem.population)
    everyone = slice(0, size)
    mine = np.zeros((size, size), np.int32)
    allowed = np.zeros((size, size), bool)
    for rows in spans(size):
        mine[rows] = gets(problem, rows, everyone)
        allowed[rows] = ~barred(problem, rows, everyone)
        if tick:
            tick(rows.stop, size)
    worths = value(problem.policy, mine, mine.T)
    return worths, allowed & (worths >= problem.policy.objective.floor)


def direction(problem: Problem, me: int, you: int) -> Direction:
    """What one person gets of another, with its parts."""
    policy = problem.policy
    parts = {name: criteria.ALL[name].one(problem, me, you) for name in policy.weights}
    total = sum(weight * parts[name] for name, weight in policy.whole_weights.items())
    return Direction(total // policy.total_weight, parts)


def pair(problem: Problem, one: int, other: int, *, locked: bool = False, second: bool = False) -> Pair:
    """The record of a pair: both directions with their parts, the value, the reasons."""
    a, b = min(one, other), max(one, other)
    a_gets, b_gets = direction(problem, a, b), direction(problem, b, a)
    both = value(problem.policy, np.array([a_gets.score], np.int32), np.array([b_gets.score], np.int32))
    ids = problem.population.ids
    return Pair(ids[a], ids[b], int(both[0]), a_gets, b_gets, reasons(problem, a, b), locked=locked, second=second)


def reasons(problem: Problem, a: int, b: int) -> tuple[Reason, ...]:
    """Why these two: both ways for what one gives the other, once for what they share."""
    told: list[Reason] = []
    for name in _TOLD:
        criterion = criteria.ALL[name]
        told += criterion.why(problem, a, b)
        told += () if criterion.mutual else [r for r in criterion.why(problem, b, a) if r not in told]
    tongues = _tongues(problem, a, b)
    return (*told, Reason("common_languages", {"languages": tongues})) if tongues else tuple(told)


def _tongues(problem: Problem, a: int, b: int) -> list[str]:
    people = problem.population
    both = int(people.languages[a] & people.languages[b])
    return [tongue for bit, tongue in enumerate(people.tongues) if both >> bit & 1]


def triad(problem: Problem, host: tuple[int, int], third: int) -> Group:
    """The record of one trio."""
    a, b, c = sorted((*host, third))
    pairs = tuple(pair(problem, one, other) for one, other in ((a, b), (a, c), (b, c)))
    ids = problem.population.ids
    mean = sum(one.value for one in pairs) // 3
    return Group("triad", (ids[a], ids[b], ids[c]), mean, pairs, host=(ids[host[0]], ids[host[1]]))


def unmatched(problem: Problem, person: int, change: Change | None = None) -> Unmatched:
    """Why somebody stays out: the first visible rule towards everyone else, counted.

    Forbidden pairs are counted as open: a private wish is never told apart from better pairs elsewhere.
    """
    size = len(problem.population)
    row, everyone = slice(person, person + 1), slice(0, size)
    open_to = np.ones(size, bool)
    open_to[person] = False
    counts = {}
    for name, params in problem.policy.rules.items():
        fails = rules.ALL[name].block(problem, row, everyone, params)[0] & open_to
        if fails.any():
            counts[name] = int(fails.sum())
        open_to &= ~fails
    reason = "rules" if size > 1 else "alone"
    if open_to.any():
        fit = values(problem, row, everyone)[0][open_to] >= problem.policy.objective.floor
        reason = "better_elsewhere" if fit.any() else "below_floor"
    return Unmatched(problem.population.ids[person], reason, int(open_to.sum()), counts, change)
