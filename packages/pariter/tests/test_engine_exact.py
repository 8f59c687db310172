"""The exact kernel against brute force, networkx and rustworkx; its proof, added up."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
import rustworkx as rx
from hypothesis import given, settings
from hypothesis import strategies as st

from pariter.bounds import pairs_at_most
from pariter.kernels.blossom import Blossoms
from pariter.kernels.exact import covers, heaviest
from pariter.kernels.graph import Graph
from pariter.kernels.head import head_count, most_at_least

pytestmark = pytest.mark.slow  # Hypothesis draws many graphs a test

Graphs = st.integers(0, 2**32 - 1).map(lambda seed: drawn(np.random.default_rng(seed)))


def drawn(rng, most=24):
    """A random graph: sparse or dense, many ties or none, weights small, large, or with a bonus for every edge."""
    size = int(rng.integers(1, most))
    weights = rng.integers(0, int(rng.choice([1, 3, 10, 10_000])) + 1, (size, size)) + int(
        rng.choice([0, 10_000 * size])
    )
    allowed = rng.random((size, size)) < rng.choice([0.1, 0.3, 0.6, 1])
    allowed &= allowed.T
    np.fill_diagonal(allowed, False)
    return allowed, np.minimum(weights, weights.T)


def best_by_brute_force(allowed, weights, free=None):
    """The weight of the best matching, by trying all of them."""
    free = tuple(range(len(allowed))) if free is None else free
    if len(free) < 2:
        return 0
    one, rest = free[0], free[1:]
    paired = (
        int(weights[one, other]) + best_by_brute_force(allowed, weights, tuple(left for left in rest if left != other))
        for other in rest
        if allowed[one, other]
    )
    return max(best_by_brute_force(allowed, weights, rest), *paired, 0)


def weight_of(best, weights):
    return sum(int(weights[one, mate]) for one, mate in enumerate(best.mates) if one < mate)


def proven(best):
    return sum(best.prices) + sum(price * (len(members) // 2) for members, price in best.odd_sets)


@given(Graphs.filter(lambda graph: len(graph[0]) <= 8))
@settings(max_examples=80, deadline=None)
def test_no_matching_of_up_to_eight_people_is_heavier(graph):
    assert weight_of(heaviest(*graph), graph[1]) == best_by_brute_force(*graph)


@given(Graphs)
@settings(max_examples=120, deadline=None)
def test_the_matching_is_symmetric_allowed_and_exactly_as_heavy_as_its_proof(graph):
    allowed, weights = graph
    best = heaviest(allowed, weights)
    pairs = [(one, mate) for one, mate in enumerate(best.mates) if mate >= 0]
    assert all(best.mates[mate] == one and allowed[one, mate] for one, mate in pairs)
    assert min(best.prices) >= 0
    assert all(len(members) % 2 == 1 and price > 0 for members, price in best.odd_sets)
    assert covers(best, allowed & (weights > 0), np.where(allowed, weights, 0).astype(np.int64))
    assert proven(best) == 2 * weight_of(best, weights)


@given(Graphs)
@settings(max_examples=150, deadline=None)
def test_searches_alone_from_prices_that_say_nothing_reach_the_same_weight(graph):
    allowed, weights = graph
    allowed &= weights > 0
    highest = int(weights[allowed].max()) if allowed.any() else 0
    cold = Blossoms(Graph.of_matrix(allowed, weights), [highest] * len(allowed), [-1] * len(allowed)).run()
    assert weight_of(cold, weights) == weight_of(heaviest(allowed, weights), weights)
    assert proven(cold) == 2 * weight_of(cold, weights)


def test_searches_expand_blossoms_on_their_way():
    """Sixty graphs of many ties, begun cold: blossoms form, cost something, and come to nothing again."""
    expanded = []

    class Counting(Blossoms):
        def _expand(self, blossom):
            expanded.append(blossom)
            super()._expand(blossom)

    for seed in range(60):
        allowed, weights = drawn(np.random.default_rng(seed), most=40)
        allowed &= weights > 0
        best = Counting(
            Graph.of_matrix(allowed, weights), [int(weights.max())] * len(allowed), [-1] * len(allowed)
        ).run()
        assert proven(best) == 2 * weight_of(best, weights)
    assert len(expanded) > 10


@given(Graphs)
@settings(max_examples=60, deadline=None)
def test_networkx_finds_the_same_weight(graph):
    allowed, weights = graph
    oracle = nx.Graph((a, b, {"weight": int(weights[a, b])}) for a, b in np.argwhere(allowed).tolist())
    theirs = sum(int(weights[a, b]) for a, b in nx.max_weight_matching(oracle))
    assert weight_of(heaviest(allowed, weights), weights) == theirs


@given(Graphs)
@settings(max_examples=60, deadline=None)
def test_the_head_count_is_the_largest_and_its_islands_prove_it(graph):
    allowed, _ = graph
    head = head_count(allowed)
    theirs = len(nx.max_weight_matching(nx.from_numpy_array(allowed.astype(int)), maxcardinality=True))
    marks = np.array(head.labels)
    bridges = allowed & (marks[:, None] >= 0) & (marks[None, :] >= 0) & (marks[:, None] != marks[None, :])
    assert (head.pairs, pairs_at_most(head.labels), bool(bridges.any())) == (theirs, theirs, False)


@given(Graphs)
@settings(max_examples=40, deadline=None)
def test_the_weakest_pair_is_as_strong_as_trying_every_step_makes_it(graph):
    allowed, weights = graph
    pairs = head_count(allowed).pairs
    steps = np.unique(weights[allowed]).tolist() or [0]
    slow = max(step for step in steps if head_count(allowed & (weights >= step)).pairs == pairs)
    assert most_at_least(allowed, weights, pairs, steps) == slow


@pytest.mark.parametrize("size", [150, 301])
def test_rustworkx_finds_the_same_weight_among_hundreds(size):
    rng = np.random.default_rng(size)
    weights = rng.integers(2_000, 9_000, (size, size))
    weights = np.minimum(weights, weights.T) + 20_000 * size
    allowed = rng.random((size, size)) < 0.5
    allowed &= allowed.T
    np.fill_diagonal(allowed, False)
    graph = rx.PyGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from([(a, b, int(weights[a, b])) for a, b in np.argwhere(np.triu(allowed)).tolist()])
    theirs = sum(int(weights[a, b]) for a, b in rx.max_weight_matching(graph, weight_fn=int))
    best = heaviest(allowed, weights)
    assert (weight_of(best, weights), proven(best)) == (theirs, 2 * theirs)


@pytest.mark.parametrize(
    ("edges", "weight"),
    [
        (
            [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)],
            2,
        ),  # two triangles: the relaxation is a half too high in each
        ([(0, leaf) for leaf in range(1, 7)], 1),  # a star
        ([(place, (place + 1) % 7) for place in range(7)], 3),  # an odd ring
        ([], 0),
    ],
)
def test_shapes_that_deceive_the_relaxation_are_solved(edges, weight):
    allowed = np.zeros((8, 8), bool)
    for one, other in edges:
        allowed[one, other] = allowed[other, one] = True
    best = heaviest(allowed, np.ones((8, 8), np.int64))
    assert (weight_of(best, np.ones((8, 8), np.int64)), proven(best)) == (weight, 2 * weight)


def test_deeply_nested_odd_rings_do_not_exhaust_the_stack():
    size = 2_001
    allowed = np.zeros((size, size), bool)
    for one in range(size - 1):
        allowed[one, one + 1] = allowed[one + 1, one] = True
    for one in range(0, size - 2, 2):
        allowed[one, one + 2] = allowed[one + 2, one] = True
    assert head_count(allowed).pairs == size // 2
