"""The public page: who sees it, in which words, and the way in."""

import re

import pytest

from paripasso.enrolment.actions import enrolments
from paripasso.programs.actions import programs, rounds
from paripasso.programs.enums import RoundState, Visibility
from paripasso.programs.models import Pledge, Program, Round
from tests.enrolment.conftest import AT

HERE = "/programmes/fianco-2027/"


def shown(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_a_visitor_reads_it_and_is_shown_the_way_in(client, round_) -> None:
    page = client.get(HERE)
    assert page.status_code == 200
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page.content.decode()) == [
        "Teach one thing.<br>Learn another.<br>Side by side."
    ]
    assert 'href="/enrol/fianco-2027/"' in page.content.decode()
    assert "6 meetings of 45 minutes in 20 weeks." in shown(page)


def test_it_speaks_italian(client, round_) -> None:
    page = client.get(HERE, headers={"Accept-Language": "it"})
    assert "Insegna una cosa." in shown(page)
    assert "Teach" not in shown(page)


def test_a_visitor_does_not_read_names_of_the_team(client, round_, chiara) -> None:
    assert "paola@" not in client.get(HERE).content.decode()
    client.force_login(chiara)
    assert "paola@valdora.example" in client.get(HERE).content.decode()


def test_search_engines_see_open_pages_alone(client, round_, people) -> None:
    assert 'name="robots"' not in client.get(HERE).content.decode()
    programs.reword(program=Program.objects.get(), by=people["paola"], at=AT, visibility=Visibility.COLLEAGUES)
    client.force_login(people["chiara"])
    assert '<meta name="robots" content="noindex">' in client.get(HERE).content.decode()


@pytest.mark.parametrize("why", ["colleagues", "draft", "nowhere"])
def test_what_a_visitor_may_not_see_looks_as_if_it_asked_to_sign_in(client, round_, people, why) -> None:
    if why == "colleagues":
        programs.reword(program=Program.objects.get(), by=people["paola"], at=AT, visibility=Visibility.COLLEAGUES)
    if why == "draft":
        Round.objects.update(state=RoundState.DRAFT)
    address = "/programmes/nowhere/" if why == "nowhere" else HERE
    answer = client.get(address)
    assert (answer.status_code, answer["Location"].endswith(f"?next={address}")) == (302, True)


def test_a_draft_is_a_preview_for_who_runs_it(client, round_, people) -> None:
    rounds.move(round=round_, to=RoundState.DRAFT, by=people["paola"], at=AT)
    client.force_login(people["chiara"])
    assert client.get(HERE).status_code == 404
    client.force_login(people["paola"])
    assert "A preview" in shown(client.get(HERE))


def test_only_pledges_that_are_public_are_shown(client, round_, people) -> None:
    program = Program.objects.get()
    Pledge.objects.create(
        program=program, person=people["yara"], hours_a_month=2, words="Open words", is_public=True, pledged_at=AT
    )
    Pledge.objects.create(program=program, person=people["bruno"], hours_a_month=2, words="Quiet words", pledged_at=AT)
    page = shown(client.get(HERE))
    assert ("Open words" in page, "Quiet words" in page) == (True, False)


def test_whoever_has_begun_goes_on(client, round_, chiara) -> None:
    client.force_login(chiara)
    assert "Enrol, it takes 3 minutes" in shown(client.get(HERE))
    enrolments.start(round=round_, person=chiara, at=AT)
    assert "Go on with my enrolment" in shown(client.get(HERE))


def test_a_closed_round_says_so(client, round_) -> None:
    Round.objects.update(state=RoundState.MATCHING)
    assert "Enrolment is closed." in shown(client.get(HERE))
