"""Directed programmes: proven, accepted by the referee, equal to every oracle, at any size; without numba too."""

from __future__ import annotations

import copy
import itertools
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pariter import (
    Objective,
    Person,
    Policy,
    Problem,
    ProblemError,
    Result,
    ResultError,
    Solver,
    directions,
    explain,
    scoring,
)
from pariter.checks import check
from pariter.kernels.places import Edges, place
from pariter.kernels.places_dense import place_dense
from pariter.result import seal
from pariter.simulate import Knobs, company

pytestmark = pytest.mark.slow  # Hypothesis draws many problems a test

CAREER = replace(Policy.peer(), kind="directed")
POLICIES = (
    CAREER,
    replace(CAREER, objective=Objective(most_people=False)),
    replace(CAREER, objective=Objective(best_worst=False, total="concave", floor=3_500)),
    replace(CAREER, rules={}, objective=Objective(seeker_share=60)),
)


def programme(people, seed, policy=CAREER, roles=(0.4, 0.4, 0.2), room=3):
    """A company in which some give, some seek, some do both."""
    problem = company(Knobs(people=people, skills=20, sites=3), seed=seed, policy=policy)
    luck = np.random.default_rng(seed)
    role = luck.choice([1, 2, 0], people, p=roles).astype(np.int32)
    places = luck.integers(1, room + 1, people).astype(np.int32)
    return replace(problem, population=replace(problem.population, role=role, max_partners=places), digests={})


Programmes = st.builds(programme, st.integers(0, 24), st.integers(0, 10_000), st.sampled_from(POLICIES))
Tiny = st.builds(programme, st.integers(2, 8), st.integers(0, 10_000), st.sampled_from(POLICIES))


def brute(problem):
    """The best (pairs, weakest, total) by trying everything."""
    play, objective = directions.parts(problem), problem.policy.objective
    values, allowed = directions.market(problem, play)
    worths = scoring.worth(problem.policy, values)
    options = [[-1, *np.flatnonzero(row).tolist()] for row in allowed]
    best = None
    for choice in itertools.product(*options):
        held = [(s, g) for s, g in enumerate(choice) if g >= 0]
        if any(choice.count(g) > play.room[g] for _, g in held):
            continue
        total = sum(int(worths[pair]) for pair in held)
        weakest = min((int(values[pair]) for pair in held), default=0)
        key = (len(held) * objective.most_people, weakest * objective.best_worst * objective.most_people, total)
        best = key if best is None else max(best, key)
    return best


@given(Tiny)
@settings(max_examples=40, deadline=None)
def test_nothing_better_can_be_found_by_trying_everything(problem):
    steps = {step.name: step.reached for step in Solver().solve(problem).steps}
    objective = problem.policy.objective
    found = (steps["head_count"] * objective.most_people, steps.get("worst_pair", 0), steps["total"])
    assert found == brute(problem)


@given(Programmes, st.sampled_from([2_500, -1]))
@settings(max_examples=60, deadline=None)
def test_the_referee_accepts_every_answer_and_its_gap_is_zero(problem, exact_up_to):
    result = Solver(exact_up_to=exact_up_to).solve(problem)
    assert (check(problem, result), result.gap) == ([], 0)
    assert result.steps[0].reached == result.steps[0].bound or not problem.policy.objective.most_people


@given(Programmes)
@settings(max_examples=30, deadline=None)
def test_everybody_is_placed_or_told_why_and_the_answer_reads_back(problem):
    result = Solver().solve(problem)
    told, placed = {one.person for one in result.unmatched}, set(result.partners())
    assert (told | placed, told & placed) == (set(problem.population.ids), set())
    assert Result.from_json(result.to_json()).to_json() == Solver().solve(problem).to_json()


@given(Programmes, st.randoms())
@settings(max_examples=20, deadline=None)
def test_neither_the_order_of_rows_nor_names_nor_the_scale_of_weights_matter(problem, luck):
    crowd = [problem.population.person(place) for place in range(len(problem.population))]
    before = Solver().solve(Problem.of(people=crowd, policy=problem.policy))
    luck.shuffle(crowd)
    assert Solver().solve(Problem.of(people=crowd, policy=problem.policy)).to_json() == before.to_json()
    named = {one.id: f"z{place:03d}" for place, one in enumerate(crowd)}
    renamed = [replace(one, id=named[one.id], manager=named.get(one.manager)) for one in crowd]
    halved = replace(problem.policy, weights={name: weight / 2 for name, weight in problem.policy.weights.items()})
    after = Solver().solve(Problem.of(people=renamed, policy=halved))
    assert (after.value, after.steps) == (before.value, before.steps)


@given(Programmes)
@settings(max_examples=20, deadline=None)
def test_forbidding_a_pair_places_nobody_more(problem):
    crowd = [problem.population.person(place) for place in range(len(problem.population))]
    plain = Solver().solve(Problem.of(people=crowd, policy=problem.policy))
    if plain.pairs:
        first = (plain.pairs[0].a, plain.pairs[0].b)
        barred = Solver().solve(Problem.of(people=crowd, policy=problem.policy, forbidden=[first]))
        assert barred.steps[0].reached <= plain.steps[0].reached or not problem.policy.objective.most_people
        assert first not in {(pair.a, pair.b) for pair in barred.pairs}


def market(size, seed, share, spread):
    """Seekers, givers with room, and worths: `spread` of 1 makes all equal."""
    luck = np.random.default_rng(seed)
    allowed = (luck.random((size, size)) < share) & ~np.eye(size, dtype=bool)
    room = luck.integers(0, 4, size) * (luck.random(size) < 0.5)
    worths = luck.integers(0, spread, (size, size)) * (10_000 // spread)
    return allowed & (room > 0)[None, :], worths.astype(np.int64), room.astype(np.int64)


Markets = st.builds(
    market, st.integers(1, 40), st.integers(0, 10_000), st.floats(0.02, 0.6), st.sampled_from([1, 2, 10_000])
)


@given(Markets, st.booleans())
@settings(max_examples=150, deadline=None)
def test_auctions_and_assignment_agree_and_both_are_proven(case, most_people):
    allowed, worths, room = case
    seekers, givers = np.nonzero(allowed)
    edges = Edges.of(len(room), seekers, givers, worths[seekers, givers])
    totals = set()
    for placed in (
        place(edges, room, most_people=most_people),
        place_dense(allowed, worths, room, most_people=most_people),
    ):
        has = np.flatnonzero(placed.giver_of >= 0)
        assert allowed[has, placed.giver_of[has]].all()
        assert (np.bincount(placed.giver_of[has], minlength=len(room)) <= room).all()
        assert min(placed.seeking.min(), placed.giving.min()) >= 0
        asked = placed.unit * worths - placed.seeking[:, None] - placed.giving[None, :] - placed.base
        assert not (asked[allowed] > 0).any()
        total = int(worths[has, placed.giver_of[has]].sum())
        assert (
            0 <= placed.halves(room) // 2 - total <= placed.pairs // placed.unit
        )  # equals who bid for long: coarse prices
        totals.add((placed.pairs * most_people, total))
    assert len(totals) == 1


def test_min_cost_flow_finds_the_same_head_count_and_total():
    flows = pytest.importorskip("ortools.graph.python.min_cost_flow")
    size, luck, bonus = 2_000, np.random.default_rng(5), 10**9
    giver = luck.random(size) < 0.3
    seekers = np.repeat(np.flatnonzero(~giver), 12)
    keys = np.unique(seekers * size + luck.choice(np.flatnonzero(giver), len(seekers)))
    seekers, givers, worths = keys // size, keys % size, luck.integers(0, 10_001, len(keys))
    room = np.where(giver, luck.integers(1, 4, size), 0)
    placed = place(Edges.of(size, seekers, givers, worths), room, most_people=True)
    flow, crowd, hosts = flows.SimpleMinCostFlow(), np.flatnonzero(~giver), np.flatnonzero(giver)
    tails = np.concatenate([np.full(len(crowd), 2 * size), seekers, hosts + size, crowd])
    heads = np.concatenate([crowd, givers + size, np.full(len(hosts) + len(crowd), 2 * size + 1)])
    room_of = np.concatenate([np.ones(len(crowd) + len(keys)), room[hosts], np.ones(len(crowd))])
    costs = np.concatenate([np.zeros(len(crowd)), -worths - bonus, np.zeros(len(hosts) + len(crowd))])
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, room_of.astype(np.int64), costs.astype(np.int64))
    flow.set_nodes_supplies(np.array([2 * size, 2 * size + 1]), np.array([len(crowd), -len(crowd)]))
    flow.solve()
    assert divmod(-flow.optimal_cost(), bonus) == (placed.pairs, placed.halves(room) // 2)


def peers(**roles):
    return [Person(id=one, role=role) for one, role in roles.items()]


def solved(people, **rest):
    policy = rest.pop("policy", Policy(kind="directed", rules={}))
    problem = Problem.of(people=people, policy=policy, **rest)
    result = Solver().solve(problem)
    assert (check(problem, result), result.gap) == ([], 0)
    return result


def test_one_giver_takes_as_many_as_there_is_room_for():
    star = [Person(id="g", role="gives", max_partners=2), *peers(a="seeks", b="seeks", c="seeks")]
    result = solved(star)
    assert [(pair.a, pair.b) for pair in result.pairs] == [("a", "g"), ("b", "g")]
    assert [(one.person, one.reason, one.open_to) for one in result.unmatched] == [("c", "better_elsewhere", 1)]


def test_without_anyone_who_gives_everybody_is_alone():
    assert [one.reason for one in solved(peers(a="seeks", b="seeks")).unmatched] == ["alone", "alone"]
    assert solved([]).pairs == ()
    assert [one.reason for one in solved(peers(a="seeks")).unmatched] == ["alone"]


def test_two_who_do_both_help_each_other_both_ways():
    assert [(pair.a, pair.b) for pair in solved(peers(a="both", b="both")).pairs] == [("a", "b"), ("b", "a")]


def test_a_locked_pair_takes_its_place_in_the_direction_that_roles_allow():
    people = [Person(id="a", role="gives", max_partners=1), *peers(b="seeks", c="seeks")]
    result = solved(people, locked=[("a", "b")])
    assert [(pair.a, pair.b, pair.locked) for pair in result.pairs] == [("b", "a", True)]
    assert [one.person for one in result.unmatched] == ["c"]
    with pytest.raises(ProblemError):
        solved(people, locked=[("a", "b")], forbidden=[("a", "b")])


def test_a_change_that_would_help_is_found_by_trying():
    people = [
        Person(id="a", role="seeks", languages=("it",)),
        Person(id="b", role="gives", languages=("en",)),
    ]
    result = solved(people, policy=Policy(kind="directed", rules={"common_language": {}}))
    assert [(one.change.code, one.change.partner) for one in result.unmatched] == [
        ("one_more_language", "b"),
        ("one_more_language", "a"),
    ]


def test_altered_answers_are_refused_even_with_a_new_seal():
    problem = programme(40, 7)
    plain = json.loads(Solver().solve(problem).to_json())
    luck, passed = random.Random(3), 0
    paths = [("pairs", i, "value") for i in range(len(plain["pairs"]))]
    paths += [("proof", "prices", i) for i in range(40)] + [("value",), ("bound",), ("proof", "base")]
    for _ in range(150):
        path, changed = luck.choice(paths), copy.deepcopy(plain)
        spot = changed
        for key in path[:-1]:
            spot = spot[key]
        spot[path[-1]] += luck.choice([-3, 5])
        content = {key: value for key, value in changed.items() if key not in {"seal", "gap", "gap_percent"}}
        gap = content["bound"] - content["value"]
        percent = round(100 * gap / content["value"], 6)
        try:
            passed += not check(
                problem, Result.from_mapping({**content, "gap": gap, "gap_percent": percent, "seal": seal(content)})
            )
        except ResultError:
            continue
    assert passed == 0


def test_another_process_without_compiled_kernels_gives_the_same_bytes():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_engine_directed import programme; from pariter import Solver;"
        "sys.stdout.write(Solver(exact_up_to=-1).solve(programme(60, 3)).to_json())"
    )
    here = str(Path(__file__).parent)
    ran = subprocess.run(
        [sys.executable, "-c", code, here], capture_output=True, text=True, check=True,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )  # fmt: skip
    assert ran.stdout == Solver(exact_up_to=-1).solve(programme(60, 3)).to_json()


def test_why_not_speaks_of_parts_and_of_what_another_pair_would_cost():
    gives, seeks = {"role": "gives", "level": 3}, {"role": "seeks", "level": 3}
    people = [
        Person(id="a", offers=(("sql", 4),), **gives),
        Person(id="b", offers=(("sql", 1),), **gives),
        Person(id="c", seeks=(("sql", 1),), **seeks),
    ]
    total = Objective(best_worst=False)
    policy = Policy(kind="directed", rules={}, weights={"teaching": 1}, objective=total)
    problem = Problem.of(people=people, policy=policy)
    result = Solver().solve(problem)
    answers = {pair: explain.why_not(problem, result, *pair) for pair in (("a", "c"), ("b", "c"), ("a", "b"))}
    assert [one.code for one in answers.values()] == ["paired", "elsewhere_or_private", "parts"]
    assert [one.price for one in answers.values()] == [0, 6_000, None]


@pytest.mark.parametrize("kind", ["circles", "rings"])
def test_kinds_to_come_are_refused_by_name(kind):
    with pytest.raises(ProblemError) as refusal:
        Solver().solve(Problem.of(people=peers(a="both"), policy=Policy(kind=kind)))
    assert [flaw.code for flaw in refusal.value.flaws] == ["kind_to_come"]
