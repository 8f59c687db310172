"""`paripasso import people` and `paripasso people`: what they print, and what they return."""

import json

import pytest

from paripasso.config import cli, house
from paripasso.core import clock
from paripasso.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GOOD = "E-mail;Nome\nanna@x.example;Anna\nbo@x.example;Bo\n"


@pytest.fixture(autouse=True)
def a_house():
    """Commands begin by asking whether there is one."""
    house.make_house_key(at=clock.now())


@pytest.fixture
def file(tmp_path):
    def write(text, name="people.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="cp1252")
        return str(path)

    return write


def test_a_dry_run_writes_nothing_and_twice_is_no_change(file, capsys):
    path = file(GOOD)
    assert (cli.main(["import", "people", path, "--dry-run"]), Person.objects.count()) == (0, 0)
    assert (cli.main(["import", "people", path]), Person.objects.count()) == (0, 2)
    assert cli.main(["import", "people", path]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 changes: ")


def test_a_file_with_faults_returns_2_and_names_each_as_json(file, capsys):
    assert cli.main(["import", "people", file("E-mail;Nome\nanna;Anna\n"), "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert (said["written"], [(one["line"], one["column"], one["value"]) for one in said["faults"]]) == (
        False,
        [(2, "E-mail", "anna")],
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv"], "cannot be opened"),
        (["FILE", "--map", "E-mail"], "COLUMN=FIELD"),
        (["FILE", "--map", "E-mail=post"], "There is no field called post"),
    ],
)
def test_wrong_use_returns_2_and_says_what_to_do(file, capsys, arguments, words):
    path = file(GOOD)
    assert cli.main(["import", "people", *[path if one == "FILE" else one for one in arguments]]) == 2
    assert words in capsys.readouterr().err


def test_columns_can_be_named_on_the_command_line(file):
    assert (
        cli.main(
            [
                "import",
                "people",
                file("Posta;Chi\nanna@x.example;Anna\n"),
                "--map",
                "Posta=email",
                "--map",
                "Chi=given_name",
            ]
        )
        == 0
    )
    assert Person.objects.get().given_name == "Anna"


def test_somebody_is_added_by_hand_once(capsys):
    arguments = ["people", "add", "Ines@X.example", "--given-name", "Ines", "--administrator"]
    assert (cli.main(arguments), cli.main(arguments)) == (0, 3)
    assert list(Person.objects.values_list("email", "is_administrator")) == [("ines@x.example", True)]
