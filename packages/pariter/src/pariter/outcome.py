"""From a matching to a result: leftovers find a place, whoever stays out is told why, everything is put on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pariter import scoring
from pariter.kernels.exact import heaviest
from pariter.problem import Flaw, Problem, ProblemError
from pariter.result import Group, Pair
from pariter.terms import Bars


@dataclass(frozen=True, slots=True)
class Places:
    """Where everybody went. Pairs of indices, smaller first; triads as `(host pair, third)`; `out` stays out."""

    locked: list[tuple[int, int]]
    pairs: list[tuple[int, int]]
    second: list[tuple[int, int]]
    triads: list[tuple[tuple[int, int], int]]
    out: list[int]


class Strip(NamedTuple):
    """One person against everybody: the values of their pairs, and which are allowed above the floor. Both (n,)."""

    values: npt.NDArray[np.int32]
    allowed: Bars


def refuse_barred_locks(problem: Problem) -> None:
    """Raise `ProblemError` for locked pairs that must not be, each with the rule."""
    ids, flaws = problem.population.ids, []
    for one, other in problem.locked.tolist():
        reason = scoring.barrier(problem, one, other)
        rule = reason.code if reason else None
        if rule is None and (problem.forbidden == (one, other)).all(axis=1).any():
            rule = "forbidden"
        if rule:
            cure = "Unlock the pair, or change the rule."
            flaws.append(Flaw("locked_but_barred", "locked", f"{ids[one]}, {ids[other]}", f"barred by {rule}", cure))
    if flaws:
        raise ProblemError(flaws)


def place_leftovers(
    problem: Problem, strips: Mapping[int, Strip], pairs: Sequence[tuple[int, int]], over: Sequence[int]
) -> Places:
    """Let whoever is left over join a pair, or a person with room for one more: most people first, then the best places.

    `strips` holds one for everybody in `over`. At most one person joins each pair, so that no pair turns into a
    crowd; a triad needs all three pairs to be allowed.
    """
    locked = [(int(one), int(other)) for one, other in problem.locked]
    hosts = [*pairs, *locked]
    places = Places(locked, [], [], [], [])
    joined: dict[int, int] = {}
    if over and hosts and problem.policy.leftovers == "triads":
        joined = _assigned(_offers(problem, strips, hosts, len(pairs), over), over)
    for number, host in enumerate(hosts):
        third, free = joined.get(number), number < len(pairs)
        if third is not None and free and _triad(problem, strips[third], host):
            places.triads.append((host, third))
            continue
        if free:
            places.pairs.append(host)
        if third is not None:
            friend = max(host, key=lambda one: _second(problem, strips[third], one))
            places.second.append((min(friend, third), max(friend, third)))
    places.out.extend(sorted(set(over) - set(joined.values())))
    return places


def _assigned(offers: npt.NDArray[np.int64], over: Sequence[int]) -> dict[int, int]:
    """Host to leftover: as many as can be, then the best. Each needs to look at no more hosts than there are leftovers."""
    best = np.argsort(-offers, axis=1, kind="stable")[:, : len(over)]
    columns = np.unique(best)
    size = len(over) + len(columns)
    worth = np.zeros((size, size), np.int64)
    chosen = offers[:, columns]
    worth[: len(over), len(over) :] = np.where(chosen >= 0, chosen + 1 + 20_000 * size, 0)
    worth += worth.T
    mates = heaviest(worth > 0, worth).mates
    return {int(columns[mates[row] - len(over)]): one for row, one in enumerate(over) if mates[row] >= 0}


def _second(problem: Problem, strip: Strip, one: int) -> int:
    """The value of the strip's person as the second partner of `one`; −1 if there is no room, or it is not allowed."""
    held = max(1, int((problem.locked == one).sum()))
    return int(strip.values[one]) if strip.allowed[one] and problem.population.max_partners[one] > held else -1


def _triad(problem: Problem, strip: Strip, host: tuple[int, int]) -> bool:
    """Whether a trio is possible, and better than a second partner for one of the two."""
    a, b = host
    if not (strip.allowed[a] and strip.allowed[b]):
        return False
    mean = (int(strip.values[a]) + int(strip.values[b])) // 2
    return mean > max(_second(problem, strip, one) for one in host)


def _offers(
    problem: Problem, strips: Mapping[int, Strip], hosts: list[tuple[int, int]], free: int, over: Sequence[int]
) -> npt.NDArray[np.int64]:
    """The value of each leftover joining each pair, −1 where that cannot be, (leftovers, hosts). `free` are not locked."""
    offers = np.full((len(over), len(hosts)), -1, np.int64)
    for row, third in enumerate(over):
        strip = strips[third]
        for column, (a, b) in enumerate(hosts):
            best = max(_second(problem, strip, one) for one in (a, b))
            if column < free and strip.allowed[a] and strip.allowed[b]:
                best = max(best, (int(strip.values[a]) + int(strip.values[b])) // 2)
            offers[row, column] = best
    return offers


def best_place(problem: Problem, strip: Strip, places: Places, person: int) -> int | None:
    """Whom somebody left out could join as things stand: the one worth most, the first of equals; `None` if nobody."""
    may = strip.allowed
    found = [other for other in places.out if other != person and may[other]]
    if problem.policy.leftovers == "triads":
        held = Counter(one for pair in (*places.locked, *places.pairs, *places.second) for one in pair)
        held.update(one for host, third in places.triads for one in (*host, third, *host, third))
        room = problem.population.max_partners
        found += [one for one, count in held.items() if may[one] and room[one] > count]
        busy = {one for pair in places.second for one in pair}
        found += [one for pair in places.pairs if may[list(pair)].all() and not busy & set(pair) for one in pair]
    return min(found, key=lambda other: (-int(strip.values[other]), other), default=None)


def recorded_pairs(problem: Problem, places: Places) -> tuple[Pair, ...]:
    """All pairs that are no part of a group, by their ids."""
    records = [scoring.pair(problem, a, b, locked=True) for a, b in places.locked]
    records += [scoring.pair(problem, a, b) for a, b in places.pairs]
    records += [scoring.pair(problem, a, b, second=True) for a, b in places.second]
    return tuple(sorted(records, key=lambda pair: (pair.a, pair.b)))


def recorded_triads(problem: Problem, places: Places) -> tuple[Group, ...]:
    """The trios, by their ids."""
    return tuple(
        sorted((scoring.triad(problem, host, third) for host, third in places.triads), key=lambda one: one.members)
    )
