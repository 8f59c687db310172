"""The people, or the rules, with one thing changed for one person: what remedies try, and the referee tries again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from pariter.problem import Policy, Problem, Ragged

TEACHER, FIRST = 3, 1  # the depth of an offer, the priority of a wish, that is tried


def changed(problem: Problem, person: int, code: str, params: Mapping[str, Any]) -> Problem:
    """The problem after one change: `one_more_hour`, `…_language`, `…_wish`, `…_offer`, or `without_rule`.

    Raises
    ------
    LookupError, TypeError, ValueError
        If there is no such change.
    """
    people = problem.population
    if code == "without_rule":
        return problem.with_policy(without(problem.policy, params["rule"]))
    if code == "one_more_hour":
        hours, hour = people.hours.copy(), range(168)[params["hour"]]
        hours[person, hour // 64] |= np.uint64(1 << hour % 64)
        return _with(problem, hours=hours)
    if code == "one_more_language":
        spoken = people.languages.copy()
        spoken[person] |= np.uint64(1 << people.tongues.index(params["language"]))
        return _with(problem, languages=spoken)
    side, mark = {"one_more_wish": ("seeks", FIRST), "one_more_offer": ("offers", TEACHER)}[code]
    skill = people.skills.index(params["skill"])
    return _with(problem, **{side: _longer(getattr(people, side), person, skill, mark)})


def without(policy: Policy, rule: str) -> Policy:
    """The policy with one rule off. Raises `KeyError` if it is not on."""
    rules = {**policy.rules}
    del rules[rule]
    return replace(policy, rules=rules)


def _longer(rows: Ragged, person: int, code: int, mark: int) -> Ragged:
    """The rows with one more entry."""
    start, end = int(rows.starts[person]), int(rows.starts[person + 1])
    place = start + int(np.searchsorted(rows.codes[start:end], code))
    starts = rows.starts.copy()
    starts[person + 1 :] += 1
    return Ragged(starts, np.insert(rows.codes, place, code), np.insert(rows.marks, place, mark))


def _with(problem: Problem, **columns: Any) -> Problem:
    return replace(problem, population=replace(problem.population, **columns), digests={})
