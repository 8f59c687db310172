"""Questions about a result: why not these two, and what a rule costs. Codes and figures; the words are the application's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from pariter import directions, scoring, words
from pariter.problem import RULES, Flaw, Policy, Problem, ProblemError, nearest
from pariter.result import Pair, Result, Unmatched
from pariter.solvers import Solver


@dataclass(frozen=True, slots=True)
class Answer:
    """Why two people are not a pair.

    `code`: `"paired"` (they are), `"rule"` (`params` name the first rule that bars them), `"parts"` (in a directed programme, both
    only give or both only seek), `"below_floor"`, or
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

    def sentences(self) -> list[str]:
        """The answer in English."""
        a, b, scores = self.pair.a, self.pair.b, (self.pair.value, self.pair.a_gets.score, self.pair.b_gets.score)
        value, mine, yours = (score / 100 for score in scores)
        said = {
            "paired": f"{a} and {b} are a pair.",
            "rule": f"{a} and {b} may not be a pair: {words.RULES.get(self.params.get('rule', ''), '')}.",
            "below_floor": f"{a} and {b} do not fit well enough: the programme asks for {self.params.get('floor', 0) / 100:.1f}.",
            "elsewhere_or_private": f"{a} and {b} could be a pair, but are better placed elsewhere, or one of them has a private wish.",
        }[self.code]
        lines = [said, f"Their pair is worth {value:.1f} of 100: {a} gets {mine:.1f}, {b} gets {yours:.1f}."]
        lines += [f"- {words.reason(told)}" for told in self.pair.reasons]
        if self.price:
            lines.append(f"To pair them would cost the others at least {self.price / 100:.2f}.")
        for one, has in (("The first asked", self.a_has), ("The second asked", self.b_has)):
            lines.append(f"{one} has: {', '.join(has)}." if has else f"{one} has nobody.")
        return lines


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person stands: their pairs, those of their group included; or why they have none."""

    person: str
    pairs: tuple[Pair, ...]
    unmatched: Unmatched | None

    def to_mapping(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    def sentences(self) -> list[str]:
        """The place in English."""
        lines = []
        for pair in self.pairs:
            lines.append(
                f"{self.person} is with {pair.b if pair.a == self.person else pair.a}: {pair.value / 100:.1f} of 100."
            )
            lines += [f"- {words.reason(told)}" for told in pair.reasons]
        if self.unmatched:
            lines.append(f"{self.person} has no place: {words.unmatched(self.unmatched)}.")
            change = self.unmatched.change
            lines.append(
                f"What would help: {words.change(change)}." if change else "No single change was found to help."
            )
        return lines


def place_of(result: Result, person: str) -> Place:
    """Where one person stands.

    Raises
    ------
    ProblemError
        If nobody in the result has this id.
    """
    pairs = (*result.pairs, *(pair for group in result.groups for pair in group.pairs))
    mine = tuple(pair for pair in pairs if person in (pair.a, pair.b))
    out = next((one for one in result.unmatched if one.person == person), None)
    if not mine and not out:
        known = [*result.partners(), *(one.person for one in result.unmatched)]
        raise ProblemError([Flaw("unknown_person", "id", person, "nobody has this id", nearest(person, known))])
    return Place(person, mine, out)


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
    ways = _ways(problem, one, other)
    pair = max((_record(problem, *way) for way in ways or [(one, other)]), key=lambda record: record.value)
    partners = result.partners()
    has = {"a_has": partners.get(a, ()), "b_has": partners.get(b, ())}
    rule = scoring.barrier(problem, one, other)
    if b in has["a_has"]:
        return Answer("paired", {}, pair, 0, **has)
    if rule:
        return Answer("rule", {"rule": rule.code, **rule.params}, pair, None, **has)
    if not ways:
        return Answer("parts", {}, pair, None, **has)
    if pair.value < problem.policy.objective.floor:
        return Answer("below_floor", {"floor": problem.policy.objective.floor}, pair, None, **has)
    return Answer(
        "elsewhere_or_private", {}, pair, _price(problem, result, index[pair.a], index[pair.b], pair.value), **has
    )


def _ways(problem: Problem, one: int, other: int) -> list[tuple[int, int]]:
    """In which order two people could be a pair: in a directed programme the seeker first, by their roles."""
    if problem.policy.kind != "directed":
        return [(one, other)]
    role = problem.population.role
    return [(seeker, giver) for seeker, giver in ((one, other), (other, one)) if role[seeker] != 1 and role[giver] != 2]


def _record(problem: Problem, one: int, other: int) -> Pair:
    if problem.policy.kind == "directed":
        return directions.pair(problem, one, other)
    return scoring.pair(problem, one, other)


def _price(problem: Problem, result: Result, one: int, other: int, value: int) -> int | None:
    """`(u_a + u_b + odd sets − w)`, from halves: what the total must lose, at least, for this pair."""
    weakest = next((step.reached for step in result.steps if step.name == "worst_pair"), 0)
    if value < weakest or {one, other} & set(problem.locked.ravel().tolist()):
        return None
    proof, worth = result.proof, int(scoring.worth(problem.policy, np.array(value)))
    if proof.giving:
        return max(0, -((proof.unit * worth - proof.prices[one] - proof.giving[other] - proof.base) // proof.unit))
    around = sum(odd.price for odd in proof.odd_sets if one in odd.members and other in odd.members)
    slack = proof.prices[one] + proof.prices[other] + around - 2 * worth
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
    policy = problem.policy
    turned = problem.with_policy(_turned(policy, rule))
    here = result or Solver().solve(problem)
    there = Solver().solve(turned)
    figures = (Figures.of(here), Figures.of(there))
    with_rule, without_rule = figures if rule in policy.rules else figures[::-1]
    return Comparison(rule, with_rule, without_rule, {"people": _moved(here, there)})


@dataclass(frozen=True, slots=True)
class Run:
    """One run of several that are compared. `moved`: how many people have other partners than in the run as it stands."""

    name: str
    figures: Figures
    moved: int


def what_if(problem: Problem, *, rules: Sequence[str] = (), weights: Mapping[str, float] | None = None) -> list[Run]:
    """The run as it stands, then with each change alone, then with all of them.

    Parameters
    ----------
    rules
        Rules to turn off, or on, with their defaults, if they are off.
    weights
        Criteria and the weights they would have, 0 to 10.

    Raises
    ------
    ProblemError
        If there is no such rule or criterion, or a weight cannot be.
    """
    changes: list[tuple[str, Policy]] = []
    policy, together = problem.policy, problem.policy
    for rule in rules:
        name = f"without {rule}" if rule in policy.rules else f"with {rule}"
        changes.append((name, _turned(policy, rule)))
        together = _turned(together, rule)
    for criterion, weight in (weights or {}).items():
        changes.append((f"{criterion} = {weight:g}", replace(policy, weights={**policy.weights, criterion: weight})))
        together = replace(together, weights={**together.weights, criterion: weight})
    if len(changes) > 1:
        changes.append(("all together", together))
    here = Solver().solve(problem)
    runs = [Run("as it stands", Figures.of(here), 0)]
    for name, changed in changes:
        there = Solver().solve(problem.with_policy(changed))
        runs.append(Run(name, Figures.of(there), _moved(here, there)))
    return runs


def _turned(policy: Policy, rule: str) -> Policy:
    """The policy with one rule turned over."""
    if rule not in RULES:
        raise ProblemError([Flaw("unknown_name", "rule", rule, "no such rule", nearest(rule, RULES))])
    rules = {name: params for name, params in policy.rules.items() if name != rule}
    return replace(policy, rules=rules if rule in policy.rules else {**rules, rule: {}})


def _moved(here: Result, there: Result) -> int:
    """How many people have other partners in the second run."""
    before, after = here.partners(), there.partners()
    return sum(before.get(one) != after.get(one) for one in {*before, *after})
