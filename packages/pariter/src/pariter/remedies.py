"""For somebody left out: the smallest change that would have given them a place, found by trying it.

A change counts if, with everybody else staying where they are, the person finds a place: a partner who is left out as
well, a pair to join as a trio, or somebody with room for one more. So what is promised holds; a wholly new run may do better still.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from pariter import scoring
from pariter.outcome import Places, Strip, best_place
from pariter.problem import Problem
from pariter.result import Change, Unmatched
from pariter.trials import changed, without

TRIED_FOR = 200  # people left out; beyond that the programme, not the person, needs a change
_TRIES = 5  # of the most promising hours, languages, skills
Trial = tuple[str, dict[str, Any]]


def unmatched(problem: Problem, places: Places) -> tuple[Unmatched, ...]:
    """Everybody without a place, and why; the change that would help is sought for the first `TRIED_FOR` of them."""
    tried = set(places.out[:TRIED_FOR])
    return tuple(
        scoring.unmatched(problem, person, smallest_change(problem, person, places) if person in tried else None)
        for person in places.out
    )


def smallest_change(problem: Problem, person: int, places: Places) -> Change | None:
    """The first change, in order of effort, that leads to a place: an hour, a language, a wish, an offer, a rule.

    `places` is where everybody is. `None` if no single change helps.
    """
    row, everyone = slice(person, person + 1), slice(0, len(problem.population))

    def found(trial: Problem) -> tuple[int, int] | None:
        mine = scoring.values(trial, row, everyone)[0]
        may = ~scoring.barred(trial, row, everyone)[0] & (mine >= problem.policy.objective.floor)
        partner = best_place(problem, Strip(mine, may), places, person)
        return None if partner is None else (partner, int(mine[partner]))

    return first_that_helps(problem, person, found)


def first_that_helps(
    problem: Problem, person: int, found: Callable[[Problem], tuple[int, int] | None]
) -> Change | None:
    """The first change after which `found(problem as it would be)` names a partner, and what the pair is worth."""
    for code, params in _trials(problem, person):
        partner = found(changed(problem, person, code, params))
        if partner is not None:
            return Change(code, params, problem.population.ids[partner[0]], partner[1])
    return None


def _trials(problem: Problem, person: int) -> Iterator[Trial]:
    yield from _hours(problem, person)
    yield from _languages(problem, person)
    yield from _skills(problem, person)
    for rule in problem.policy.rules:
        yield "without_rule", {"rule": rule}


def _barred_by_one(problem: Problem, person: int, rule: str) -> Sequence[int]:
    """Everyone whom this rule, and no other, keeps from the person."""
    if rule not in problem.policy.rules:
        return []
    row, everyone = slice(person, person + 1), slice(0, len(problem.population))
    free = ~scoring.barred(problem.with_policy(without(problem.policy, rule)), row, everyone)[0]
    return [int(one) for one in np.flatnonzero(free & scoring.visible_bars(problem, row, everyone)[0])]


def _hours(problem: Problem, person: int) -> Iterator[Trial]:
    hours = problem.population.hours
    wanted: Counter[int] = Counter()
    for other in _barred_by_one(problem, person, "shared_hour"):
        extra = [int(hours[other, part] & ~hours[person, part]) for part in range(3)]
        wanted.update(hour for hour in range(168) if extra[hour // 64] >> hour % 64 & 1)
    yield from (("one_more_hour", {"hour": hour}) for hour in _most(wanted))


def _languages(problem: Problem, person: int) -> Iterator[Trial]:
    people = problem.population
    wanted: Counter[int] = Counter()
    for other in _barred_by_one(problem, person, "common_language"):
        spoken = int(people.languages[other])
        wanted.update(bit for bit in range(len(people.tongues)) if spoken >> bit & 1)
    yield from (("one_more_language", {"language": people.tongues[bit]}) for bit in _most(wanted))


def _skills(problem: Problem, person: int) -> Iterator[Trial]:
    """Only a floor can keep two people apart for what they offer and seek."""
    if not problem.policy.objective.floor:
        return
    people = problem.population
    row, everyone = slice(person, person + 1), slice(0, len(people))
    open_to = np.flatnonzero(~scoring.barred(problem, row, everyone)[0])
    for code, mine, theirs in (
        ("one_more_wish", people.seeks, people.offers),
        ("one_more_offer", people.offers, people.seeks),
    ):
        has = mine.marks_of(person)
        wanted = Counter(skill for other in open_to for skill in theirs.marks_of(int(other)) if skill not in has)
        yield from ((code, {"skill": people.skills[skill]}) for skill in _most(wanted))


def _most(wanted: Counter[int]) -> list[int]:
    """What is wanted most, the smaller first of equals."""
    return [one for one, _ in sorted(wanted.items(), key=lambda item: (-item[1], item[0]))[:_TRIES]]
