"""The referee refuses whatever was altered, with and without a new seal; and knows neither solver nor scipy."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from pariter import Policy, Problem, Result, ResultError, Solver
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


def swap_mates(plain, luck):
    one, other = luck.sample(plain["pairs"], 2)
    one["b"], other["b"] = other["b"], one["b"]


def another_mate(plain, luck):
    luck.choice(plain["pairs"])["a"] = luck.choice(plain["groups"])["members"][0]


def raise_a_pair(plain, luck):
    luck.choice(plain["pairs"])["value"] += luck.choice([-300, -1, 1, 300])


def flatter_a_direction(plain, luck):
    luck.choice(plain["pairs"])[luck.choice(["a_gets", "b_gets"])]["score"] += 1


def other_parts(plain, luck):
    parts = luck.choice(plain["pairs"])["a_gets"]["parts"]
    parts[luck.choice(sorted(parts))] += 1


def drop_a_reason(plain, luck):
    luck.choice([pair for pair in plain["pairs"] if pair["reasons"]])["reasons"].pop()


def turn_a_mark(plain, luck):
    pair, mark = luck.choice(plain["pairs"]), luck.choice(["locked", "second"])
    pair[mark] = not pair[mark]


def lower_a_price(plain, luck):
    prices = plain["proof"]["prices"]
    prices[luck.randrange(len(prices))] -= luck.choice([1, 2, 500])


def cheaper_bound(plain, luck):
    plain["bound"] -= (less := luck.choice([1, 40]))
    plain["proof"]["bound_halves"] -= 2 * less
    plain["steps"][-1]["bound"] -= less


def dearer_total(plain, luck):
    plain["value"] += 1
    plain["steps"][-1]["reached"] += 1


def fewer_at_most(plain, luck):
    plain["proof"]["pairs_bound"] -= 1
    plain["steps"][0]["bound"] -= 1


def more_at_most(plain, luck):
    plain["proof"]["pairs_bound"] += 1


def stronger_worst(plain, luck):
    plain["steps"][1]["reached"] += 1
    plain["steps"][1]["bound"] += 1


def move_an_island(plain, luck):
    """Somebody who is paired on an island goes to another: their own pair becomes a bridge."""
    labels, ids = plain["proof"]["head_count"], [f"p{place:07d}" for place in range(plain["people"])]
    both = [(ids.index(pair["a"]), ids.index(pair["b"])) for pair in plain["pairs"]]
    labels[luck.choice([a for a, b in both if labels[a] >= 0 and labels[b] >= 0])] = max(labels) + 5


def drop_a_chair(plain, luck):
    plain["proof"]["chairs"].pop()


def one_chair_more(plain, luck):
    plain["proof"]["chairs"].append(0)


def dearer_odd_set(plain, luck):
    luck.choice(plain["proof"]["odd_sets"])["price"] += 1


def forget_somebody(plain, luck):
    plain["unmatched"].pop(luck.randrange(len(plain["unmatched"])))


def another_why(plain, luck):
    luck.choice(plain["unmatched"])["reason"] = "alone"


def barred_once_more(plain, luck):
    barred = luck.choice([one for one in plain["unmatched"] if one["barred"]])["barred"]
    barred[luck.choice(sorted(barred))] += 1


def promise_more(plain, luck):
    luck.choice([one for one in plain["unmatched"] if one["change"]])["change"]["value"] += 1


def promise_somebody_else(plain, luck):
    luck.choice([one for one in plain["unmatched"] if one["change"]])["change"]["partner"] = "nobody"


def promise_nonsense(plain, luck):
    change = luck.choice([one for one in plain["unmatched"] if one["change"]])["change"]
    change["params"] = {"hour": 400, "rule": "gravity", "language": "?", "skill": "?"}


def drop_a_pair(plain, luck):
    plain["pairs"].pop(luck.randrange(len(plain["pairs"])))


def double_a_pair(plain, luck):
    plain["pairs"].append(luck.choice(plain["pairs"]))


def another_host(plain, luck):
    group = luck.choice(plain["groups"])
    group["host"] = [group["members"][0], group["members"][0]]


def another_guest(plain, luck):
    luck.choice(plain["groups"])["members"][2] = luck.choice(plain["pairs"])["a"]


def richer_group(plain, luck):
    luck.choice(plain["groups"])["value"] += 1


def drop_a_group(plain, luck):
    plain["groups"].pop()


def another_digest(plain, luck):
    plain[luck.choice(["problem_digest", "policy_digest"])] = "0" * 64


def another_policy(plain, luck):
    plain["policy"]["weights"][luck.choice(sorted(plain["policy"]["weights"]))] += 0.5


def another_kind(plain, luck):
    plain["kind"] = "rings"


def a_stranger(plain, luck):
    luck.choice(plain["pairs"])["b"] = "zz-nobody"


def one_person_more(plain, luck):
    plain["people"] += 1


def another_shape(plain, luck):
    plain["proof"]["prices"][0] = luck.choice(["1", None, 10**30, [1]])


FORGERIES = (
    swap_mates, another_mate, raise_a_pair, flatter_a_direction, other_parts, drop_a_reason, turn_a_mark, lower_a_price,
    cheaper_bound, dearer_total, fewer_at_most, more_at_most, stronger_worst, move_an_island, drop_a_chair, one_chair_more, dearer_odd_set,
    forget_somebody, another_why, barred_once_more, promise_more, promise_somebody_else, promise_nonsense, drop_a_pair,
    double_a_pair, another_host, another_guest, richer_group, drop_a_group, another_digest, another_policy, another_kind,
    a_stranger, one_person_more, another_shape,
)  # fmt: skip


@pytest.mark.slow
def test_a_thousand_of_a_thousand_forgeries_with_a_new_seal_are_refused(settled):
    """Every kind of forgery, by somebody who knows how a seal is made. A thousand in all, each drawn anew."""
    problem, result = settled
    text, luck, passed = result.to_json(), random.Random(3), []
    for turn in range(1_000):
        plain, forge = json.loads(text), FORGERIES[turn % len(FORGERIES)]
        before = json.dumps(plain)
        forge(plain, luck)
        if json.dumps(plain) == before or not refused(problem, sealed_anew(plain)):
            passed.append(forge.__name__)
    assert passed == []


def test_a_lock_let_go_and_a_forbidden_pair_smuggled_in_are_refused(firm):
    plain = firm(12, policy=Policy(rules={}))
    crowd = [plain.population.person(place) for place in range(12)]
    ties = {"forbidden": [(crowd[0].id, crowd[1].id)], "locked": [(crowd[2].id, crowd[3].id)]}
    tied = Problem.of(people=crowd, policy=plain.policy, **ties)
    loose = Problem.of(people=crowd, policy=plain.policy, locked=[(crowd[0].id, crowd[1].id)])
    forged = replace(Solver().solve(loose), problem_digest=tied.digest())
    assert {one.code for one in check(tied, forged)} >= {"not_allowed", "missing_lock"}


def test_a_sample_still_refuses_what_is_recorded_falsely_and_prices_that_nowhere_suffice(settled):
    problem, result = settled
    assert check(problem, result, sample=16, seed=2) == []
    cheap = replace(result.proof, prices=tuple(price - 4_000 for price in result.proof.prices))
    assert {"altered_totals", "prices"} <= {one.code for one in check(problem, replace(result, proof=cheap), sample=16)}
    forged = replace(result, pairs=result.pairs[1:])
    assert check(problem, forged, sample=16) != []


@pytest.mark.slow
def test_forgeries_with_a_new_seal_are_refused_wherever_something_is_claimed(settled):
    problem, result = settled
    plain = json.loads(result.to_json())
    paths = [path for path in numbers(plain) if path[-1] not in COSTS and path[0] not in PARTS_NOT_PROVEN]
    paths = [path for path in paths if path[0] != "gap"]
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
    for text in ("", "[]", "{}", '{"format": 2, "seal": ""}'):
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
