"""The command `pariter`: `match`, `check`, `explain`, `what-if`, `simulate`, `bench`.

Exit codes: 0 fine, 1 refused by the check, 2 wrong input, 130 stopped. What only one command needs is loaded by that command: a small
pool is matched in the time that loading everything would take.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

from pariter import io
from pariter.kernels.assignment import load
from pariter.problem import CRITERIA, RULES, Flaw, Policy, Problem, ProblemError, nearest
from pariter.progress import Bar
from pariter.result import Result, ResultError
from pariter.solvers import Solver

FINE, REFUSED, WRONG_INPUT, STOPPED = 0, 1, 2, 130
MOST_FLAWS = 40  # that are printed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)  # leaves nothing behind either
    try:
        if given[:1] == ["bench"]:
            from pariter import bench  # noqa: PLC0415 - has a parser of its own

            return bench.main(given[1:])
        chosen = _parser(given).parse_args(given)
        code: int = chosen.run(chosen)
    except ProblemError as error:
        print("\n".join(str(flaw) for flaw in error.flaws[:MOST_FLAWS]), file=sys.stderr)
        if len(error.flaws) > MOST_FLAWS:
            print(f"… and {len(error.flaws) - MOST_FLAWS} more.", file=sys.stderr)
        return WRONG_INPUT
    except ResultError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("\nStopped. Nothing was written.", file=sys.stderr)
        return STOPPED
    return code


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pariter", description="Pairs of people who help each other: proven and explained."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    match = _command(commands, "match", "pair the people in a CSV, XLSX or JSON file", _match, "policy")
    match.add_argument("people", type=Path, help="people.csv; the columns are in the README")
    match.add_argument(
        "--out", type=Path, required=True, action="append",
        help="result.json, which `check` reads; also .csv or .xlsx for readers; may be repeated; written whole or not at all",
    )  # fmt: skip
    match.add_argument("--skills", type=Path, help="the skills there are, one a line; others are refused")
    check = _command(commands, "check", "add a result up again, without any solver", _check, "result")
    check.add_argument(
        "--sample", type=int, help="test prices on about so many people only: quick for large pools, no proof"
    )
    tell = _command(
        commands, "explain", "why two people are, or are not, a pair; or where one stands", _explain, "result"
    )
    tell.add_argument("a")
    tell.add_argument("b", nargs="?")
    trial = _command(commands, "what-if", "what rules and weights cost: the runs side by side", _what_if, "policy")
    trial.add_argument("people", type=Path)
    trial.add_argument("change", nargs="+", help="a rule to turn off, or on; or a weight: teaching=5")
    invent = _command(commands, "simulate", "what if so many people enrol like this?", _simulate, "policy")
    invent.add_argument("--out", type=Path, help="write the people of the first run as a CSV file")
    invent.add_argument("--seed", type=int, default=0, help="of the first run")
    invent.add_argument("--runs", type=int, default=1, help="how many companies are drawn, each with the next seed")
    if "simulate" in given:
        for knob, value in _knobs().items():
            told = "-".join(map(str, value)) if isinstance(value, tuple) else value
            invent.add_argument(
                f"--{knob}",
                type=_span if isinstance(value, tuple) else type(value),
                default=value,
                help=f"{told} if left out",
            )
    commands.add_parser("bench", help="speed and proven gap on simulated companies")  # `pariter.bench` reads the rest
    return parser


def _command(commands: Any, name: str, text: str, run: Any, reads: str) -> argparse.ArgumentParser:
    """A command that prints words, or JSON, and reads a policy or a result."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="print JSON")
    if reads == "policy":
        parser.add_argument("--policy", type=Path, help="policy.toml; the peer template if left out")
    else:
        parser.add_argument("result", type=Path, help="result.json, as `match` writes it")
        parser.add_argument("people", type=Path, help="the file it was made from")
    parser.set_defaults(run=run)
    return parser


def _knobs() -> dict[str, int | float | tuple[int, int]]:
    """The knobs of a simulated company."""
    from pariter.simulate import Knobs  # noqa: PLC0415 - needs numpy.random

    return asdict(Knobs())


def _span(text: str) -> tuple[int, int]:
    """`3-8` or `4` as fewest and most."""
    fewest, _, most = text.partition("-")
    span = (int(fewest), int(most or fewest))
    if not 0 <= span[0] <= span[1] <= 99:
        raise ValueError
    return span


def _listener() -> Bar | None:
    """A bar for whoever watches; silence in pipes."""
    return Bar(sys.stderr) if sys.stderr.isatty() else None


def _policy(chosen: argparse.Namespace) -> Policy | None:
    return io.read_policy(chosen.policy) if chosen.policy else None


def _match(chosen: argparse.Namespace) -> int:
    began = time.perf_counter()
    threading.Thread(target=load, daemon=True).start()  # while the file is read and scored
    skills = io.read_skills(chosen.skills) if chosen.skills else None
    for out in chosen.out:
        io.known_format(out)
    problem = io.read_problem(chosen.people, _policy(chosen), skills=skills)
    result = Solver().solve(problem, progress=_listener())
    io.write_all({out: io.rendered(result, out) for out in chosen.out})
    told = {
        **figures_of(result),
        "seconds": round(time.perf_counter() - began, 3),
        "out": ", ".join(map(str, chosen.out)),
    }
    if chosen.json:
        print(json.dumps(told))
    else:
        _print_figures(told)
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


def _print_figures(told: dict[str, Any]) -> None:
    print(f"{told['placed']} of {told['people']} people placed: {told['pairs']} pairs, {told['groups']} groups.")
    print(f"At most {told['gap_percent']} % from the best possible, proven.")
    print(f"Mean value {told['mean'] / 100:.1f} of 100, weakest pair {told['worst'] / 100:.1f}.")
    for reason, count in told["unmatched_reasons"].items():
        print(f"Without a place: {count} ({reason.replace('_', ' ')})")
    print(f"{told['seconds']} s, written to {told['out']}.")


def _read(chosen: argparse.Namespace) -> tuple[Problem, Result]:
    """A result, and the problem it was made for: the policy is written in the result."""
    result = io.read_result(chosen.result)
    return io.read_problem(chosen.people, Policy.from_mapping(result.policy)), result


def _check(chosen: argparse.Namespace) -> int:
    from pariter import checks  # noqa: PLC0415

    try:
        problem, result = _read(chosen)
    except ResultError as error:
        findings = [checks.Finding("broken_file", {"why": str(error)})]
    else:
        findings = checks.check(problem, result, sample=chosen.sample)
    if chosen.json:
        print(json.dumps([{"code": one.code, **one.params} for one in findings]))
    elif findings:
        for one in findings:
            print(f"refused: {one.code} {json.dumps(dict(one.params))}")
    else:
        print(f"accepted: {len(result.pairs)} pairs, {len(result.groups)} groups, gap {result.gap_percent:.4f} %")
        if chosen.sample and chosen.sample < result.people:
            print(
                f"Records and sums were tested in full, prices on all pairs of about {chosen.sample} people: no proof."
            )
    return REFUSED if findings else FINE


def _explain(chosen: argparse.Namespace) -> int:
    from pariter import explain  # noqa: PLC0415

    problem, result = _read(chosen)
    answer = explain.why_not(problem, result, chosen.a, chosen.b) if chosen.b else explain.place_of(result, chosen.a)
    if chosen.json:
        print(json.dumps(answer.to_mapping(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(answer.sentences()))
    return FINE


def _what_if(chosen: argparse.Namespace) -> int:
    from pariter import explain  # noqa: PLC0415

    rules, weights = [change for change in chosen.change if "=" not in change], {}
    for change in chosen.change:
        name, equals, weight = change.partition("=")
        if equals:
            weights[name] = _weight(name, weight)
        elif name not in RULES:
            cure = nearest(name, [*RULES, *(f"{criterion}=" for criterion in CRITERIA)])
            raise ProblemError([Flaw("unknown_name", "change", name, "no such rule", cure)])
    runs = explain.what_if(io.read_problem(chosen.people, _policy(chosen)), rules=rules, weights=weights)
    if chosen.json:
        print(json.dumps([asdict(run) for run in runs], indent=2))
        return FINE
    print(f"{'':<32}{'pairs':>8}{'placed':>8}{'mean':>8}{'weakest':>8}{'moved':>8}")
    for run in runs:
        told = run.figures
        print(
            f"{run.name:<32}{told.pairs:>8}{told.placed:>8}{told.mean / 100:>8.1f}{told.worst / 100:>8.1f}{run.moved:>8}"
        )
    return FINE


def _weight(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        flaw = Flaw("bad_weight", f"weights.{name}", text, "not a number", "A number from 0 to 10.")
        raise ProblemError([flaw]) from error


def _simulate(chosen: argparse.Namespace) -> int:
    from pariter import simulate  # noqa: PLC0415

    knobs = simulate.Knobs(**{name: getattr(chosen, name) for name in _knobs()})
    seeds, policy = range(chosen.seed, chosen.seed + max(1, chosen.runs)), _policy(chosen)
    if chosen.out:
        people = simulate.company(knobs, seed=chosen.seed).population
        io.write_people(chosen.out, map(people.person, range(len(people))))
    forecast = simulate.forecast(knobs, seeds, policy=policy, progress=_listener())
    if chosen.json:
        print(json.dumps(forecast.to_mapping()))
        return FINE
    print(f"If {knobs.people} people enrol like this, in {len(seeds)} drawn companies:")
    for name, (least, middle, most) in forecast.spread().items():
        print(f"  {name:<24}{least:>8.1f} to {most:.1f}, median {middle:.1f}")
    return FINE


if __name__ == "__main__":
    raise SystemExit(main())
