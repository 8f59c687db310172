"""The referee refuses whatever was altered, with and without a new seal; and knows neither solver nor scipy."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys

import pytest

from pariter import Policy, Result, ResultError, Solver
from pariter.checks import check
from pariter.result import seal
from pariter.simulate import Knobs, company

COSTS = {"cost"}  # what a step took from the next is told, not proven
PARTS_NOT_PROVEN = {"engine", "notes"}


@pytest.fixture(scope="module")
def settled():
    """A problem with trios, second partners, odd sets and people left out; and its answer."""
    rules = {**Policy.peer().rules, "level_distance": {"at_most": 0}, "department": {}}
    problem = company(Knobs(people=61), seed=4, policy=Policy(rules=rules))
    return problem, Solver().solve(problem)


def numbers(tree, path=()):
    """The paths of all whole numbers in a tree of plain values."""
    branches = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, branch in branches:
        if isinstance(branch, int) and not isinstance(branch, bool):
            yield (*path, key)
        else:
            yield from numbers(branch, (*path, key))


def altered(plain, path, by):
    """A copy with one number changed."""
    changed = copy.deepcopy(plain)
    spot = changed
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] += by
    return changed


def sealed_anew(plain):
    """What a careful forger would write: gap and seal put right."""
    content = {key: value for key, value in plain.items() if key not in {"seal", "gap", "gap_percent"}}
    gap = content["bound"] - content["value"]
    percent = round(100 * gap / content["value"], 6) if content["value"] else 0.0
    return {**content, "gap": gap, "gap_percent": percent, "seal": seal(content)}


def refused(problem, plain):
    try:
        return bool(check(problem, Result.from_mapping(plain)))
    except ResultError:
        return True


def test_the_answer_itself_is_accepted(settled):
    problem, result = settled
    assert (check(problem, result), bool(result.groups), bool(result.unmatched)) == ([], True, True)


@pytest.mark.slow
def test_a_thousand_of_a_thousand_altered_files_are_refused(settled):
    problem, result = settled
    plain = json.loads(result.to_json())
    paths, luck = list(numbers(plain)), random.Random(1)
    outcomes = [
        refused(problem, altered(plain, luck.choice(paths), luck.choice([-7, -1, 1, 40]))) for _ in range(1_000)
    ]
    assert outcomes.count(True) == 1_000


@pytest.mark.slow
def test_forgeries_with_a_new_seal_are_refused_wherever_something_is_claimed(settled):
    problem, result = settled
    plain = json.loads(result.to_json())
    paths = [path for path in numbers(plain) if path[-1] not in COSTS and path[0] not in PARTS_NOT_PROVEN]
    paths = [path for path in paths if "change" not in path and path[0] != "gap"]
    luck = random.Random(2)
    passed = {
        path
        for path in luck.sample(paths, min(250, len(paths)))
        if not refused(problem, sealed_anew(altered(plain, path, luck.choice([-1, 1]))))
    }
    free = {("proof", "head_count"), ("proof", "worst_cover"), ("proof", "odd_sets")}
    as_true = {path for path in passed if path[:2] in free}
    assert passed - as_true == set()  # other islands, another odd set, may prove as much as the first


def test_a_pair_that_swaps_partners_is_refused_even_with_a_new_seal(settled):
    problem, result = settled
    plain = json.loads(result.to_json())
    one, other = plain["pairs"][0], plain["pairs"][1]
    one["b"], other["b"] = other["b"], one["b"]
    assert refused(problem, sealed_anew(plain))


@pytest.mark.parametrize("row", ["pairs", "unmatched", "groups"])
def test_a_row_left_out_is_refused_even_with_a_new_seal(settled, row):
    problem, result = settled
    plain = json.loads(result.to_json())
    plain[row].pop()
    assert refused(problem, sealed_anew(plain))


def test_a_result_of_another_problem_or_policy_is_refused(settled, firm):
    problem, result = settled
    assert [one.code for one in check(firm(61, seed=5, policy=problem.policy), result)] == ["other_problem"]
    assert [one.code for one in check(problem.with_policy(Policy(rules={})), result)] == ["other_policy"]


def test_files_that_are_no_results_are_refused():
    for text in ("", "[]", "{}", '{"format": 1, "seal": ""}'):
        with pytest.raises(ResultError):
            Result.from_json(text)


@pytest.mark.slow
def test_the_referee_loads_neither_scipy_nor_a_solver():
    code = "import sys, pariter.checks as c; print([m for m in sys.modules if m.startswith(('scipy', 'numba'))])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "sets",
    [
        [{"members": [0, 1], "price": 2}],
        [{"members": [0, 1, 1], "price": 2}],
        [{"members": [0, 1, 2], "price": -2}],
        [{"members": [0, 1, 99_999], "price": 2}],
        [{"members": [0, 1, 2], "price": 2}, {"members": [2, 3, 4, 5, 6], "price": 2}],
    ],
)
def test_odd_sets_that_are_even_doubled_negative_strange_or_crossing_are_refused(settled, sets):
    problem, result = settled
    plain = json.loads(result.to_json())
    plain["proof"]["odd_sets"] = sets
    assert refused(problem, sealed_anew(plain))
