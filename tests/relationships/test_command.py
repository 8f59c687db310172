"""`paripasso publish`: introduces the pairs of a round, says how many, and names what is missing."""

from __future__ import annotations

import json

import pytest

from paripasso.config import cli
from paripasso.core.refusals import Refusal
from paripasso.programs.enums import RoundState
from tests.relationships.scene import round_of, run_to_publish

pytestmark = pytest.mark.django_db


def published(*words: str) -> int:
    arguments = cli.parser().parse_args(["publish", *words])
    return int(arguments.run(arguments))


def test_it_introduces_the_pairs_and_prints_figures(capsys: pytest.CaptureFixture[str]) -> None:
    run_to_publish(round_of(state=RoundState.MATCHING), pairs=2)
    assert published("primavera", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"round": "primavera", "relationships": 2, "people": 4}


def test_a_second_time_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    run_to_publish(round_of(state=RoundState.MATCHING), pairs=1)
    assert (published("primavera"), capsys.readouterr().out) == (0, "relationships  1\npeople         2\n")
    with pytest.raises(Refusal):
        published("primavera")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["autunno"], "There is no round “autunno”."),
        (["primavera", "--by", "nobody@valdora.example"], "There is no person “nobody@valdora.example”."),
        (["primavera"], "“primavera” has no match run yet. Try: paripasso match primavera"),
    ],
)
def test_it_names_what_is_missing(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    round_of(state=RoundState.MATCHING)
    assert (published(*words), capsys.readouterr().err) == (2, f"paripasso: {said}\n")
