"""Pairs with a direction: one seeks, the other gives. Who plays which part, what such a pair is worth, and its record.

Used by directed programmes and by rings. Rules bar a pair in both directions; only the value depends on who seeks.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pariter import rules, scoring
from pariter.problem import Policy, Problem
from pariter.result import Change, Pair, Unmatched
from pariter.terms import Bars, Block

Int64 = npt.NDArray[np.int64]
_BOTH, _GIVES, _SEEKS = 0, 1, 2


class Parts(NamedTuple):
    """Who seeks, who gives, and how many seekers a giver has room for besides those who are settled, (n,) each."""

    seeks: Bars
    gives: Bars
    room: Int64


def parts(problem: Problem) -> Parts:
    """The parts people play. Locked seekers are settled; locked givers have fewer places left.

    In a directed programme `max_partners` is the room of a giver; everybody seeks one. In rings everybody does both, once.
    """
    people, size = problem.population, len(problem.population)
    if problem.policy.kind == "rings":
        return Parts(np.ones(size, bool), np.ones(size, bool), np.ones(size, np.int64))
    seeks, gives = people.role != _GIVES, people.role != _SEEKS
    room = np.where(gives, people.max_partners, 0).astype(np.int64)
    for seeker, giver in locked(problem):
        seeks[seeker] = False
        room[giver] -= 1
    return Parts(seeks, gives & (room > 0), np.maximum(room, 0))


def locked(problem: Problem) -> list[tuple[int, int]]:
    """Locked pairs as (seeker, giver). Where both may play both parts, the direction that is worth more; then the first seeks."""
    role, found = problem.population.role, []
    for one, other in problem.locked.tolist():
        ways = [(s, g) for s, g in ((one, other), (other, one)) if role[s] != _GIVES and role[g] != _SEEKS]
        ways = ways or [(one, other)]
        found.append(max(ways, key=lambda way: (value_of(problem, *way), way[0] < way[1])))
    return found


def value(policy: Policy, seeker_gets: Block, giver_gets: Block) -> Block:
    """The value of directed pairs, from what the seeker gets and what the giver gets out of it."""
    share = np.int32(policy.objective.seeker_share)
    return np.asarray((share * seeker_gets + (100 - share) * giver_gets) // 100, np.int32)


def values(problem: Problem, seekers: slice, givers: slice) -> Block:
    """The values of all pairs of a block, seekers in rows, whether allowed or not."""
    mine = scoring.gets(problem, seekers, givers)
    if problem.policy.objective.seeker_share == 100:
        return mine
    return value(problem.policy, mine, scoring.gets(problem, givers, seekers).T)


def value_of(problem: Problem, seeker: int, giver: int) -> int:
    """The value of one pair."""
    share = problem.policy.objective.seeker_share
    mine, yours = (scoring.direction(problem, *way).score for way in ((seeker, giver), (giver, seeker)))
    return (share * mine + (100 - share) * yours) // 100


def allowed(problem: Problem, seekers: slice, givers: slice, worths: Block, play: Parts) -> Bars:
    """Which pairs of a block may be: no rule, no forbidden pair, above the floor, each in their part."""
    may = ~scoring.barred(problem, seekers, givers) & (worths >= problem.policy.objective.floor)
    return np.asarray(may & play.seeks[seekers, None] & play.gives[None, givers], bool)


def market(problem: Problem, play: Parts) -> tuple[Block, Bars]:
    """Values and which are allowed for all pairs, seekers in rows: (n, n). For pools that fit."""
    size = len(problem.population)
    everyone = slice(0, size)
    worths, may = np.zeros((size, size), np.int32), np.zeros((size, size), bool)
    for rows in scoring.spans(size):
        worths[rows] = values(problem, rows, everyone)
        may[rows] = allowed(problem, rows, everyone, worths[rows], play)
    return worths, may


def pair(problem: Problem, seeker: int, giver: int, *, lock: bool = False) -> Pair:
    """The record of a directed pair: `a` seeks, `b` gives."""
    a_gets, b_gets = scoring.direction(problem, seeker, giver), scoring.direction(problem, giver, seeker)
    share = problem.policy.objective.seeker_share
    worth = (share * a_gets.score + (100 - share) * b_gets.score) // 100
    ids = problem.population.ids
    return Pair(ids[seeker], ids[giver], worth, a_gets, b_gets, scoring.reasons(problem, seeker, giver), locked=lock)


def unmatched(problem: Problem, person: int, play: Parts, change: Change | None = None) -> Unmatched:
    """Why somebody stays out: as `scoring.unmatched`, counted among those who play the other part."""
    size = len(problem.population)
    row, everyone = slice(person, person + 1), slice(0, size)
    others = np.zeros(size, bool)
    others |= play.gives if play.seeks[person] else False
    others |= play.seeks if play.gives[person] else False
    others[person] = False
    alone, counts = not others.any(), {}
    for name, params in problem.policy.rules.items():
        fails = rules.ALL[name].block(problem, row, everyone, params)[0] & others
        if fails.any():
            counts[name] = int(fails.sum())
        others &= ~fails
    reason = "alone" if alone else "rules"
    if others.any():
        reason = "better_elsewhere" if (best(problem, person, play)[others] >= _floor(problem)).any() else "below_floor"
    return Unmatched(problem.population.ids[person], reason, int(others.sum()), counts, change)


def best(problem: Problem, person: int, play: Parts) -> npt.NDArray[np.int32]:
    """The value of each pair with a person in the better of the parts both can play; −1 where there is none, (n,)."""
    row, everyone = slice(person, person + 1), slice(0, len(problem.population))
    found = np.full(everyone.stop, -1, np.int32)
    if play.seeks[person]:
        found = np.where(play.gives, np.maximum(found, values(problem, row, everyone)[0]), found)
    if play.gives[person]:
        found = np.where(play.seeks, np.maximum(found, values(problem, everyone, row)[:, 0]), found)
    return found


def open_place(problem: Problem, person: int, play: Parts, left: Int64, waiting: Bars) -> tuple[int, int] | None:
    """The best pair for a person with somebody who still has room, or who still seeks; with its value. `None` if nobody."""
    row, everyone = slice(person, person + 1), slice(0, len(problem.population))
    worths = np.full(everyone.stop, -1, np.int64)
    if play.seeks[person]:
        worths = np.where(play.gives & (left > 0), np.maximum(worths, values(problem, row, everyone)[0]), worths)
    if play.gives[person]:
        worths = np.where(waiting, np.maximum(worths, values(problem, everyone, row)[:, 0]), worths)
    worths[scoring.barred(problem, row, everyone)[0] | (worths < _floor(problem))] = -1
    partner = int(worths.argmax())
    return (partner, int(worths[partner])) if worths[partner] >= 0 else None


def _floor(problem: Problem) -> int:
    return problem.policy.objective.floor
