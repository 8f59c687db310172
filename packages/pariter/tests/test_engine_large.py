"""The solver of large pools, on small ones: the same answers as the exact one, accepted by the same referee.

Kernels run compiled here; `test_kernels_run_uncompiled` runs them as plain Python too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from pariter import Objective, Person, Policy, Problem, Solver, scoring, sweep
from pariter.blocks import best_partners_plain
from pariter.bounds import nest
from pariter.checks import check
from pariter.problem import RULES
from pariter.result import OddSet
from pariter.sheet import dials, sheet
from pariter.simulate import Knobs, company
from pariter.sweep import best_partners
from pariter.tiles import worths

pytestmark = pytest.mark.slow  # the first call compiles, for up to a minute; later runs find the kernels on disk

PEER = Policy.peer()
ON = {**{name: {} for name in RULES}, "site": {"must": "different"}, "level_distance": {"at_most": 3}}
POLICIES = (
    PEER,
    Policy(rules=ON),
    Policy(rules={"department": {"must": "same"}}, objective=Objective(total="concave", floor=2_500)),
    replace(PEER, objective=Objective(most_people=False)),
)


def firm_of(people, seed, policy=PEER):
    return company(Knobs(people=people, skills=30, races=6, met=1.0, sites=3), seed=seed, policy=policy)


def market_of(problem):
    values, allowed = scoring.market(problem)
    return np.where(allowed, scoring.worth(problem.policy, values), -1)


@pytest.mark.parametrize("policy", POLICIES)
def test_the_kernel_gives_the_worth_of_every_pair(policy):
    problem = firm_of(70, 1, policy)
    one, other = (place.ravel() for place in np.indices((70, 70)))
    found = worths(sheet(problem), dials(problem), one, other).reshape(70, 70)
    assert found.tolist() == market_of(problem).tolist()


@pytest.mark.parametrize("policy", POLICIES)
def test_the_best_partners_are_those_of_the_matrix(policy):
    problem, size = firm_of(90, 2, policy), 90
    worth = market_of(problem)
    best = best_partners(sheet(problem), dials(problem), (30, 24), 6, prices=np.full(size, -1, np.int64))
    slow = [sorted((-worth[row, j], j) for j in range(size) if worth[row, j] >= 0)[:6] for row in range(size)]
    assert [[one for one in row if one >= 0] for row in best.partners.tolist()] == [[j for _, j in row] for row in slow]


@pytest.mark.parametrize("policy", POLICIES)
def test_tiles_out_of_reach_hide_nobody(policy, monkeypatch):
    monkeypatch.setattr(sweep, "FEWEST", 8)
    monkeypatch.setattr(sweep, "WIDTH", 40)
    monkeypatch.setattr(sweep, "ROWS", 16)
    problem, luck = firm_of(300, 4, policy), np.random.default_rng(4)
    prices, odd_sets = luck.integers(2_000, 9_000, 300), [OddSet((1, 2, 3), 300), OddSet(tuple(range(9)), 500)]
    best = sweep.best_partners(sheet(problem), dials(problem), (30, 24), 4, prices=prices, odd_sets=odd_sets)
    partners, values = best_partners_plain(problem, 4, prices=prices, odd_sets=odd_sets)
    assert (best.partners.tolist(), best.values.tolist()) == (partners.tolist(), values.tolist())


def test_more_than_can_be_divided_exactly_is_refused():
    greedy = Person(id="a", aims=tuple(f"w{place}" for place in range(501)))
    with pytest.raises(ValueError, match="500 aims"):
        sheet(Problem.of(people=[greedy, Person(id="b")]))


def test_whatever_prices_fail_to_cover_is_found():
    problem, size, luck = firm_of(90, 3), 90, np.random.default_rng(3)
    prices, worth = luck.integers(3_000, 6_500, size), market_of(problem)
    odd_sets = [OddSet(tuple(range(5)), 700), OddSet(tuple(range(9)), 400), OddSet((20, 21, 22), 900)]
    around = np.zeros((size, size), np.int64)
    for odd in odd_sets:
        around[np.ix_(odd.members, odd.members)] += odd.price
    lack = np.where(worth >= 0, 2 * worth - prices[:, None] - prices[None, :] - around, 0)
    best = best_partners(sheet(problem), dials(problem), (30, 24), size, prices=prices, odd_sets=odd_sets)
    assert (best.values.max(axis=1).tolist(), int((best.partners >= 0).sum())) == (
        np.maximum(lack, 0).max(axis=1).tolist(),
        int((lack > 0).sum()),
    )


def test_sets_inside_each_other_form_a_tree():
    tree = nest(8, [OddSet((0, 1, 2, 3, 4), 5), OddSet((0, 1, 2), 7), OddSet((5, 6, 7), 1)])
    assert (tree.home.tolist(), tree.price.tolist()) == ([0, 0, 0, 2, 2, 1, 1, 1], [12, 1, 5, 0])


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("people", [0, 1, 2, 7, 40, 121])
def test_a_large_pool_is_answered_like_a_small_one(people, policy):
    problem = firm_of(people, people, policy)
    plain = problem.with_policy(replace(policy, objective=replace(policy.objective, best_worst=False)))
    large, small = Solver(exact_up_to=-1).solve(plain), Solver().solve(plain)
    assert check(plain, large) == []
    assert (large.steps[0].reached, large.value <= small.value <= large.bound) == (small.steps[0].reached, True)
    assert large.gap_percent < 0.5


def test_a_weakest_pair_that_was_not_raised_is_told():
    assert [note.code for note in Solver(exact_up_to=-1).solve(firm_of(20, 1)).notes] == ["worst_pair_not_raised"]


def test_locked_pairs_stay_in_a_large_pool_too():
    problem = firm_of(40, 5, Policy(rules={}))
    crowd = [problem.population.person(place) for place in range(40)]
    locked = Problem.of(people=crowd, policy=problem.policy, locked=[(crowd[3].id, crowd[0].id)])
    result = Solver(exact_up_to=-1).solve(locked)
    assert [(pair.a, pair.b) for pair in result.pairs if pair.locked] == [(crowd[0].id, crowd[3].id)]
    assert check(locked, result) == []


def test_one_thread_and_two_give_the_same_bytes(monkeypatch):
    problem = firm_of(120, 6)
    two = Solver(exact_up_to=-1).solve(problem).to_json()
    monkeypatch.setattr("pariter.sweep.threads", lambda: 1)
    assert Solver(exact_up_to=-1).solve(problem).to_json() == two


@pytest.mark.parametrize("policy", POLICIES)
def test_numpy_alone_finds_the_same_partners(policy):
    problem, luck = firm_of(90, 8, policy), np.random.default_rng(8)
    prices, odd_sets = luck.integers(2_000, 5_000, 90), [OddSet((1, 2, 3), 300)]
    tiles = best_partners(sheet(problem), dials(problem), (30, 24), 5, prices=prices, odd_sets=odd_sets)
    partners, values = best_partners_plain(problem, 5, prices=prices, odd_sets=odd_sets)
    assert (partners.tolist(), values.tolist()) == (tiles.partners.tolist(), tiles.values.tolist())


SCRIPT = """
from pariter import Solver
from pariter.simulate import Knobs, company
print(Solver(exact_up_to=-1).solve(company(Knobs(people=24, skills=12), seed=4)).to_json(), end="")
"""


@pytest.mark.parametrize("without", ["NUMBA_DISABLE_JIT", "numba"])
def test_kernels_run_uncompiled_and_without_numba(without):
    script = SCRIPT if without != "numba" else "import sys; sys.modules['numba'] = None" + SCRIPT
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )
    assert ran.stdout == Solver(exact_up_to=-1).solve(company(Knobs(people=24, skills=12), seed=4)).to_json()
