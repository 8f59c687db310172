"""The command alone, from a CSV file: match, check, explain; errors with row, column and cure; nothing half written."""

from __future__ import annotations

import json

import pytest

from pariter import Person, Policy, Problem, ProblemError
from pariter.cli import main
from pariter.hours import offset_hours, read_week, write_week
from pariter.io import read_problem, write_people, write_whole

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


def flaws_of(tmp_path, text):
    (tmp_path / "people.csv").write_text(text, "utf-8")
    with pytest.raises(ProblemError) as refusal:
        read_problem(tmp_path / "people.csv")
    return [(flaw.where, flaw.value) for flaw in refusal.value.flaws]


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
    assert main(["explain", str(out), str(crowd), first["a"], first["b"]]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "paired"
    assert main(["explain", str(out), str(crowd), first["a"], "nobody"]) == 2


def test_the_same_file_gives_the_same_bytes(crowd, tmp_path):
    for name in ("one", "two"):
        main(["match", str(crowd), "--out", str(tmp_path / name)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_every_flaw_of_a_file_is_named_by_row_and_column(tmp_path):
    text = (
        "id,level,offers,seeks,hours,time_zone,style,role,max_partners,past,locked,forbidden\n"
        "a,boss,x:5,y:0,mon 9-25,Mars/One,9,chief,0,b,zz,a\n"
        "a,,,,,,,,,,,\n"
        ",,,,,,,,,,,\n"
        ",1,,,,,,,,,,\n"
        "b,,x:1;x:2,,tue 12-9,,,,,,,\n"
    )
    assert flaws_of(tmp_path, text) == [
        ("row 2, column style", "9"),
        ("row 2, column role", "chief"),
        ("row 2, column level", "boss"),
        ("row 2, column offers", "x:5"),
        ("row 2, column seeks", "y:0"),
        ("row 2, column time_zone", "Mars/One"),
        ("row 2, column max_partners", "0"),
        ("row 2, column past", "b"),
        ("row 2, column forbidden", "a"),
        ("row 3, column id", "a"),
        ("row 5, column id", ""),
        ("row 6, column offers", "x"),
        ("row 6, column hours", "tue 12-9"),
        ("row 2, column locked", "zz"),
    ]


def test_a_misspelt_column_is_named_with_the_nearest(tmp_path):
    (tmp_path / "people.csv").write_text("id,ofers,ofers\n")
    with pytest.raises(ProblemError) as refusal:
        read_problem(tmp_path / "people.csv")
    assert next((flaw.code, flaw.cure) for flaw in refusal.value.flaws) == ("unknown_column", "Did you mean 'offers'?")
    assert flaws_of(tmp_path, "id,name,name\n") == [("row 1", "name")]
    assert flaws_of(tmp_path, "name\n") == [("row 1", "name")]
    assert flaws_of(tmp_path, "") == [("row 1", "")]
    assert flaws_of(tmp_path, "id,name\na,b,c\n") == [("row 2", "3")]


def test_files_that_are_not_text_or_not_there_are_refused(tmp_path):
    (tmp_path / "people.csv").write_bytes(b"id\n\xff\xfe")
    with pytest.raises(ProblemError, match="UTF-8"):
        read_problem(tmp_path / "people.csv")
    with pytest.raises(ProblemError, match="cannot be opened"):
        read_problem(tmp_path / "absent.csv")
    assert flaws_of(tmp_path, 'id\n"a\n') == [(str(tmp_path / "people.csv"), "")]


def test_semicolons_and_byte_order_marks_are_understood(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(
        "\ufeffid;offers;seeks;hours;time_zone;past\r\nà;sql:3|ux;go|c|r|b;mon 9-11|sun 23-24;Europe/Rome;b:3\r\nb;;;;;\r\n".encode()
    )
    problem = read_problem(path)
    hours = 1 << 8 | 1 << 9 | 1 << 166
    assert problem.population.person(1) == Person(
        id="à",
        offers=(("sql", 3), ("ux", 2)),
        seeks=(("b", 3), ("c", 2), ("go", 1), ("r", 3)),
        hours=hours,
        time_zone="Europe/Rome",
    )
    assert problem.met == {(0, 1): 3}


def test_people_written_read_back_the_same(crowd, firm):
    population = firm(30).population
    assert (
        read_problem(crowd).population.digest()
        == Problem.of(people=map(population.person, range(30))).population.digest()
    )


@pytest.mark.parametrize(
    ("spans", "zone", "first"),
    [
        (["mon 0-1"], "UTC", 0),
        (["mon 0-1"], "+02:00", 166),
        (["sat-mon 0-24"], "", 0),
        (["mon 9-10"], "America/New_York", 14),
    ],
)
def test_hours_are_read_in_their_zone(spans, zone, first):
    week = read_week(spans, zone)
    assert week & -week == 1 << first


@pytest.mark.parametrize("span", ["monday 9-12", "mon 9", "mon 12-9", "xyz 1-2", "hex:12", "mon 9-25"])
def test_hours_that_cannot_be_are_refused(span):
    with pytest.raises(ValueError, match=r"."):
        read_week([span])


def test_zones_that_cannot_be_are_refused():
    assert [offset_hours(zone) for zone in ("+0530", "-03:00", "UTC+1")] == [5, -3, 1]
    for zone in ("Mars", "+15:00"):
        with pytest.raises(ValueError, match="zone"):
            offset_hours(zone)


def test_a_week_is_written_as_it_is_read():
    assert read_week([write_week(5 << 100)]) == 5 << 100
    assert write_week(0) == ""


def test_wrong_input_ends_with_two_and_one_line_each(tmp_path, capsys):
    assert main(["match", str(tmp_path / "no.csv"), "--out", str(tmp_path / "r.json")]) == 2
    (tmp_path / "p.toml").write_text("[weights]\nteachng = 9\naims = nan\n[rules]\nsame_manger = true\n")
    (tmp_path / "people.csv").write_text("id\na\n")
    assert (
        main(
            ["match", str(tmp_path / "people.csv"), "--policy", str(tmp_path / "p.toml"), "--out", str(tmp_path / "r")]
        )
        == 2
    )
    told = capsys.readouterr().err
    assert [name in told for name in ("'same_manager'", "'teaching'", "not a number")] == [True] * 3
    assert not (tmp_path / "r").exists()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "result.json"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(target, "new \ud800")
    assert ([path.name for path in tmp_path.iterdir()], target.read_text()) == (["result.json"], "old")


def test_a_run_stopped_by_hand_leaves_nothing(crowd, tmp_path, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("pariter.cli.Solver.solve", stop)
    assert main(["match", str(crowd), "--out", str(tmp_path / "r.json")]) == 130
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"kynd": "pairs"}, "policy.kynd"),
        ({"rules": {"shared_hour": {"hour": 1}}}, "rules.shared_hour.hour"),
        ({"rules": {"shared_hour": {"hours": -1}}}, "rules.shared_hour.hours"),
        ({"rules": {"department": {"must": "near"}}}, "rules.department.must"),
        ({"rules": {"same_manager": 3}}, "rules.same_manager"),
        ({"rules": []}, "rules"),
        ({"weights": {"aims": 11}}, "weights.aims"),
        ({"weights": {"aims": "much"}}, "weights.aims"),
        ({"objective": {"flor": 1}}, "objective.flor"),
        ({"objective": {"floor": 20_000}}, "objective.floor"),
        ({"group_size": [6, 4]}, "group_size"),
        ({"group_size": 4}, "group_size"),
        ({"kind": "trios"}, "kind"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_by_name(wrong, where):
    with pytest.raises(ProblemError) as refusal:
        Policy.from_mapping(wrong)
    assert [flaw.where for flaw in refusal.value.flaws] == [where]


def test_a_policy_reads_back_the_same():
    policy = Policy.from_toml(POLICY)
    assert Policy.from_mapping(policy.to_mapping()) == policy
    assert (dict(policy.rules["shared_hour"]), policy.whole_weights) == ({"hours": 2}, {"teaching": 900, "aims": 250})
    with pytest.raises(ProblemError, match="TOML"):
        Policy.from_toml("[")


def test_what_if_compares_the_runs_with_a_rule_and_without(crowd, capsys):
    assert main(["what-if", str(crowd), "shared_hour"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rule"], set(told["with_rule"])) == (
        "shared_hour",
        {"pairs", "placed", "mean", "worst", "value", "bound"},
    )
    assert main(["what-if", str(crowd), "shared_our"]) == 2


def test_simulate_answers_what_if_so_many_enrol_and_writes_them(tmp_path, capsys):
    out = tmp_path / "people.csv"
    assert main(["simulate", "--people", "40", "--skills", "20", "--seed", "5", "--out", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["people"] == 40
    assert len(read_problem(out).population) == 40
