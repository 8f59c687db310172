"""Every answer keeps the contract, whatever the problem: accepted by the referee, proven, the same twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pariter import Cancelled, ClosedList, Objective, Person, Policy, Problem, ProblemError, Result, Solver
from pariter.checks import check
from pariter.simulate import Knobs, company

pytestmark = pytest.mark.slow  # Hypothesis draws many problems a test

PEER = Policy.peer()
POLICIES = (
    PEER,
    Policy(rules={}),
    replace(PEER, objective=Objective(most_people=False)),
    replace(PEER, objective=Objective(best_worst=False, total="concave", floor=3_000)),
    replace(PEER, rules={**PEER.rules, "level_distance": {"at_most": 0}, "department": {}}, leftovers="none"),
    replace(PEER, rules={**PEER.rules, "level_distance": {"at_most": 1}}, objective=Objective(floor=4_200)),
)

Problems = st.builds(
    lambda people, seed, policy, skills: company(
        Knobs(people=people, skills=skills, sites=3), seed=seed, policy=policy
    ),
    st.integers(0, 26),
    st.integers(0, 10_000),
    st.sampled_from(POLICIES),
    st.sampled_from([6, 40]),
)


def peers(*ids, **same):
    return [Person(id=one, **same) for one in ids]


@given(Problems)
@settings(max_examples=120, deadline=None)
def test_the_referee_accepts_every_answer_and_its_gap_is_zero(problem):
    result = Solver().solve(problem)
    assert (check(problem, result), result.gap) == ([], 0)


@given(Problems)
@settings(max_examples=40, deadline=None)
def test_the_same_problem_gives_the_same_bytes_and_reads_back(problem):
    text = Solver().solve(problem).to_json()
    again = Result.from_json(text)
    assert (Solver().solve(problem).to_json(), again.to_json()) == (text, text)


@given(Problems)
@settings(max_examples=40, deadline=None)
def test_everybody_is_placed_or_told_why(problem):
    result = Solver().solve(problem)
    told = {one.person for one in result.unmatched}
    placed = set(result.partners())
    assert (told | placed, told & placed) == (set(problem.population.ids), set())


@given(Problems, st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_never_matters(problem, luck):
    crowd = [problem.population.person(place) for place in range(len(problem.population))]
    shuffled = crowd.copy()
    luck.shuffle(shuffled)
    one, other = (
        Solver().solve(Problem.of(people=people, policy=problem.policy)).to_json() for people in (crowd, shuffled)
    )
    assert one == other


@given(Problems)
@settings(max_examples=30, deadline=None)
def test_other_names_give_the_same_value(problem):
    crowd = [problem.population.person(place) for place in range(len(problem.population))]
    renamed = {one.id: f"z{len(crowd) - place:04d}" for place, one in enumerate(crowd)}
    others = [replace(one, id=renamed[one.id], manager=renamed.get(one.manager)) for one in crowd]
    before, after = (Solver().solve(Problem.of(people=people, policy=problem.policy)) for people in (crowd, others))
    assert (before.value, before.steps) == (after.value, after.steps)


@given(Problems)
@settings(max_examples=30, deadline=None)
def test_forbidding_a_pair_never_places_more_people_in_pairs(problem):
    before = Solver().solve(problem)
    if not before.pairs:
        return
    crowd = [problem.population.person(place) for place in range(len(problem.population))]
    first = before.pairs[0]
    plain, barred = (
        Solver().solve(Problem.of(people=crowd, policy=problem.policy, forbidden=pairs))
        for pairs in ([], [(first.a, first.b)])
    )
    assert barred.steps[0].reached <= plain.steps[0].reached or not problem.policy.objective.most_people
    assert (first.a, first.b) not in {(pair.a, pair.b) for pair in barred.pairs}


@given(Problems)
@settings(max_examples=20, deadline=None)
def test_doubling_every_weight_changes_no_pair(problem):
    halved = replace(problem.policy, weights={name: weight / 2 for name, weight in problem.policy.weights.items()})
    one, other = Solver().solve(problem), Solver().solve(problem.with_policy(halved))
    assert [(pair.a, pair.b, pair.value) for pair in one.pairs] == [
        (pair.a, pair.b, pair.value) for pair in other.pairs
    ]


def test_a_leftover_joins_a_pair_as_a_trio():
    problem = Problem.of(people=peers("a", "b", "c"), policy=Policy(rules={}))
    result = Solver().solve(problem)
    assert (result.pairs, [group.members for group in result.groups], result.unmatched) == ((), [("a", "b", "c")], ())


def test_a_leftover_joins_whoever_has_room_where_no_trio_can_be():
    people = [Person(id="a", max_partners=2), *peers("b", "c")]
    problem = Problem.of(people=people, policy=Policy(rules={}), forbidden=[("b", "c")])
    result = Solver().solve(problem)
    assert sorted((pair.a, pair.b) for pair in result.pairs) == [("a", "b"), ("a", "c")]
    assert sorted(pair.second for pair in result.pairs) == [False, True]
    assert (result.groups, result.unmatched, check(problem, result)) == ((), (), [])


def test_without_leftover_places_somebody_stays_out_with_a_reason():
    problem = Problem.of(people=peers("a", "b", "c"), policy=Policy(rules={}, leftovers="none"))
    result = Solver().solve(problem)
    assert [(one.reason, one.open_to, dict(one.barred)) for one in result.unmatched] == [("better_elsewhere", 2, {})]


def test_a_forbidden_pair_is_counted_as_open_and_never_named():
    problem = Problem.of(people=peers("a", "b"), policy=Policy(rules={}), forbidden=[("b", "a")])
    result = Solver().solve(problem)
    assert [(one.person, one.reason, one.open_to, dict(one.barred)) for one in result.unmatched] == [
        ("a", "better_elsewhere", 1, {}),
        ("b", "better_elsewhere", 1, {}),
    ]


def test_a_pool_of_one_and_of_none_are_answered():
    alone = Solver().solve(Problem.of(people=peers("a")))
    nobody = Solver().solve(Problem.of(people=[]))
    assert [one.reason for one in alone.unmatched] == ["alone"]
    assert (nobody.pairs, nobody.unmatched, nobody.gap) == ((), (), 0)


def test_locked_pairs_stay(firm):
    problem = firm(20, policy=Policy(rules={}))
    crowd = [problem.population.person(place) for place in range(20)]
    locked = Problem.of(people=crowd, policy=problem.policy, locked=[(crowd[3].id, crowd[0].id)])
    result = Solver().solve(locked)
    assert [(pair.a, pair.b) for pair in result.pairs if pair.locked] == [(crowd[0].id, crowd[3].id)]
    assert check(locked, result) == []


@pytest.mark.parametrize(
    ("rules", "forbidden", "named"),
    [({"same_manager": {}}, [], "same_manager"), ({}, [("a", "b")], "forbidden")],
)
def test_a_locked_pair_that_is_barred_is_refused_with_the_rule(rules, forbidden, named):
    people = peers("a", "b", manager="boss")
    problem = Problem.of(people=people, policy=Policy(rules=rules), forbidden=forbidden, locked=[("a", "b")])
    with pytest.raises(ProblemError) as refusal:
        Solver().solve(problem)
    assert [(flaw.code, flaw.message) for flaw in refusal.value.flaws] == [("locked_but_barred", f"barred by {named}")]


def test_a_listener_hears_every_stage_and_may_stop_the_run(firm):
    problem, heard = firm(30), []
    Solver().solve(problem, progress=lambda step: heard.append(step.stage))
    assert (heard[0], heard[-1]) == ("scoring", "done")
    with pytest.raises(Cancelled):
        Solver().solve(problem, progress=lambda step: step.stage != "head_count")


def test_a_closed_list_keeps_its_people_apart():
    shut = ClosedList(name="deal", people=frozenset({"a", "b"}))
    problem = Problem.of(people=peers("a", "b"), policy=Policy(rules={"closed_lists": {}}), closed_lists=[shut])
    assert [dict(one.barred) for one in Solver().solve(problem).unmatched] == [{"closed_lists": 1}, {"closed_lists": 1}]
