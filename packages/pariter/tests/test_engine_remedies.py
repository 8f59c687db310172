"""The smallest change that would have helped: tried, and true when the person makes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pariter import Objective, Person, Policy, Problem, Solver

NINE, TEN = 1 << 9, 1 << 10


def out_of(people, **policy):
    problem = Problem.of(people=people, policy=Policy(**policy))
    return problem, {one.person: one for one in Solver().solve(problem).unmatched}


@pytest.mark.parametrize(
    ("rules", "mine", "code", "params", "cure"),
    [
        ({"shared_hour": {"hours": 2}}, {"hours": NINE}, "one_more_hour", {"hour": 10}, {"hours": NINE | TEN}),
        (
            {"common_language": {}},
            {"languages": ("fi",)},
            "one_more_language",
            {"language": "en"},
            {"languages": ("en",)},
        ),
        ({"same_manager": {}}, {"manager": "m"}, "without_rule", {"rule": "same_manager"}, {"manager": None}),
    ],
)
def test_the_change_is_named_and_helps_when_it_is_made(rules, mine, code, params, cure):
    same = {"hours": NINE | TEN, "languages": ("en",), "manager": "m" if "manager" in mine else None}
    people = [Person(id="a", **{**same, **mine}), Person(id="b", **same)]
    _, out = out_of(people, rules=rules)
    change = out["a"].change
    assert (change.code, dict(change.params), change.partner) == (code, params, "b")
    cured, nobody = out_of([replace(people[0], **cure), people[1]], rules=rules)
    assert nobody == {}
    assert Solver().solve(cured).pairs[0].value == change.value


@pytest.mark.parametrize(
    ("code", "mine", "yours", "cure"),
    [
        ("one_more_wish", {}, {"offers": (("go", 4),)}, {"seeks": (("sql", 1), ("go", 1))}),
        ("one_more_offer", {"offers": ()}, {"offers": (("sql", 4),), "seeks": (("go", 1),)}, {"offers": (("go", 3),)}),
    ],
)
def test_a_wish_or_an_offer_may_lift_a_pair_over_the_floor(code, mine, yours, cure):
    ann = Person(id="a", seeks=(("sql", 1),), **{"offers": (("x", 1),), **mine})
    bo = Person(id="b", **{"seeks": (("x", 1),), **yours})
    rest = {"rules": {}, "weights": {"teaching": 1}, "objective": Objective(floor=2_500)}
    _, out = out_of([ann, bo], **rest)
    change = out["a"].change
    assert (change.code, dict(change.params)) == (code, {"skill": "go"})
    _, nobody = out_of([replace(ann, **cure), bo], **rest)
    assert nobody == {}


def test_where_no_single_change_helps_none_is_promised():
    people = [Person(id="a", languages=("fi",), manager="m"), Person(id="b", languages=("en",), manager="m")]
    _, out = out_of(people, rules={"same_manager": {}, "common_language": {}})
    assert {one: told.change for one, told in out.items()} == {"a": None, "b": None}


def test_a_private_wish_is_never_the_change():
    problem = Problem.of(people=[Person(id="a"), Person(id="b")], policy=Policy(rules={}), forbidden=[("a", "b")])
    assert [one.change for one in Solver().solve(problem).unmatched] == [None, None]


def test_somebody_out_may_be_promised_a_trio():
    people = [Person(id="a", languages=("en",)), Person(id="b", languages=("en",)), Person(id="c", languages=("fi",))]
    _, out = out_of(people, rules={"common_language": {}})
    assert (out["c"].change.code, out["c"].change.partner) == ("one_more_language", "a")
