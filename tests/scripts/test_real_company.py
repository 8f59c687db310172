"""The script that makes a company out of public data, on a handful of invented rows in the same form."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "real_company.py"
STAFF = "Department,Gender,EmployeeNumber,JobLevel,JobRole,TotalWorkingYears,YearsAtCompany\n" + "".join(
    f"{room},{'Female' if n % 2 else 'Male'},{n},{1 + n % 3},Role,{n % 30},{n % 10}\n"
    for n, room in enumerate(["Sales", "Research & Development"] * 15)
)
HEAD = "Respondent,LanguageWorkedWith,LanguageDesireNextYear,DatabaseWorkedWith,DatabaseDesireNextYear,PlatformWorkedWith,PlatformDesireNextYear,WebFrameWorkedWith,WebFrameDesireNextYear\n"
SURVEY = HEAD + "1,C++,Rust,MySQL,,Linux,,,\n1,Python,,,,,,,\n2,Rust,Python,,MySQL,,,React.js,\n3,Java,Java,,,,,,\n"


@pytest.fixture
def company(tmp_path):
    (tmp_path / "ibm_emp_attrition.csv").write_text(STAFF, encoding="utf-8-sig")
    (tmp_path / "so2019_subset_have_want_long.csv").write_text(SURVEY, encoding="utf-8-sig")
    return tmp_path


def made(company, out):
    subprocess.run([sys.executable, SCRIPT, "--data", company, "--out", out], check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.slow
def test_the_three_files_agree_and_are_the_same_each_time(company):
    first = made(company, company / "one")
    assert first == made(company, company / "two")
    people, enrolments, population = (
        list(csv.DictReader(first[name].decode().splitlines()))
        for name in ("people.csv", "enrolments.csv", "population.csv")
    )
    assert (
        [one["E-mail"] for one in people] == [one["E-mail"] for one in enrolments] == [one["id"] for one in population]
    )
    assert len({one["E-mail"] for one in people}) == 30
    assert {one["Line manager"] for one in people} <= {one["E-mail"] for one in people} | {""}
    assert sum(1 for one in people if not one["Line manager"]) == 1
    assert {
        (one["offers"].replace(":2", ":n").replace(":3", ":n").replace(":4", ":n"), one["seeks"]) for one in population
    } == {
        ("c-cpp:n;linux:n;mysql:n;python:n", "rust:1"),
        ("react-dot-js:n;rust:n", "mysql:2;python:1"),
        ("react-dot-js:n;rust:n", "mysql:1;python:2"),
    }


@pytest.mark.slow
def test_a_folder_without_the_data_is_answered_with_what_is_missing(tmp_path):
    done = subprocess.run(
        [sys.executable, SCRIPT, "--data", tmp_path, "--out", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "ibm_emp_attrition.csv is missing" in done.stderr
