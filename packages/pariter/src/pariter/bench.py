"""How fast, and how near to the best possible: `python -m pariter.bench --people 1000 10000 --json`.

Every size is measured in a process of its own, after a warm-up that loads (or, the first time, compiles) the kernels. The gap is proven over all pairs.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pariter.simulate import Knobs, company
from pariter.solvers import Solver

WARM_UP = 60  # people


@dataclass(frozen=True, slots=True)
class Figures:
    """One size: seconds are those of `Solver.solve`, records and reasons included; memory is the peak of the process."""

    people: int
    pairs: int
    placed: int
    value: int
    bound: int
    gap_percent: float
    cpu_seconds: float
    wall_seconds: float
    peak_mib: int


def measure(people: int, seed: int = 1) -> Figures:
    """Solve one simulated company of that many people, in this process."""
    solver = Solver()
    Solver(exact_up_to=-1 if people > solver.exact_up_to else WARM_UP).solve(company(Knobs(people=WARM_UP), seed=seed))
    problem = company(Knobs(people=people, departments=40, sites=12, skills=400), seed=seed)
    problem.digest()
    wall, before = time.perf_counter(), time.process_time()
    result = solver.solve(problem)
    wall, used = time.perf_counter() - wall, time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Figures(
        people, len(result.pairs), result.placed, result.value, result.bound, round(result.gap_percent, 5),
        round(used, 3), round(wall, 3), peak,
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sizes asked for, and print a table or a JSON list."""
    parser = argparse.ArgumentParser(prog="pariter.bench", description="Speed and proven gap on simulated companies.")
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 2_000, 5_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    rows = []
    for people in chosen.people:
        print(f"{people} people …", end="\r", file=sys.stderr, flush=True)
        with multiprocessing.get_context("spawn").Pool(1) as own:
            rows.append(own.apply(measure, (people, chosen.seed)))
    if chosen.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        print(f"{'people':>8} {'pairs':>7} {'gap %':>8} {'cpu s':>8} {'wall s':>8} {'MiB':>6}")
        for row in rows:
            print(
                f"{row.people:>8} {row.pairs:>7} {row.gap_percent:>8.4f} {row.cpu_seconds:>8.2f} "
                f"{row.wall_seconds:>8.2f} {row.peak_mib:>6}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
