"""Why not these two, and what a rule costs."""

from __future__ import annotations

import pytest

from pariter import Objective, Person, Policy, Problem, ProblemError, Solver, explain

TEACH = {"teaching": 5, "different_department": 5}


def four(**ties):
    """Two who teach each other perfectly, twice; across, nobody teaches anybody. Everyone may meet everyone."""
    rows = [("a", "x", "y"), ("b", "y", "x"), ("c", "z", "w"), ("d", "w", "z")]
    people = [Person(id=one, offers=((gives, 4),), seeks=((wants, 1),), department=one) for one, gives, wants in rows]
    return Problem.of(people=people, policy=Policy(rules={"same_manager": {}}, weights=TEACH), **ties)


def test_a_pair_that_is_a_pair_says_so():
    problem = four()
    answer = explain.why_not(problem, Solver().solve(problem), "b", "a")
    assert (answer.code, answer.price, answer.pair.value) == ("paired", 0, 10_000)


def test_better_pairs_elsewhere_are_priced_by_what_the_programme_would_lose():
    problem = Problem.of(
        people=four().population, policy=Policy(rules={}, weights=TEACH, objective=Objective(best_worst=False))
    )
    answer = explain.why_not(problem, Solver().solve(problem), "a", "c")
    assert (answer.code, answer.a_has, answer.b_has, answer.pair.value) == (
        "elsewhere_or_private",
        ("b",),
        ("d",),
        5_000,
    )
    assert 0 < answer.price <= 10_000


def test_a_forbidden_pair_gets_the_answer_of_an_open_one():
    plain, private = four(), four(forbidden=[("a", "c")])
    answers = [explain.why_not(problem, Solver().solve(problem), "a", "c") for problem in (plain, private)]
    assert answers[0] == answers[1]


def test_a_rule_is_named_with_its_parameters():
    people = [Person(id="a", manager="m"), Person(id="b", manager="m"), Person(id="c")]
    problem = Problem.of(people=people, policy=Policy(rules={"same_manager": {}}))
    answer = explain.why_not(problem, Solver().solve(problem), "a", "b")
    assert (answer.code, dict(answer.params), answer.price) == ("rule", {"rule": "same_manager", "manager": "m"}, None)
    assert answer.to_mapping()["code"] == "rule"


def test_a_pair_below_the_floor_is_told_so():
    people = [
        Person(id="a", offers=(("x", 1),), seeks=(("y", 1),)),
        Person(id="b", offers=(("z", 1),), seeks=(("y", 1),)),
    ]
    policy = Policy(rules={}, weights={"teaching": 1}, objective=Objective(floor=2_000))
    problem = Problem.of(people=people, policy=policy)
    result = Solver().solve(problem)
    assert explain.why_not(problem, result, "a", "b").code == "below_floor"
    assert [one.reason for one in result.unmatched] == ["below_floor", "below_floor"]


@pytest.mark.parametrize(("a", "b", "codes"), [("a", "zz", ["unknown_person"]), ("a", "a", ["pair_of_one"])])
def test_questions_about_nobody_are_refused(a, b, codes):
    problem = four()
    with pytest.raises(ProblemError) as refusal:
        explain.why_not(problem, Solver().solve(problem), a, b)
    assert [flaw.code for flaw in refusal.value.flaws] == codes


def test_the_price_of_a_rule_compares_the_run_with_it_and_without():
    people = [Person(id=one, manager="m") for one in "ab"] + [Person(id=one, manager="n") for one in "c"]
    problem = Problem.of(people=people, policy=Policy(rules={"same_manager": {}}, leftovers="none"))
    on = explain.price_of(problem, "same_manager")
    off = explain.price_of(problem.with_policy(Policy(rules={}, leftovers="none")), "same_manager")
    assert (on.with_rule, on.without_rule) == (off.with_rule, off.without_rule)
    assert (on.rule, on.with_rule.pairs, on.without_rule.pairs) == ("same_manager", 1, 1)
    with pytest.raises(ProblemError, match="same_manager"):
        explain.price_of(problem, "same_manger")
