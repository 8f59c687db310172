"""Criteria and rules: the block form equals the scalar form, and both say what their names promise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pariter import ClosedList, Person, Policy, Population, Problem, criteria, rules, scoring
from pariter.problem import CRITERIA, RULES
from pariter.simulate import Knobs, company

WEEK = 1 << 9 | 1 << 10 | 1 << 100


@pytest.fixture(scope="module")
def mixed():
    """Forty people of a company, three of whom told us nothing, with every rule on."""
    on = {name: {} for name in RULES}
    problem = company(
        Knobs(people=40, met=1.0, races=4), seed=3, policy=Policy(rules={**on, "site": {"must": "different"}})
    )
    crowd = [problem.population.person(place) for place in range(40)]
    crowd[:3] = [Person(id=one.id) for one in crowd[:3]]
    past = [(crowd[a].id, crowd[b].id, months) for a, b, months in problem.past.tolist()]
    lists = [
        ClosedList(name="x", people=frozenset({crowd[9].id, crowd[10].id})),
        ClosedList(name="y", people=frozenset({crowd[11].id}), others=frozenset({crowd[12].id})),
    ]
    return Problem.of(people=crowd, policy=problem.policy, past=past, closed_lists=lists)


def test_policy_and_files_name_the_same_parts():
    assert (tuple(criteria.ALL), tuple(rules.ALL)) == (tuple(CRITERIA), tuple(RULES))
    assert [part.name for part in (*criteria.ALL.values(), *rules.ALL.values())] == [*CRITERIA, *RULES]


@pytest.mark.parametrize("name", CRITERIA)
@pytest.mark.slow
def test_a_criterion_says_the_same_for_many_and_for_two(mixed, name):
    part, rows = criteria.ALL[name], slice(0, 23)
    block = part.block(mixed, rows, slice(0, 40))
    scalar = [[part.one(mixed, me, you) for you in range(40)] for me in range(23)]
    assert block.tolist() == scalar
    assert (int(block.min()) >= 0, int(block.max()) <= 10_000) == (True, True)
    if part.mutual:
        assert (block[:, :23] == block[:, :23].T).all()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_the_same_for_many_and_for_two(mixed, name):
    rule, params, rows = rules.ALL[name], mixed.policy.rules[name], slice(5, 23)
    block = rule.block(mixed, rows, slice(0, 40), params)
    scalar = [[rule.one(mixed, me, you, params) is not None for you in range(40)] for me in range(5, 23)]
    apart = np.arange(5, 23)[:, None] != np.arange(40)
    assert (block & apart).tolist() == (np.array(scalar) & apart).tolist()
    assert (block & apart).any(), "the rule bars nobody here: the test shows nothing"


def test_a_pair_on_record_has_the_value_of_the_block(mixed):
    values, _ = scoring.market(mixed)
    assert [[scoring.pair(mixed, a, b).value for b in range(40) if b != a] for a in range(5)] == [
        [int(values[a, b]) for b in range(40) if b != a] for a in range(5)
    ]


def two(me, you, policy=None, **ties):
    people = [Person(id="a", **me), Person(id="b", **you)]
    return Problem.of(people=people, policy=policy or Policy(rules={}), **ties)


@pytest.mark.parametrize(
    ("name", "me", "you", "part"),
    [
        ("teaching", {"seeks": (("sql", 1),)}, {"offers": (("sql", 4),)}, 10_000),
        ("teaching", {"seeks": (("sql", 1), ("ux", 2))}, {"offers": (("sql", 4),)}, 6_000),
        ("teaching", {"seeks": (("sql", 1),)}, {}, 0),
        ("teaching", {}, {"offers": (("sql", 4),)}, 5_000),
        ("first_choice", {"seeks": (("sql", 1), ("ux", 2))}, {"offers": (("sql", 2), ("ux", 4))}, 6_000),
        ("first_choice", {"seeks": (("sql", 1), ("ux", 2))}, {"offers": (("ux", 4),)}, 0),
        ("aims", {"aims": ("lead", "write")}, {"aims": ("lead",)}, 5_000),
        ("experience", {"aims": ("lead",)}, {"experience": ("lead",)}, 10_000),
        ("different_department", {"department": "x"}, {"department": "y"}, 10_000),
        ("different_department", {"department": "x"}, {"department": "x"}, 0),
        ("shared_hours", {"hours": WEEK}, {"hours": WEEK}, 3_750),
        ("shared_hours", {"hours": WEEK}, {"hours": 1}, 0),
        ("level_proximity", {"level": 1}, {"level": 3}, 5_000),
        ("new_acquaintance", {"department": "x", "site": "s"}, {"department": "x", "site": "s"}, 5_000),
        ("working_style", {"style": (1, 5)}, {"style": (3, 5)}, 7_500),
    ],
)  # fmt: skip
def test_what_a_criterion_counts(name, me, you, part):
    assert criteria.ALL[name].one(two(me, you), 0, 1) == part


def test_a_value_rests_on_the_weaker_side():
    policy = Policy(rules={}, weights={"teaching": 5})
    pair = scoring.pair(
        two({"seeks": (("sql", 1),), "offers": (("ux", 4),)}, {"offers": (("sql", 4),), "seeks": (("go", 1),)}, policy),
        0,
        1,
    )
    assert (pair.a_gets.score, pair.b_gets.score, pair.value) == (10_000, 0, 1_000)


def test_an_old_pair_is_a_newer_acquaintance_than_a_recent_one():
    ages = {
        months: criteria.ALL["new_acquaintance"].one(two({}, {}, past=[("b", "a", months)]), 0, 1)
        for months in (0, 24, 60)
    }
    assert ages == {0: 0, 24: 5_000, 60: 10_000}


def test_a_reporting_line_runs_through_bosses_who_do_not_take_part():
    people = Population.of([Person(id="top"), Person(id="low", manager="middle")], bosses=[("middle", "top")])
    problem = Problem.of(people=people, policy=Policy(rules={"reporting_line": {"levels": 2}}))
    near = problem.with_policy(replace(problem.policy, rules={"reporting_line": {"levels": 1}}))
    assert dict(scoring.barrier(problem, 0, 1).params) == {"manager": "top", "report": "low", "levels": 2}
    assert scoring.barrier(near, 0, 1) is None


def test_a_loop_in_the_chart_ends():
    people = [Person(id="a", manager="b"), Person(id="b", manager="c"), Person(id="c", manager="a"), Person(id="d")]
    problem = Problem.of(people=people, policy=Policy(rules={"reporting_line": {"levels": 1_000}}))
    assert scoring.visible_bars(problem, slice(0, 4), slice(0, 4))[:, 3].tolist() == [False] * 4


def test_reasons_name_both_ways_and_what_is_shared():
    problem = two(
        {
            "seeks": (("sql", 1),),
            "department": "x",
            "hours": WEEK,
            "languages": ("it", "en"),
            "aims": ("lead",),
            "level": 1,
            "style": (3,),
        },
        {
            "offers": (("sql", 3),),
            "department": "y",
            "hours": WEEK,
            "languages": ("it",),
            "aims": ("lead",),
            "experience": ("lead",),
            "level": 2,
            "style": (3,),
        },
    )
    assert [(one.code, dict(one.params)) for one in scoring.pair(problem, 0, 1).reasons] == [
        ("teaches", {"giver": "b", "seeker": "a", "skill": "sql", "depth": 3, "priority": 1}),
        ("first_choice", {"giver": "b", "seeker": "a", "skill": "sql"}),
        ("shared_aims", {"words": ["lead"]}),
        ("experience", {"giver": "b", "seeker": "a", "words": ["lead"]}),
        ("different_department", {"a": "x", "b": "y"}),
        ("shared_hours", {"count": 3, "hours": [9, 10, 100]}),
        ("close_levels", {"distance": 1}),
        ("new_acquaintance", {}),
        ("similar_style", {}),
        ("common_languages", {"languages": ["it"]}),
    ]
