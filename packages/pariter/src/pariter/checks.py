"""The referee: adds a result up again, from the people and the policy. It knows no solver, and needs numpy alone.

It recomputes every record, counts places, and tests all pairs that are allowed against the proof, in blocks: O(n²).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pariter import scoring
from pariter.bounds import around, nest, pairs_at_most, value_at_most
from pariter.problem import Problem
from pariter.result import Pair, Proof, Result
from pariter.terms import Bars, Block


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a result that is not so. Codes are stable; `params` say where."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def check(problem: Problem, result: Result) -> list[Finding]:
    """Everything in `result` that does not follow from `problem`. Empty: the result is accepted.

    Codes: `other_problem`, `other_policy`, `unknown_person`, `not_allowed`, `altered_pair`, `altered_group`, `too_many_places`,
    `missing_lock`, `altered_unmatched`, `altered_totals`, `head_count`, `worst_pair`, `prices`.
    """
    found = list(_identity(problem, result))
    if not found:
        found += _records(problem, result)
    if not found:
        found += [*_unmatched(problem, result), *_proof(problem, result)]
    return found


def _identity(problem: Problem, result: Result) -> Iterator[Finding]:
    """Whether the result speaks of this problem at all, and of people who exist."""
    people, proof = problem.population, result.proof
    rows = [proof.head_count, proof.prices] + ([proof.worst_cover] if proof.worst_cover else [])
    if result.problem_digest != problem.digest() or {result.people, *map(len, rows)} != {len(people)}:
        yield Finding("other_problem")
    if result.policy_digest != problem.policy.digest() or result.policy != problem.policy.to_mapping():
        yield Finding("other_policy")
    named = [one for pair in _all_pairs(result) for one in (pair.a, pair.b)] + [one.person for one in result.unmatched]
    named += [one for group in result.groups for one in (*group.members, *(group.host or ()))]
    yield from (Finding("unknown_person", {"person": one}) for one in sorted(set(named) - set(people.index)))


def _all_pairs(result: Result) -> list[Pair]:
    return [*result.pairs, *(pair for group in result.groups for pair in group.pairs)]


def _records(problem: Problem, result: Result) -> Iterator[Finding]:
    """Every pair and group, scored again; rules, locks and room."""
    index = problem.population.index
    locked = {tuple(pair) for pair in problem.locked.tolist()}
    for pair in _all_pairs(result):
        a, b = index[pair.a], index[pair.b]
        lock = (a, b) in locked
        here = (slice(a, a + 1), slice(b, b + 1))
        if scoring.barred(problem, *here)[0, 0] or (pair.value < problem.policy.objective.floor and not lock):
            yield Finding("not_allowed", {"a": pair.a, "b": pair.b})
        if a >= b or pair.locked != lock or pair != scoring.pair(problem, a, b, locked=lock, second=pair.second):
            yield Finding("altered_pair", {"a": pair.a, "b": pair.b})
    for group in result.groups:
        a, b, c = (index[one] for one in group.members)
        if group.host not in {(pair.a, pair.b) for pair in group.pairs}:
            yield Finding("altered_group", {"members": list(group.members)})
            continue
        host = (index[group.host[0]], index[group.host[1]])
        third = sum((a, b, c)) - sum(host)
        if group != scoring.triad(problem, host, third):
            yield Finding("altered_group", {"members": list(group.members)})
    held = {(index[pair.a], index[pair.b]) for pair in result.pairs if pair.locked}
    yield from (Finding("missing_lock", {"pair": list(pair)}) for pair in sorted(locked - held))
    yield from _room(problem, result)


def _room(problem: Problem, result: Result) -> Iterator[Finding]:
    """Nobody has more places than they offered; nobody is in two pairs of the proof; nobody is forgotten."""
    index, room = problem.population.index, problem.population.max_partners
    places = Counter(one for pair in result.pairs for one in (pair.a, pair.b))
    first = Counter(one for pair in result.pairs if not (pair.second or pair.locked) for one in (pair.a, pair.b))
    for group in result.groups:
        places.update(group.members)
        first.update(group.host or ())
    for one, count in sorted(places.items()):
        if count > room[index[one]] or first[one] > 1:
            yield Finding("too_many_places", {"person": one})
    if sorted(set(index) - set(places)) != [one.person for one in result.unmatched]:
        yield Finding("altered_unmatched", {"person": ""})


def _unmatched(problem: Problem, result: Result) -> Iterator[Finding]:
    for one in result.unmatched:
        if one != scoring.unmatched(problem, problem.population.index[one.person], one.change):
            yield Finding("altered_unmatched", {"person": one.person})


def _proof(problem: Problem, result: Result) -> Iterator[Finding]:
    """The head count, the weakest pair and the prices, against every pair that is allowed."""
    index, proof, objective = problem.population.index, result.proof, problem.policy.objective
    chosen = [(index[p.a], index[p.b]) for p in result.pairs if not (p.second or p.locked)]
    chosen += [(index[group.host[0]], index[group.host[1]]) for group in result.groups if group.host]
    records = {(pair.a, pair.b): pair.value for pair in _all_pairs(result)}
    ids = problem.population.ids
    got = [records[ids[a], ids[b]] for a, b in chosen]
    total = int(scoring.worth(problem.policy, np.array(got, np.int64)).sum())
    weakest, ordered = min(got, default=0), bool(proof.worst_cover)
    most = pairs_at_most(proof.head_count)
    if proof.pairs_bound != most or len(got) > most:
        yield Finding("head_count", {"pairs": len(got), "bound": most})
    if ordered and pairs_at_most(proof.worst_cover) >= len(got):
        yield Finding("worst_pair", {"worst": weakest})
    bound = value_at_most(proof.prices, proof.chairs, proof.odd_sets)
    steps = {"head_count": (len(got), most), "total": (total, bound // 2)} | (
        {"worst_pair": (weakest,) * 2} if ordered else {}
    )
    stated = {step.name: (step.reached, step.bound) for step in result.steps}
    if (result.value, result.bound, proof.bound_halves, stated) != (total, bound // 2, bound, steps):
        yield Finding("altered_totals")
    if not _nested(proof):
        yield Finding("prices", {"odd_sets": len(proof.odd_sets)})
        return
    at_least = weakest if ordered else 0
    seated = np.zeros(len(ids), bool)
    for rows in scoring.spans(len(ids)):
        pool, values = _pool(problem, rows)
        used = pool & (values >= at_least)
        seated[rows] = used.any(axis=1)
        if _bridges(proof.head_count, rows, pool) or (
            ordered and _bridges(proof.worst_cover, rows, pool & (values > weakest))
        ):
            yield Finding("head_count", {"rows": [rows.start, rows.stop]})
        if not _covered(proof, rows, used, 2 * scoring.worth(problem.policy, values)):
            yield Finding("prices", {"rows": [rows.start, rows.stop]})
    chairs = int(seated.sum()) - 2 * len(got) if objective.most_people else 0
    if len(proof.chairs) != chairs or not _sound(proof, seated, signed=objective.most_people):
        yield Finding("prices", {"chairs": chairs})


def _pool(problem: Problem, rows: slice) -> tuple[Bars, Block]:
    """Who may be paired with whom in the matching that the proof speaks of, and all values."""
    everyone = slice(0, len(problem.population))
    values = scoring.values(problem, rows, everyone)
    free = np.ones(everyone.stop, bool)
    free[problem.locked.ravel()] = False
    allowed = ~scoring.barred(problem, rows, everyone) & free[rows, None] & free[None, :]
    return allowed & (values >= problem.policy.objective.floor), values


def _bridges(labels: Sequence[int], rows: slice, pairs: Bars) -> bool:
    """Whether a pair runs between two islands without touching a hub."""
    mark = np.array(labels, np.int64)
    mine, yours = mark[rows, None], mark[None, :]
    return bool((pairs & (mine >= 0) & (yours >= 0) & (mine != yours)).any())


def _covered(proof: Proof, rows: slice, used: Bars, asked: npt.NDArray[np.int64]) -> bool:
    """Whether the prices of every pair in use, with the odd sets around it, come to what is asked."""
    prices = np.array(proof.prices, np.int64)
    missing = asked - prices[rows, None] - prices[None, :]
    one, other = np.nonzero(used & (missing > 0))
    short = missing[one, other]
    return not bool((short > around(nest(len(prices), proof.odd_sets), one + rows.start, other)).any())


def _sound(proof: Proof, seated: Bars, *, signed: bool) -> bool:
    """Whether whoever needs no seat costs nothing, and chairs are covered too."""
    prices, size = np.array(proof.prices, np.int64), len(proof.prices)
    if prices[~seated].any() or (not signed and (prices < 0).any()):
        return False
    for place, price in enumerate(proof.chairs, size):
        asked = prices + price
        for one in proof.odd_sets:
            if place in one.members:
                asked[[member for member in one.members if member < size]] += one.price
        if (asked[seated] < 0).any():
            return False
    return True


def _nested(proof: Proof) -> bool:
    """Whether odd sets are odd, cost something, and lie inside each other or apart: each made of whole smaller ones."""
    outer = np.full(len(proof.prices) + len(proof.chairs), -1)
    sizes: list[int] = []
    for number, one in enumerate(sorted(proof.odd_sets, key=lambda odd: len(odd.members))):
        members = np.unique(np.array(one.members, np.int64))
        if len(members) != len(one.members) or len(members) % 2 == 0 or one.price < 0:
            return False
        if members[0] < 0 or members[-1] >= len(outer):
            return False
        inner, counts = np.unique(outer[members], return_counts=True)
        if any(sizes[place] != count for place, count in zip(inner, counts, strict=True) if place >= 0):
            return False
        outer[members] = number
        sizes.append(len(members))
    return True
