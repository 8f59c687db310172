"""The referee: adds a result up again, from the people and the policy. It knows no solver, and needs numpy alone.

It recomputes every record and counts places; `pariter.referee` holds what proves each kind, tested against all pairs in blocks.
O(n²) time, 0.3 microseconds a pair (fifteen seconds for 10,000 people, half an hour for 100,000), and O(n) memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pariter import referee, scoring
from pariter.problem import Problem
from pariter.result import Change, Pair, Result
from pariter.trials import changed


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a result that is not so. Codes are stable; `params` say where."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def check(problem: Problem, result: Result, *, sample: int | None = None, seed: int = 0) -> list[Finding]:
    """Everything in `result` that does not follow from `problem`. Empty: the result is accepted.

    With `sample`, every record and sum is tested, but the prices and labels only on all pairs of about so many people, drawn by
    `seed`: quick for a hundred thousand, and no proof. What no referee can know is told, not proven: `engine`, `notes`, a step's `cost`.

    Codes: `other_problem`, `other_policy`, `unknown_person`, `not_allowed`, `altered_pair`, `altered_group`, `too_many_places`,
    `missing_lock`, `altered_unmatched`, `altered_change`, `altered_totals`, `head_count`, `worst_pair`, `prices`, `misshapen`.
    """
    try:
        found = list(_identity(problem, result))
        if not found and result.kind == "pairs":
            for part in (_records, _room, _unmatched):
                found += [] if found else part(problem, result)
        return found or [Finding(*one) for one in referee.KINDS[result.kind](problem, result, sample, seed)]
    except (LookupError, TypeError, ValueError, OverflowError, AttributeError) as error:  # a forgery of another shape
        return [Finding("misshapen", {"why": str(error)})]


def _pairs(result: Result) -> list[Pair]:
    return [*result.pairs, *(pair for group in result.groups for pair in group.pairs)]


def _identity(problem: Problem, result: Result) -> Iterator[Finding]:
    """Whether the result speaks of this problem at all, and of people who exist."""
    if (result.problem_digest, result.people) != (problem.digest(), len(problem.population)):
        yield Finding("other_problem")
    policy = problem.policy
    if (result.policy_digest, result.policy, result.kind) != (policy.digest(), policy.to_mapping(), policy.kind):
        yield Finding("other_policy")
    named = {one for pair in _pairs(result) for one in (pair.a, pair.b)} | {one.person for one in result.unmatched}
    named.update(one for group in result.groups for one in (*group.members, *(group.host or ())))
    yield from (Finding("unknown_person", {"person": one}) for one in sorted(named - set(problem.population.index)))


def _records(problem: Problem, result: Result) -> Iterator[Finding]:
    """Every pair and group, scored again; rules and locks."""
    index, locked = problem.population.index, {tuple(pair) for pair in problem.locked.tolist()}
    for pair in _pairs(result):
        a, b = index[pair.a], index[pair.b]
        lock, here = (a, b) in locked, (slice(a, a + 1), slice(b, b + 1))
        if scoring.barred(problem, *here)[0, 0] or (pair.value < problem.policy.objective.floor and not lock):
            yield Finding("not_allowed", {"a": pair.a, "b": pair.b})
        if a >= b or pair != scoring.pair(problem, a, b, locked=lock, second=pair.second):
            yield Finding("altered_pair", {"a": pair.a, "b": pair.b})
    for group in result.groups:
        three, host = [index[one] for one in group.members], [index[one] for one in group.host or ()]
        third = sum(three) - sum(host)
        if len(host) != 2 or {*host, third} != {*three} or group != scoring.triad(problem, (host[0], host[1]), third):
            yield Finding("altered_group", {"members": list(group.members)})
    held = Counter((index[pair.a], index[pair.b]) for pair in result.pairs if pair.locked)
    yield from (Finding("missing_lock", {"pair": list(pair)}) for pair in sorted(locked) if held[pair] != 1)


def _room(problem: Problem, result: Result) -> Iterator[Finding]:
    """Nobody has more places than they offered; nobody is in two pairs of the proof; nobody is forgotten."""
    index, room = problem.population.index, problem.population.max_partners
    places = Counter(one for pair in result.pairs for one in (pair.a, pair.b))
    first = Counter(one for pair in result.pairs if not (pair.second or pair.locked) for one in (pair.a, pair.b))
    for group in result.groups:
        places.update(group.members)
        first.update(group.host or ())
    met = Counter((pair.a, pair.b) for pair in _pairs(result))
    for one, count in sorted(places.items()):
        if count > room[index[one]] or first[one] > 1:
            yield Finding("too_many_places", {"person": one})
    yield from (Finding("altered_pair", {"a": a, "b": b}) for (a, b), count in sorted(met.items()) if count > 1)
    if sorted(set(index) - set(places)) != [one.person for one in result.unmatched]:
        yield Finding("altered_unmatched", {"person": ""})


def _unmatched(problem: Problem, result: Result) -> Iterator[Finding]:
    for one in result.unmatched:
        person = problem.population.index[one.person]
        if one != scoring.unmatched(problem, person, one.change):
            yield Finding("altered_unmatched", {"person": one.person})
        elif one.change and not _would_help(problem, person, one.change):
            yield Finding("altered_change", {"person": one.person})


def _would_help(problem: Problem, person: int, change: Change) -> bool:
    """Whether the pair that a change promises could then be, and would be worth what is promised."""
    try:
        other = problem.population.index[change.partner]
        trial = changed(problem, person, change.code, change.params)
    except (LookupError, TypeError, ValueError):
        return False
    here = (slice(person, person + 1), slice(other, other + 1))
    value = int(scoring.values(trial, *here)[0, 0])
    return value == change.value >= problem.policy.objective.floor and not scoring.barred(trial, *here)[0, 0]
