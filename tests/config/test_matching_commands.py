"""`paripasso match`, `check` and `runs`: what they print is what is stored, and what the page says."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from paripasso.config.cli import parser
from paripasso.core.refusals import Refusal
from paripasso.matching.models import MatchRun, Proposal
from tests.matching.small_company import a_manager, a_person, a_round, enrol, four

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def paripasso(capsys: pytest.CaptureFixture, *words: str) -> tuple[int, str, str]:
    """Run a command in this process; the house is set up already."""
    chosen = parser().parse_args(words)
    try:
        code = chosen.run(chosen)
    except Refusal as refusal:
        return 3, "", str(refusal)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_match_prints_what_is_stored_and_what_the_page_shows(capsys: pytest.CaptureFixture) -> None:
    spring = a_round()
    four(spring)
    enrol(spring, a_person("Tommaso"), offers=["welding"], seeks=["power-bi"], hours=[2])
    code, out, _ = paripasso(capsys, "match", "spring", "--json")
    told = json.loads(out)
    run = MatchRun.objects.get()
    stored = {name: value for name, value in run.result.items() if name not in {"pool", "unmatched"}}
    assert (code, {name: told[name] for name in stored}) == (0, stored)
    assert [(one["person"], one["reason"]) for one in told["unmatched"]] == [("tommaso@valdora.example", "rules")]
    shown = json.loads(paripasso(capsys, "runs", "show", "spring", "--json")[1])
    assert {name: shown[name] for name in told} == told
    client = Client()
    client.force_login(a_manager(spring), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = re.sub(r"\s+", " ", client.get(reverse("program_manager:matching", args=["spring"])).content.decode())
    scores = sorted(int(one) for one in re.findall(r"Quality </span>(\d+)</span>", page))
    assert scores == sorted(round(one["score"] / 100) for one in shown["proposed"])
    assert f'pp-num tnum">{told["placed"]}<small> of {told["people"]}</small>' in page


def test_a_seed_holds_for_one_run(capsys: pytest.CaptureFixture) -> None:
    four(a_round())
    assert paripasso(capsys, "match", "spring", "--seed", "7")[0] == 0
    assert paripasso(capsys, "match", "spring")[0] == 0
    assert list(MatchRun.objects.order_by("number").values_list("seed", flat=True)) == [7, 0]
    code, out, _ = paripasso(capsys, "runs", "list", "spring", "--json")
    assert (code, [(row["run"], row["placed"]) for row in json.loads(out)]) == (0, [(2, 4), (1, 4)])


def test_check_accepts_the_run_and_refuses_it_once_it_is_altered(capsys: pytest.CaptureFixture) -> None:
    four(a_round())
    paripasso(capsys, "match", "spring")
    code, out, _ = paripasso(capsys, "check", "spring", "--json")
    assert (code, json.loads(out)["accepted"]) == (0, True)
    Proposal.objects.filter(position=0).update(score=1)
    code, out, err = paripasso(capsys, "check", "spring")
    assert (code, out, err) == (3, "", "refused: proposals_altered\n")


def test_an_unknown_round_is_bad_input_and_the_known_ones_are_named(capsys: pytest.CaptureFixture) -> None:
    a_round()
    for words in (("match", "sprng"), ("check", "sprng"), ("runs", "show", "sprng"), ("runs", "list", "sprng")):
        code, _, err = paripasso(capsys, *words)
        assert (code, err) == (2, "paripasso: there is no round “sprng”. Rounds: spring.\n")


def test_without_a_run_there_is_nothing_to_check_or_show(capsys: pytest.CaptureFixture) -> None:
    a_round()
    for words in (("check", "spring"), ("runs", "show", "spring")):
        code, _, err = paripasso(capsys, *words)
        assert (code, "Make one: paripasso match spring" in err) == (2, True)


def test_a_round_past_matching_is_refused_in_words(capsys: pytest.CaptureFixture) -> None:
    a_round(state="running")
    code, _, err = paripasso(capsys, "match", "spring")
    assert (code, err.startswith("This round cannot be matched any more")) == (3, True)
