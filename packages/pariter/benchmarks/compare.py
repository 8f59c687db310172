"""Side by side, on one input: `python packages/pariter/benchmarks/compare.py --people 300 1000`.

Every engine gets the same graph, each person's best partners of a simulated company, with the same whole weights, and no
scoring to do. What is not installed is named, and left out. Only pariter gives a bound; the gap of the others is against it.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import time
from collections.abc import Callable

import numpy as np

from pariter import scoring
from pariter.kernels.graph import Graph
from pariter.kernels.sparse import heaviest_sparse
from pariter.simulate import Knobs, company

SLOW_ABOVE = {"networkx": 600, "rustworkx": 3_000}
Edges = list[tuple[int, int, int]]


def edges_of(people: int, count: int) -> Edges:
    """Everybody's `count` best partners, as `(one, other, weight)`, one before other."""
    values, allowed = scoring.market(company(Knobs(people=people, skills=300, sites=8), seed=1))
    worth = np.where(allowed, values, -1)
    best = np.argsort(-worth, axis=1, kind="stable")[:, :count]
    pairs = {
        (min(one, other), max(one, other))
        for one in range(people)
        for other in best[one].tolist()
        if allowed[one, other]
    }
    return [(one, other, int(values[one, other])) for one, other in sorted(pairs)]


def by_pariter(people: int, edges: Edges) -> tuple[int, int, int | None]:
    """Pairs, value, bound."""
    one, other, weight = np.array(edges, np.int64).T
    rows, ends = np.concatenate([one, other]), np.concatenate([other, one])
    best = heaviest_sparse(Graph.of(people, rows, ends, np.concatenate([weight, weight])))
    chosen = {(a, b) for a, b in enumerate(best.mates) if a < b}
    halves = sum(best.prices) + sum(price * (len(members) // 2) for members, price in best.odd_sets)
    return len(chosen), sum(w for a, b, w in edges if (a, b) in chosen), halves // 2


def by_networkx(people: int, edges: Edges) -> tuple[int, int, int | None]:
    """Exact, in pure Python."""
    networkx = importlib.import_module("networkx")
    graph = networkx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_weighted_edges_from(edges)
    found = networkx.max_weight_matching(graph)
    return len(found), sum(graph[a][b]["weight"] for a, b in found), None


def by_rustworkx(people: int, edges: Edges) -> tuple[int, int, int | None]:
    """Exact, in Rust."""
    rustworkx = importlib.import_module("rustworkx")
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(edges)
    found = rustworkx.max_weight_matching(graph, weight_fn=int)
    return len(found), sum(graph.get_edge_data(a, b) for a, b in found), None


def by_greedy(_people: int, edges: Edges) -> tuple[int, int, int | None]:
    """The best pair first, then the next that is free."""
    taken: set[int] = set()
    pairs = value = 0
    for one, other, weight in sorted(edges, key=lambda edge: (-edge[2], edge)):
        if not {one, other} & taken:
            taken |= {one, other}
            pairs, value = pairs + 1, value + weight
    return pairs, value, None


ENGINES: dict[str, Callable[[int, Edges], tuple[int, int, int | None]]] = {
    "pariter": by_pariter,
    "networkx": by_networkx,
    "rustworkx": by_rustworkx,
    "greedy": by_greedy,
}
NOT_COMPARED = ("mentor_match", "pymatching", "ortools")


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description="Matching engines side by side.")
    parser.add_argument("--people", type=int, nargs="+", default=[300, 1_000])
    parser.add_argument("--partners", type=int, default=30)
    chosen = parser.parse_args()
    by_pariter(2, [(0, 1, 1)])  # loads scipy
    print("| people | engine | pairs | value | under the bound | CPU s | MiB so far |\n|---|---|---|---|---|---|---|")
    for people in chosen.people:
        edges = edges_of(people, chosen.partners)
        bound = by_pariter(people, edges)[2] or 0
        for name, engine in ENGINES.items():
            if people > SLOW_ABOVE.get(name, people):
                print(f"| {people} | {name} | – | – | – | left out: minutes | – |")
                continue
            began = time.process_time()
            pairs, value, _ = engine(people, edges)
            seconds = time.process_time() - began
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"| {people} | {name} | {pairs} | {value} | {100 * (bound - value) / bound:.3f} % | {seconds:.3f} | {memory} |"
            )
    print(f"\nNot compared here: {', '.join(NOT_COMPARED)} (not installed).")


if __name__ == "__main__":
    main()
