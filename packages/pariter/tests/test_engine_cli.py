"""The command alone, from a CSV file: match, check, explain; errors with row, column and cure; nothing half written."""

from __future__ import annotations

import io as streams
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from pariter.cli import main
from pariter.io import read_problem, write_people
from pariter.progress import Bar, Progress

POLICY = """
kind = "pairs"
seed = 3
[rules]
same_manager = true
site = false
shared_hour = { hours = 2 }
[weights]
teaching = 9
aims = 2.5
[objective]
floor = 100
"""


@pytest.fixture
def crowd(tmp_path, firm):
    """Thirty people in a CSV file."""
    population = firm(30).population
    write_people(tmp_path / "people.csv", [population.person(place) for place in range(30)])
    return tmp_path / "people.csv"


def test_match_writes_a_result_that_check_accepts_and_refuses_once_altered(crowd, tmp_path, capsys):
    policy, out = tmp_path / "policy.toml", tmp_path / "result.json"
    policy.write_text(POLICY)
    assert main(["match", str(crowd), "--policy", str(policy), "--out", str(out), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["people"], figures["gap"]) == (30, 0)
    assert main(["check", str(out), str(crowd)]) == 0
    plain = json.loads(out.read_text())
    plain["pairs"][0]["value"] += 1
    out.write_text(json.dumps(plain))
    assert main(["check", str(out), str(crowd), "--json"]) == 1
    assert capsys.readouterr().out.startswith("accepted: ")


def test_check_refuses_a_result_of_other_people(crowd, tmp_path, capsys):
    out = tmp_path / "result.json"
    main(["match", str(crowd), "--out", str(out)])
    crowd.write_text(crowd.read_text().replace("department-0001", "department-0000"))
    assert (main(["check", str(out), str(crowd)]), "refused: other_problem" in capsys.readouterr().out) == (1, True)


def test_explain_tells_why_two_people_are_no_pair(crowd, tmp_path, capsys):
    out = tmp_path / "result.json"
    main(["match", str(crowd), "--out", str(out)])
    first = json.loads(out.read_text())["pairs"][0]
    capsys.readouterr()
    assert main(["explain", str(out), str(crowd), first["a"], first["b"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "paired"
    assert main(["explain", str(out), str(crowd), first["a"], first["b"]]) == 0
    assert capsys.readouterr().out.startswith(f"{first['a']} and {first['b']} are a pair.")
    assert main(["explain", str(out), str(crowd), first["a"]]) == 0
    assert capsys.readouterr().out.startswith(f"{first['a']} is with {first['b']}")
    assert main(["explain", str(out), str(crowd), first["a"], "nobody"]) == 2
    assert main(["explain", str(out), str(crowd), "nobody"]) == 2


def test_the_same_file_gives_the_same_bytes(crowd, tmp_path):
    for name in ("one", "two"):
        main(["match", str(crowd), "--out", str(tmp_path / name)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_wrong_input_ends_with_two_and_one_line_each(tmp_path, capsys):
    assert main(["match", str(tmp_path / "no.csv"), "--out", str(tmp_path / "r.json")]) == 2
    (tmp_path / "p.toml").write_text("[weights]\nteachng = 9\naims = nan\n[rules]\nsame_manger = true\n")
    (tmp_path / "people.csv").write_text("id\na\nb\n")
    assert (
        main(
            ["match", str(tmp_path / "people.csv"), "--policy", str(tmp_path / "p.toml"), "--out", str(tmp_path / "r")]
        )
        == 2
    )
    told = capsys.readouterr().err
    assert [name in told for name in ("'same_manager'", "'teaching'", "not a number")] == [True] * 3
    assert not (tmp_path / "r").exists()


def test_a_run_stopped_by_hand_leaves_nothing(crowd, tmp_path, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("pariter.cli.Solver.solve", stop)
    assert main(["match", str(crowd), "--out", str(tmp_path / "r.json")]) == 130
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_what_if_compares_several_rules_and_weights_alone_and_together(crowd, capsys):
    assert main(["what-if", str(crowd), "shared_hour", "site", "teaching=2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [run["name"] for run in told] == [
        "as it stands", "without shared_hour", "with site", "teaching = 2", "all together",
    ]  # fmt: skip
    assert set(told[0]["figures"]) == {"pairs", "placed", "mean", "worst", "value", "bound"}
    assert main(["what-if", str(crowd), "shared_hour"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    for wrong in ("shared_our", "teachng=2", "teaching=much", "teaching=nan"):
        assert main(["what-if", str(crowd), wrong]) == 2
    told = capsys.readouterr().err
    assert ["'shared_hour'" in told, "'teaching'" in told, told.count("not a number")] == [True, True, 2]


def test_simulate_answers_what_if_so_many_enrol_and_writes_them(tmp_path, capsys):
    out = tmp_path / "people.csv"
    knobs = ["--people", "40", "--skills", "20", "--seed", "5", "--offers", "2-4"]
    assert main(["simulate", *knobs, "--runs", "3", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert ([run["seed"] for run in told["runs"]], len(told["spread"]["placed_percent"])) == ([5, 6, 7], 3)
    assert len(read_problem(out).population) == 40
    assert main(["simulate", *knobs]) == 0
    assert "placed_percent" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["simulate", "--offers", "8-3"])


def test_a_file_full_of_flaws_is_told_in_forty_lines(tmp_path, capsys):
    (tmp_path / "people.csv").write_text("id,level\n" + "".join(f"{row},x\n" for row in range(60)))
    assert main(["match", str(tmp_path / "people.csv"), "--out", str(tmp_path / "r.json")]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "… and 20 more."
    assert main(["match", str(tmp_path / "people.csv"), "--out", str(tmp_path / "r.pdf")]) == 2


def test_a_sample_is_called_no_proof(crowd, tmp_path, capsys):
    main(["match", str(crowd), "--out", str(tmp_path / "r.json"), "--out", str(tmp_path / "r.csv")])
    assert main(["check", str(tmp_path / "r.json"), str(crowd), "--sample", "16"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("no proof.")


def test_the_bar_draws_stages_and_gives_compiling_a_line_of_its_own():
    stream = streams.StringIO()
    bar = Bar(stream)
    for step in (Progress("compiling", 0, 1), Progress("total", 1, 2, found=7), Progress("done", 1, 1)):
        bar(step)
    told = stream.getvalue()
    assert ("Compiling" in told.splitlines()[0], "50%  7 pairs" in told, told.endswith("\r")) == (True, True, True)


def started(command, folder):
    """A process that hears Ctrl-C, even where the tests themselves run in the background and do not."""

    def hears():
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hears,  # noqa: PLW1509 - nothing else runs in the tests' process
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_real_signal_ends_the_command_with_130_and_nothing_behind(tmp_path, firm, number):
    population = firm(900).population
    write_people(tmp_path / "people.csv", [population.person(place) for place in range(900)])
    told = "print('on', flush=True); time.sleep(30)"
    code = (
        "import sys, time; from pariter import cli, Solver, io; whole = io.write_all\n"
        f"def slow(contents):\n    import os, tempfile; real = os.fsync\n    def sync(handle): {told}\n    os.fsync = sync; whole(contents)\n"
        "io.write_all = slow; sys.exit(cli.main())\n"
    )
    command = [sys.executable, "-c", code, "match", "people.csv", "--out", "r.json"]
    run = started(command, tmp_path)
    assert run.stdout.readline() == "on\n"
    assert len(list(tmp_path.glob(".r.json.*"))) == 1
    os.kill(run.pid, number)
    assert "Nothing was written" in run.communicate(timeout=20)[1]
    assert (run.returncode, [path.name for path in tmp_path.iterdir()]) == (130, ["people.csv"])


@pytest.mark.slow
def test_ctrl_c_while_solving_leaves_nothing(tmp_path, firm):
    population = firm(2_000).population
    write_people(tmp_path / "people.csv", [population.person(place) for place in range(2_000)])
    code = (
        "import sys; from pariter import cli; from pariter.solvers import pairs; solve = pairs.solve\n"
        "def told(*some, **more):\n    print('on', flush=True); return solve(*some, **more)\n"
        "pairs.solve = told; sys.exit(cli.main())\n"
    )
    run = started([sys.executable, "-c", code, "match", "people.csv", "--out", "r.json"], tmp_path)
    assert run.stdout.readline() == "on\n"
    time.sleep(0.2)
    run.send_signal(signal.SIGINT)
    told = run.communicate(timeout=60)[1]
    assert (run.returncode, "Traceback" in told, [path.name for path in tmp_path.iterdir()]) == (
        130,
        False,
        ["people.csv"],
    )
