"""Files in and out: every flaw with row, column and cure; nothing half written; nothing taken for a formula."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date

import openpyxl
import pytest
import python_calamine

from pariter import Person, Policy, Problem, ProblemError, Solver
from pariter.hours import offset_hours, read_week, write_week
from pariter.io import (
    neutral,
    read_policy,
    read_problem,
    read_result,
    read_skills,
    rendered,
    write_all,
    write_people,
    write_whole,
)
from pariter.io.files import plain

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
        ("row 2, column level", "boss"),
        ("row 2, column offers", "x:5"),
        ("row 2, column seeks", "y:0"),
        ("row 2, column hours", "mon 9-25"),
        ("row 2, column time_zone", "Mars/One"),
        ("row 2, column style", "9"),
        ("row 2, column role", "chief"),
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
    assert flaws_of(tmp_path, " \n") == [(str(tmp_path / "people.csv"), "")]
    assert flaws_of(tmp_path, "id,name\na,b,c\n") == [("row 2", "3")]


def test_files_that_are_not_text_or_not_there_are_refused(tmp_path):
    (tmp_path / "people.csv").write_bytes(b"id\n\xff\xfe")
    with pytest.raises(ProblemError, match="UTF-8"):
        read_problem(tmp_path / "people.csv")
    with pytest.raises(ProblemError, match="cannot be opened"):
        read_problem(tmp_path / "absent.csv")
    assert flaws_of(tmp_path, 'id\n"a\n') == [(f"{tmp_path / 'people.csv'}, line 2", "")]


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


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "result.json"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(target, "new \ud800")
    assert ([path.name for path in tmp_path.iterdir()], target.read_text()) == (["result.json"], "old")


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


def refusal(path, **options):
    """The one flaw of a file."""
    with pytest.raises(ProblemError) as refused:
        read_problem(path, **options)
    (flaw,) = refused.value.flaws
    return flaw


def test_another_encoding_is_named_with_line_character_and_the_word_it_would_be(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes("id,department\na,hr\nb,qualità\n".encode("cp1252"))
    flaw = refusal(path)
    assert (flaw.code, flaw.where, "'qualità'" in flaw.cure) == ("not_utf8", f"{path}, line 3, character 9", True)
    path.write_bytes("id\na\n".encode("utf-16"))
    assert (refusal(path).code, refusal(path).value) == ("not_utf8", "UTF-16")


def test_a_spreadsheet_in_disguise_and_a_file_that_is_none_are_refused(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"PK\x03\x04rest")
    assert (refusal(path).code, refusal(path).cure) == ("not_csv", "Let its name end in .xlsx.")
    path.write_bytes(b"\xd0\xcf\x11\xe0rest")
    assert refusal(path).code == "not_csv"
    path = tmp_path / "people.xlsx"
    path.write_bytes(b"id,name\n")
    assert refusal(path).code == "not_xlsx"
    path.write_bytes(b"")
    assert refusal(path).code == "empty_file"
    openpyxl.Workbook().save(path)
    assert refusal(path).code == "empty_file"


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "empty_file", ""),
        ("{", "not_json", ", line 1, column 2"),
        ("[1]", "not_people", ""),
        ('{"folk": []}', "not_people", ""),
        ("[]", "pool_of_one", ""),
    ],
)
def test_json_that_holds_no_people_is_refused(tmp_path, text, code, where):
    path = tmp_path / "people.json"
    path.write_text(text)
    assert (refusal(path).code, refusal(path).where) == (code, f"{path}{where}")


def test_flaws_of_json_name_the_person(tmp_path):
    path = tmp_path / "people.json"
    path.write_text('[{"id": "a"}, {"id": "b", "level": "high"}, {"id": ["c"]}]')
    with pytest.raises(ProblemError) as refused:
        read_problem(path)
    assert [flaw.where for flaw in refused.value.flaws] == ["person 2, column level", "person 3, column id"]


def test_a_pool_of_one_is_refused_by_name(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id\na\n")
    assert (refusal(path).code, refusal(path).value) == ("pool_of_one", "1")
    path.write_text("id\n")
    assert (refusal(path).code, refusal(path).value) == ("pool_of_one", "0")


def test_a_doubled_id_names_both_rows(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id\na\nb\na\n")
    assert (refusal(path).code, refusal(path).where) == ("doubled_id", "row 4, column id")
    assert "row 2" in refusal(path).message


def test_a_skill_that_is_not_on_the_list_is_refused_with_the_nearest(tmp_path):
    path, skills = tmp_path / "people.csv", tmp_path / "skills.txt"
    skills.write_text("# ours\npython\nsql\n")
    path.write_text("id,offers,seeks\na,pythn:2,sql\nb,sql,\n")
    flaw = refusal(path, skills=read_skills(skills))
    assert (flaw.code, flaw.where, flaw.cure) == ("unknown_skill", "row 2, column offers", "Did you mean 'python'?")
    assert len(read_problem(path).population) == 2


def test_a_locked_pair_that_a_rule_bars_names_row_and_rule(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,manager,locked\na,m,\nb,m,a\n")
    flaw = refusal(path, policy=Policy(rules={"same_manager": {}}))
    assert (flaw.code, flaw.where, flaw.message) == (
        "locked_but_barred",
        "row 3, column locked",
        "barred by same_manager",
    )


@pytest.mark.parametrize("span", ["mon 9-25", "mon 12-9", "noon"])
def test_an_impossible_hour_is_named(tmp_path, span):
    path = tmp_path / "people.csv"
    path.write_text(f"id,hours\na,{span}\nb,\n")
    assert (refusal(path).code, refusal(path).where, refusal(path).value) == (
        "impossible_hour",
        "row 2, column hours",
        span,
    )


@pytest.mark.parametrize("weight", ["nan", "inf", "-1", '"much"'])
def test_a_weight_that_cannot_be_is_named_with_its_line(tmp_path, weight):
    path = tmp_path / "policy.toml"
    path.write_text(f"seed = 1\n[weights]\naims = {weight}\n")
    with pytest.raises(ProblemError) as refused:
        read_policy(path)
    assert [(flaw.code, flaw.where) for flaw in refused.value.flaws] == [
        ("bad_weight", f"{path}, line 3, weights.aims")
    ]


def test_misspelt_keys_of_a_policy_are_named_with_line_and_nearest(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text("kind = 'pairs'\n[rules]\nshared_hour = { hour = 1 }\nsame_manger = true\n")
    with pytest.raises(ProblemError) as refused:
        read_policy(path)
    assert [(flaw.where, flaw.cure) for flaw in refused.value.flaws] == [
        (f"{path}, line 3, rules.shared_hour.hour", "Did you mean 'hours'?"),
        (f"{path}, line 4, rules.same_manger", "Did you mean 'same_manager'?"),
    ]
    path.write_text("[weights")
    with pytest.raises(ProblemError, match="TOML"):
        read_policy(path)
    path.write_text("kynd = 1\n[rules.shared_hour]\nhour = 2\n")
    with pytest.raises(ProblemError, match=r"line 1, policy\.kynd"):
        read_policy(path)


def test_people_from_a_spreadsheet_and_from_json_are_those_of_the_csv(crowd, tmp_path):
    lines = list(csv.reader(crowd.read_text().splitlines()))
    book = openpyxl.Workbook()
    book.active.append(["elsewhere"])
    sheet = book.create_sheet("People")
    for line in lines:
        sheet.append([int(cell) if cell.isdecimal() else plain(cell) or None for cell in line] + [None])
    book.save(tmp_path / "people.xlsx")
    named = [{name: plain(cell) for name, cell in zip(lines[0], line, strict=True)} for line in lines[1:]]
    for one in named:
        one["offers"] = dict(item.split(":") for item in one["offers"].split(";"))
        one["aims"] = one["aims"].split(";")
        one["seeks"] = [item.split(":") for item in one["seeks"].split(";") if item]
        one["site"] = one["site"] or None
    (tmp_path / "people.json").write_text(json.dumps({"people": named}))
    digests = {read_problem(tmp_path / f"people.{form}").digest() for form in ("csv", "xlsx", "json")}
    assert len(digests) == 1


def test_dates_and_too_many_cells_in_a_spreadsheet_are_refused(tmp_path):
    book = openpyxl.Workbook()
    for line in (["id", "hours"], ["a", date(2026, 9, 12)], ["b", None, None, "more"], [None, None], ["c", 1.5]):
        book.active.append(line)
    book.save(tmp_path / "people.xlsx")
    with pytest.raises(ProblemError) as refused:
        read_problem(tmp_path / "people.xlsx")
    assert [(flaw.code, flaw.where) for flaw in refused.value.flaws] == [
        ("bad_cell", "row 2, column hours"), ("too_many_cells", "row 3"), ("impossible_hour", "row 5, column hours"),
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'="])
def test_no_text_is_taken_for_a_formula_and_all_reads_back(tmp_path, start):
    assert (neutral(start + "cmd"), plain(neutral(start + "cmd"))) == ("'" + start + "cmd", start + "cmd")
    people = [Person(id=start.strip() + "a", department=start.strip() + "1+1"), Person(id="b")]
    write_people(tmp_path / "people.csv", people)
    cells = [cell for line in (tmp_path / "people.csv").read_text().splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r＝＋－＠")]
    assert read_problem(tmp_path / "people.csv").population.digest() == Problem.of(people=people).population.digest()


def test_a_result_as_a_spreadsheet_has_people_pairs_and_figures_and_no_formula(tmp_path):
    people = [
        Person(id="=a", offers=(("=sql", 4),)),
        Person(id="b", seeks=(("=sql", 1),)),
        Person(id="c"),
        Person(id="d\x07"),
    ]
    result = Solver().solve(Problem.of(people=people, policy=Policy(rules={}, leftovers="none")))
    (tmp_path / "r.xlsx").write_bytes(rendered(result, tmp_path / "r.xlsx"))
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "r.xlsx")
    everyone, pairs, figures = (book.get_sheet_by_name(name).to_python() for name in ("people", "pairs", "figures"))
    assert ([row[0] for row in everyone[1:]], len(pairs), figures[1][:2]) == (["'=a", "b", "c", "d�"], 3, ["people", 4])
    assert [cell.data_type for row in openpyxl.load_workbook(tmp_path / "r.xlsx")["people"] for cell in row].count(
        "f"
    ) == 0


def test_a_result_as_csv_tells_everybody_their_place_and_why(crowd, tmp_path):
    result = Solver().solve(read_problem(crowd))
    lines = rendered(result, tmp_path / "r.csv").splitlines()
    assert (lines[0].split(",")[:3], len(lines)) == (["id", "place", "with"], 31)
    (tmp_path / "r.json").write_text(rendered(result, tmp_path / "r.json"))
    assert read_result(tmp_path / "r.json") == result
    with pytest.raises(ProblemError, match=r"\.csv"):
        rendered(result, tmp_path / "r.pdf")


def test_of_several_files_none_takes_its_name_before_all_are_written(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        write_all({tmp_path / "one": "fine", tmp_path / "two": "\ud800"})
    with pytest.raises(FileNotFoundError):
        write_all({tmp_path / "one": "fine", tmp_path / "nowhere" / "two": "fine"})
    assert list(tmp_path.iterdir()) == []
    write_all({tmp_path / "one": "fine", tmp_path / "two": b"fine"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


@pytest.mark.slow
def test_without_the_extra_sheets_the_cure_is_named(tmp_path):
    code = (
        "import sys; sys.modules['python_calamine'] = sys.modules['openpyxl'] = None\n"
        "from pathlib import Path; from pariter import ProblemError, Problem, Person, Solver; from pariter.io import read_problem, rendered\n"
        "result = Solver().solve(Problem.of(people=[Person(id='a')]))\n"
        "for run in (lambda: read_problem('people.xlsx'), lambda: rendered(result, Path('r.xlsx'))):\n"
        "    try: run()\n"
        "    except ProblemError as error: print(error.flaws[0].code)\n"
    )
    (tmp_path / "people.xlsx").write_bytes(b"PK")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout.split() == ["no_reader", "no_writer"]
