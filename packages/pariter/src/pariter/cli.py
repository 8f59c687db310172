"""The command `pariter`: `match`, `check`, `explain`, `what-if`, `simulate`. Exit codes: 0 fine, 1 refused by the check, 2 wrong input, 130 stopped."""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pariter import checks, explain, io
from pariter.kernels.assignment import load
from pariter.problem import Policy, Problem, ProblemError
from pariter.progress import Progress
from pariter.result import Result, ResultError
from pariter.simulate import Knobs, company
from pariter.solvers import Solver

FINE, REFUSED, WRONG_INPUT, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except (ProblemError, ResultError) as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("Stopped. Nothing was written.", file=sys.stderr)
        return STOPPED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pariter", description="Pairs of people who help each other: proven and explained."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    match = commands.add_parser("match", help="pair the people in a CSV file")
    match.add_argument("people", type=Path, help="people.csv; the columns are in the README")
    match.add_argument("--policy", type=Path, help="policy.toml; the peer template if left out")
    match.add_argument("--out", type=Path, required=True, help="result.json, written whole or not at all")
    match.add_argument("--json", action="store_true", help="print the figures as JSON")
    match.set_defaults(run=_match)
    check = commands.add_parser("check", help="add a result up again, without any solver")
    check.add_argument("result", type=Path)
    check.add_argument("people", type=Path)
    check.add_argument("--json", action="store_true", help="print the findings as JSON")
    check.set_defaults(run=_check)
    tell = commands.add_parser("explain", help="why two people are, or are not, a pair")
    tell.add_argument("result", type=Path)
    tell.add_argument("people", type=Path)
    tell.add_argument("a")
    tell.add_argument("b")
    tell.set_defaults(run=_explain)
    trial = commands.add_parser("what-if", help="what a rule costs: the run with it and without")
    trial.add_argument("people", type=Path)
    trial.add_argument("rule", help="the name of a rule; one that is off is tried on")
    trial.add_argument("--policy", type=Path)
    trial.set_defaults(run=_what_if)
    invent = commands.add_parser("simulate", help="a company that does not exist: what if so many people enrol?")
    invent.add_argument("--out", type=Path, help="write its people as a CSV file")
    invent.add_argument("--seed", type=int, default=0)
    invent.add_argument("--policy", type=Path)
    for knob, value in _plain_knobs().items():
        invent.add_argument(f"--{knob}", type=type(value), default=value, help=f"{value} if left out")
    invent.set_defaults(run=_simulate)
    return parser


def _plain_knobs() -> dict[str, int | float]:
    """The knobs of a simulated company that are one number."""
    return {name: value for name, value in asdict(Knobs()).items() if isinstance(value, int | float)}


def _what_if(chosen: argparse.Namespace) -> int:
    problem = io.read_problem(chosen.people, io.read_policy(chosen.policy) if chosen.policy else None)
    print(json.dumps(asdict(explain.price_of(problem, chosen.rule)), indent=2))
    return FINE


def _simulate(chosen: argparse.Namespace) -> int:
    began = time.perf_counter()
    knobs = Knobs(**{name: getattr(chosen, name) for name in _plain_knobs()})
    problem = company(knobs, seed=chosen.seed, policy=io.read_policy(chosen.policy) if chosen.policy else None)
    if chosen.out:
        population = problem.population
        io.write_people(chosen.out, map(population.person, range(len(population))))
    result = Solver().solve(problem, progress=_bar if sys.stderr.isatty() else None)
    print(json.dumps({**figures_of(result), "seconds": round(time.perf_counter() - began, 3)}))
    return FINE


def _match(chosen: argparse.Namespace) -> int:
    began = time.perf_counter()
    threading.Thread(target=load, daemon=True).start()  # half a second, while the file is read and scored
    problem = io.read_problem(chosen.people, io.read_policy(chosen.policy) if chosen.policy else None)
    result = Solver().solve(problem, progress=_bar if sys.stderr.isatty() else None)
    io.write_whole(chosen.out, result.to_json())
    figures = {**figures_of(result), "seconds": round(time.perf_counter() - began, 3), "out": str(chosen.out)}
    if chosen.json:
        print(json.dumps(figures))
    else:
        _print_figures(figures)
    return FINE


def figures_of(result: Result) -> dict[str, Any]:
    """The figures of one run, as `--json` prints them."""
    reasons = [one.reason for one in result.unmatched]
    return {
        "engine": result.engine, "people": result.people, "pairs": len(result.pairs), "groups": len(result.groups),
        "placed": result.placed, "unmatched": len(reasons),
        "unmatched_reasons": {reason: reasons.count(reason) for reason in sorted(set(reasons))},
        "value": result.value, "bound": result.bound, "gap": result.gap, "gap_percent": round(result.gap_percent, 6),
        "mean": result.mean, "worst": result.worst,
    }  # fmt: skip


def _print_figures(figures: dict[str, Any]) -> None:
    print(
        f"{figures['placed']} of {figures['people']} people placed: {figures['pairs']} pairs, {figures['groups']} groups."
    )
    print(f"At most {figures['gap_percent']} % from the best possible, proven.")
    print(f"Mean value {figures['mean'] / 100:.1f} of 100, weakest pair {figures['worst'] / 100:.1f}.")
    for reason, count in figures["unmatched_reasons"].items():
        print(f"Without a place: {count} ({reason.replace('_', ' ')})")
    print(f"{figures['seconds']} s, written to {figures['out']}.")


def _bar(step: Progress) -> None:
    share = 100 * step.done // max(1, step.of)
    end = "\n" if step.stage == "done" else ""
    print(f"\r{step.stage.replace('_', ' '):<12}{share:>4} %", end=end, file=sys.stderr, flush=True)


def _read(chosen: argparse.Namespace) -> tuple[Problem, Result]:
    """A result, and the problem it was made for: the policy is written in the result."""
    result = Result.from_json(chosen.result.read_text("utf-8"))
    return io.read_problem(chosen.people, Policy.from_mapping(result.policy)), result


def _check(chosen: argparse.Namespace) -> int:
    try:
        problem, result = _read(chosen)
    except ResultError as error:
        findings = [checks.Finding("broken_file", {"why": str(error)})]
    else:
        findings = checks.check(problem, result)
    if chosen.json:
        print(json.dumps([{"code": one.code, **one.params} for one in findings]))
    elif findings:
        for one in findings:
            print(f"refused: {one.code} {json.dumps(dict(one.params))}")
    else:
        print(f"accepted: {len(result.pairs)} pairs, {len(result.groups)} groups, gap {result.gap_percent:.4f} %")
    return REFUSED if findings else FINE


def _explain(chosen: argparse.Namespace) -> int:
    problem, result = _read(chosen)
    print(json.dumps(explain.why_not(problem, result, chosen.a, chosen.b).to_mapping(), indent=2, ensure_ascii=False))
    return FINE


if __name__ == "__main__":
    raise SystemExit(main())
