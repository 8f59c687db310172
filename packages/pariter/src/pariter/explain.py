"""Questions about a result: why not these two, and what a rule costs. Codes and figures; the words are the application's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from pariter import scoring
from pariter.problem import RULES, Flaw, Problem, ProblemError, nearest
from pariter.result import Pair, Result
from pariter.solvers import Solver


@dataclass(frozen=True, slots=True)
class Answer:
    """Why two people are not a pair.

    `code`: `"paired"` (they are), `"rule"` (`params` name the first rule that bars them), `"below_floor"`, or
    `"elsewhere_or_private"`: better pairs elsewhere, or a wish that stays private. Every pair that no visible rule bars
    gets this same answer with a true score, whether or not it is forbidden. `price`: what the programme would lose at
    least, in ten-thousandths, worked out as if nothing private stood there; `None` if a rule bars the pair, or if
    the prices do not speak of it (somebody locked, or a pair weaker than the weakest that was settled on).
    """

    code: str
    params: Mapping[str, Any]
    pair: Pair
    price: int | None
    a_has: tuple[str, ...]
    b_has: tuple[str, ...]

    def to_mapping(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def why_not(problem: Problem, result: Result, a: str, b: str) -> Answer:
    """Why `a` and `b` are not a pair.

    Raises
    ------
    ProblemError
        If nobody has one of the ids, or both are the same.
    """
    index = problem.population.index
    flaws = [
        Flaw("unknown_person", "id", one, "nobody has this id", nearest(one, index))
        for one in (a, b)
        if one not in index
    ]
    if a == b:
        flaws.append(Flaw("pair_of_one", "id", a, "somebody is paired with themselves", "Name two different people."))
    if flaws:
        raise ProblemError(flaws)
    one, other = sorted((index[a], index[b]))
    pair, partners = scoring.pair(problem, one, other), result.partners()
    has = {"a_has": partners.get(a, ()), "b_has": partners.get(b, ())}
    rule = scoring.barrier(problem, one, other)
    if b in has["a_has"]:
        return Answer("paired", {}, pair, 0, **has)
    if rule:
        return Answer("rule", {"rule": rule.code, **rule.params}, pair, None, **has)
    if pair.value < problem.policy.objective.floor:
        return Answer("below_floor", {"floor": problem.policy.objective.floor}, pair, None, **has)
    return Answer("elsewhere_or_private", {}, pair, _price(problem, result, one, other, pair.value), **has)


def _price(problem: Problem, result: Result, one: int, other: int, value: int) -> int | None:
    """`(u_a + u_b + odd sets − w)`, from halves: what the total must lose, at least, for this pair."""
    weakest = next((step.reached for step in result.steps if step.name == "worst_pair"), 0)
    if value < weakest or {one, other} & set(problem.locked.ravel().tolist()):
        return None
    proof = result.proof
    around = sum(odd.price for odd in proof.odd_sets if one in odd.members and other in odd.members)
    slack = proof.prices[one] + proof.prices[other] + around - 2 * int(scoring.worth(problem.policy, np.array(value)))
    return max(0, (slack + 1) // 2)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one run, for comparing."""

    pairs: int
    placed: int
    mean: int
    worst: int
    value: int
    bound: int

    @classmethod
    def of(cls, result: Result) -> Figures:
        """The figures of a result."""
        return cls(len(result.pairs), result.placed, result.mean, result.worst, result.value, result.bound)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a rule costs: the run with it, and the run without."""

    rule: str
    with_rule: Figures
    without_rule: Figures
    changes: Mapping[str, int] = field(default_factory=dict)


def price_of(problem: Problem, rule: str, *, result: Result | None = None) -> Comparison:
    """The run with a rule and without it, side by side. A rule that is off is tried on, with its defaults.

    Parameters
    ----------
    result
        The run under the policy as it stands, if it is at hand; it is made otherwise.

    Raises
    ------
    ProblemError
        If there is no such rule.
    """
    if rule not in RULES:
        raise ProblemError([Flaw("unknown_name", "rule", rule, "no such rule", nearest(rule, RULES))])
    policy = problem.policy
    turned = {name: params for name, params in policy.rules.items() if name != rule}
    if rule not in policy.rules:
        turned = {**policy.rules, rule: {}}
    here = result or Solver().solve(problem)
    there = Solver().solve(problem.with_policy(replace(policy, rules=turned)))
    figures = (Figures.of(here), Figures.of(there))
    with_rule, without_rule = figures if rule in policy.rules else figures[::-1]
    return Comparison(rule, with_rule, without_rule, _changes(here, there))


def _changes(here: Result, there: Result) -> dict[str, int]:
    """How many people have other partners in the second run."""
    before, after = here.partners(), there.partners()
    return {"people": sum(before.get(one) != after.get(one) for one in {*before, *after})}
