"""A whole problem: the people, the policy, and what is already settled between some of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pariter.problem.errors import Flaw, ProblemError, nearest
from pariter.problem.person import Person
from pariter.problem.policy import Policy
from pariter.problem.population import Population

Pairs = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedList:
    """People who may not be paired with each other; or, with `others`, not with those."""

    name: str
    people: frozenset[str]
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """What a solver is given. Frozen. Made by `Problem.of`.

    `forbidden` and `locked` are (count, 2) arrays of indices, the smaller first, sorted; `past` is (count, 3), with
    the age in months in its last column. `closed` holds, for each closed list, its name and its two sides as indices.
    """

    population: Population
    policy: Policy
    forbidden: Pairs
    past: Pairs
    locked: Pairs
    closed: tuple[tuple[str, Pairs, Pairs], ...] = ()
    digests: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        *,
        people: Iterable[Person] | Population,
        policy: Policy | None = None,
        forbidden: Iterable[tuple[str, str]] = (),
        past: Iterable[tuple[str, str, int]] = (),
        locked: Iterable[tuple[str, str]] = (),
        closed_lists: Iterable[ClosedList] = (),
    ) -> Problem:
        """Put a problem together from plain values.

        Parameters
        ----------
        people
            Persons, or a `Population` made before.
        policy
            `Policy.peer()` if left out.
        forbidden
            Pairs of ids that must not be, for no stated reason; unordered. Ids that do not take part are passed over.
        past
            `(a, b, months)`: pairs that have been, and how many months ago they ended.
        locked
            Pairs that must be. A locked pair that a rule forbids is refused by the solver, which names the rule.
        closed_lists
            See `ClosedList`.

        Raises
        ------
        ProblemError
            If a pair joins somebody to themselves, a locked person is unknown or locked twice beyond their room,
            or the people cannot be used.

        Examples
        --------
        >>> problem = Problem.of(people=[Person(id="ann"), Person(id="bo")], policy=Policy(rules={}))
        >>> len(problem.population)
        2
        """
        population = people if isinstance(people, Population) else Population.of(people)
        index = population.index
        locked = list(locked)
        flaws = [*_flaws_of_locks(locked, population), *_selfish("forbidden", forbidden := list(forbidden))]
        if flaws:
            raise ProblemError(flaws)
        ages: dict[tuple[int, int], int] = {}
        for one, other, months in past:
            if one in index and other in index and one != other:
                pair = _ordered(index[one], index[other])
                ages[pair] = min(months, ages.get(pair, months))
        return cls(
            population=population,
            policy=policy if policy is not None else Policy.peer(),
            forbidden=_pairs(forbidden, index),
            past=np.array([[a, b, months] for (a, b), months in sorted(ages.items())], np.int32).reshape(-1, 3),
            locked=_pairs(locked, index),
            closed=tuple(
                (one.name, _members(one.people, index), _members(one.others or one.people, index))
                for one in sorted(closed_lists, key=lambda one: one.name)
            ),
        )

    @cached_property
    def met(self) -> dict[tuple[int, int], int]:
        """Months since two people were a pair, by their indices, the smaller first."""
        return {(one, other): months for one, other, months in self.past.tolist()}

    def digest(self) -> str:
        """SHA-256 of everything but the policy."""
        if "problem" not in self.digests:
            seen = hashlib.sha256(self.population.digest().encode())
            for part in (self.forbidden, self.past, self.locked):
                seen.update(part.tobytes() + b"|")
            for name, people, others in self.closed:
                seen.update(name.encode() + people.tobytes() + b"|" + others.tobytes() + b"|")
            self.digests["problem"] = seen.hexdigest()
        return self.digests["problem"]

    def with_policy(self, policy: Policy) -> Problem:
        """The same people under another policy."""
        return Problem(
            population=self.population, policy=policy, forbidden=self.forbidden, past=self.past, locked=self.locked,
            closed=self.closed,
        )  # fmt: skip


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _pairs(pairs: Iterable[tuple[str, str]], index: Mapping[str, int]) -> Pairs:
    known = {_ordered(index[one], index[other]) for one, other in pairs if one in index and other in index}
    return np.array(sorted(known), np.int32).reshape(-1, 2)


def _members(people: Iterable[str], index: Mapping[str, int]) -> Pairs:
    return np.array(sorted(index[one] for one in people if one in index), np.int32)


def _selfish(where: str, pairs: Iterable[tuple[str, str]]) -> list[Flaw]:
    return [
        Flaw("pair_of_one", where, one, "somebody is paired with themselves", "Name two different people.")
        for one, other in pairs
        if one == other
    ]


def _flaws_of_locks(locked: list[tuple[str, str]], population: Population) -> list[Flaw]:
    flaws = _selfish("locked", locked)
    places: dict[str, int] = {}
    for pair in {tuple(sorted(pair)) for pair in locked}:
        for one in pair:
            if one not in population.index:
                flaws.append(Flaw("unknown_person", "locked", one, "nobody has this id", nearest(one, population.ids)))
                continue
            places[one] = places.get(one, 0) + 1
            if places[one] > population.max_partners[population.index[one]]:
                cure = "Unlock one of the pairs, or give this person room for more partners."
                flaws.append(Flaw("locked_twice", "locked", one, "locked in more pairs than there is room for", cure))
    return flaws
