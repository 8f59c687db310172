"""For somebody left out: the smallest change that would have given them a place, found by trying it.

A change counts if, with everybody else staying where they are, the person finds a place: a partner who is left out as
well, a pair to join as a trio, or somebody with room for one more. So what is promised holds; a wholly new run may do better still.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pariter import scoring
from pariter.outcome import Places, Strip, best_place
from pariter.problem import Policy, Population, Problem, Ragged
from pariter.result import Change, Unmatched

TRIED_FOR = 200  # people left out; beyond that the programme, not the person, needs a change
_TRIES = 5  # of the most promising hours, languages, skills
_TEACHER, _FIRST = 3, 1  # the depth of an offer, the priority of a wish, that is tried


@dataclass(frozen=True, slots=True)
class _Trial:
    """A change, and the problem as it would be for this person."""

    code: str
    params: dict[str, Any]
    problem: Problem


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
    size = len(problem.population)
    row, everyone = slice(person, person + 1), slice(0, size)
    for trial in _trials(problem, person):
        mine = scoring.values(trial.problem, row, everyone)[0]
        may = ~scoring.barred(trial.problem, row, everyone)[0] & (mine >= problem.policy.objective.floor)
        found = best_place(problem, Strip(mine, may), places, person)
        if found is not None:
            return Change(trial.code, trial.params, problem.population.ids[found], int(mine[found]))
    return None


def _trials(problem: Problem, person: int) -> Iterator[_Trial]:
    yield from _hours(problem, person)
    yield from _languages(problem, person)
    yield from _skills(problem, person)
    for rule in problem.policy.rules:
        yield _Trial("without_rule", {"rule": rule}, problem.with_policy(_without(problem.policy, rule)))


def _without(policy: Policy, rule: str) -> Policy:
    return replace(policy, rules={name: params for name, params in policy.rules.items() if name != rule})


def _barred_by_one(problem: Problem, person: int, rule: str) -> Sequence[int]:
    """Everyone whom this rule, and no other, keeps from the person."""
    if rule not in problem.policy.rules:
        return []
    row, everyone = slice(person, person + 1), slice(0, len(problem.population))
    free = ~scoring.barred(problem.with_policy(_without(problem.policy, rule)), row, everyone)[0]
    return [int(one) for one in np.flatnonzero(free & scoring.visible_bars(problem, row, everyone)[0])]


def _hours(problem: Problem, person: int) -> Iterator[_Trial]:
    hours = problem.population.hours
    wanted: Counter[int] = Counter()
    for other in _barred_by_one(problem, person, "shared_hour"):
        extra = [int(hours[other, part] & ~hours[person, part]) for part in range(3)]
        wanted.update(hour for hour in range(168) if extra[hour // 64] >> hour % 64 & 1)
    for hour, _ in sorted(wanted.items(), key=lambda item: (-item[1], item[0]))[:_TRIES]:
        changed = hours.copy()
        changed[person, hour // 64] |= np.uint64(1 << hour % 64)
        yield _Trial("one_more_hour", {"hour": hour}, _with(problem, hours=changed))


def _languages(problem: Problem, person: int) -> Iterator[_Trial]:
    people = problem.population
    wanted: Counter[int] = Counter()
    for other in _barred_by_one(problem, person, "common_language"):
        spoken = int(people.languages[other])
        wanted.update(bit for bit in range(len(people.tongues)) if spoken >> bit & 1)
    for bit, _ in sorted(wanted.items(), key=lambda item: (-item[1], item[0]))[:_TRIES]:
        changed = people.languages.copy()
        changed[person] |= np.uint64(1 << bit)
        yield _Trial("one_more_language", {"language": people.tongues[bit]}, _with(problem, languages=changed))


def _skills(problem: Problem, person: int) -> Iterator[_Trial]:
    """Only a floor can keep two people apart for what they offer and seek."""
    if not problem.policy.objective.floor:
        return
    people = problem.population
    row, everyone = slice(person, person + 1), slice(0, len(people))
    open_to = np.flatnonzero(~scoring.barred(problem, row, everyone)[0])
    for code, mine, theirs, mark in (
        ("one_more_wish", "seeks", people.offers, _FIRST),
        ("one_more_offer", "offers", people.seeks, _TEACHER),
    ):
        held: Ragged = getattr(people, mine)
        has = held.marks_of(person)
        wanted = Counter(skill for other in open_to for skill in theirs.marks_of(int(other)) if skill not in has)
        for skill, _ in sorted(wanted.items(), key=lambda item: (-item[1], item[0]))[:_TRIES]:
            changed = {mine: _longer(held, person, skill, mark)}
            yield _Trial(code, {"skill": people.skills[skill]}, _with(problem, **changed))


def _longer(rows: Ragged, person: int, code: int, mark: int) -> Ragged:
    """The rows with one more entry."""
    start, end = int(rows.starts[person]), int(rows.starts[person + 1])
    place = start + int(np.searchsorted(rows.codes[start:end], code))
    starts = rows.starts.copy()
    starts[person + 1 :] += 1
    return Ragged(starts, np.insert(rows.codes, place, code), np.insert(rows.marks, place, mark))


def _with(problem: Problem, **columns: Any) -> Problem:
    people: Population = replace(problem.population, **columns)
    return replace(problem, population=people, digests={})
