"""The matching studio in the browser's eyes: before, during and after a run."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from paripasso.matching.actions import runs
from paripasso.matching.enums import ProposalState, RunState
from paripasso.matching.forms import PolicyForm
from paripasso.matching.models import MatchRun, Proposal
from paripasso.matching.queries import policies
from paripasso.programs.models import Grant
from tests.matching.small_company import (
    AT,
    a_manager,
    a_person,
    a_round,
    enrol,
    four,
    run_now,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VERBS = ("lock", "unlock", "reject", "restore")


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def studio(round) -> str:
    return reverse("program_manager:matching", args=[round.slug])


def h1(response) -> str:
    return re.sub(r"\s+", " ", re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL).group(1)).strip()


def policy_of(round) -> dict[str, object]:
    """What the form would send as it stands."""
    initial = PolicyForm(policy=policies.of(round)).initial
    return {name: ("on" if value is True else value) for name, value in initial.items() if value is not False}


def test_before_a_run_the_page_says_how_many_wait() -> None:
    spring = a_round()
    four(spring)
    page = signed_in(a_manager(spring)).get(studio(spring))
    assert (page.status_code, h1(page)) == (200, "4 people wait for a peer")


def test_the_button_saves_the_policy_and_queues_a_run() -> None:
    spring = a_round()
    four(spring)
    paola = a_manager(spring)
    sent = {**policy_of(spring), "weight_teaching": "3", "rule_shared_hour_hours": "2"}
    sent.pop("rule_same_manager")
    answer = signed_in(paola).post(reverse("program_manager:run-start", args=[spring.slug]), sent)
    run = MatchRun.objects.get(round=spring)
    assert (answer.status_code, answer["Location"], run.state, run.started_by) == (
        303, studio(spring), RunState.QUEUED, paola,
    )  # fmt: skip
    assert (run.policy["weights"]["teaching"], run.policy["rules"]["shared_hour"]) == (3, {"hours": 2})
    assert "same_manager" not in run.policy["rules"]


def test_a_wrong_number_is_named_and_what_was_typed_stays() -> None:
    spring = a_round()
    four(spring)
    sent = {**policy_of(spring), "weight_teaching": "11"}
    answer = signed_in(a_manager(spring)).post(reverse("program_manager:run-start", args=[spring.slug]), sent)
    text = answer.content.decode()
    assert (answer.status_code, MatchRun.objects.count()) == (422, 0)
    assert 'href="#policy-weight_teaching"' in text
    assert 'value="11"' in text


def test_a_run_under_way_says_what_it_does_and_can_be_cancelled() -> None:
    spring = a_round()
    four(spring)
    client = signed_in(a_manager(spring))
    run = runs.start(round=spring, by=None, at=AT)
    assert h1(client.get(studio(spring))) == "Looking for the best pairs…"
    MatchRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, phase="total", progress_done=3, progress_total=4)
    part = client.get(reverse("program_manager:run-progress", args=[run.pk]), headers={"HX-Request": "true"})
    assert 'aria-valuenow="75"' in part.content.decode()
    assert "Improving all the pairs together" in part.content.decode()
    cancelled = client.post(reverse("program_manager:run-cancel", args=[run.pk]))
    assert (cancelled.status_code, MatchRun.objects.get().state) == (303, RunState.CANCELLED)
    assert "The last run was cancelled" in client.get(studio(spring)).content.decode()


def test_whoever_polls_is_led_to_the_result() -> None:
    spring = a_round()
    four(spring)
    client = signed_in(a_manager(spring))
    run = run_now(spring)
    part = client.get(reverse("program_manager:run-progress", args=[run.pk]), headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, studio(spring))


def test_the_review_says_its_conclusion_and_the_stored_figures() -> None:
    spring = a_round()
    four(spring)
    enrol(spring, a_person("Tommaso", department="Foundry"), offers=["welding"], seeks=["power-bi"], hours=[2])
    run = run_now(spring)
    page = signed_in(a_manager(spring)).get(studio(spring))
    text = re.sub(r"\s+", " ", page.content.decode())
    assert h1(page) == "2 pairs, and one person to talk to"
    assert re.search(r'pp-num tnum">4<small> of 5</small>', text)
    assert "nothing better exists. Proven, in" in text
    scores = [int(one) for one in re.findall(r"Quality </span>(\d+)</span>", text)]
    assert scores == sorted(round(one.score / 100) for one in Proposal.objects.filter(run=run))
    assert "Rules leave nobody: no free hour in common with 4 people." in text
    assert "One person without a peer" in text


def test_lock_and_set_aside_answer_with_the_row_and_the_new_conclusion() -> None:
    spring = a_round()
    four(spring)
    client = signed_in(a_manager(spring))
    run_now(spring)
    one = Proposal.objects.get(position=0)
    locked = client.post(reverse("program_manager:proposal-lock", args=[one.pk]), headers={"HX-Request": "true"})
    text = locked.content.decode()
    assert (locked.status_code, "locked by you" in text, 'id="headline" hx-swap-oob="true"' in text) == (
        200,
        True,
        True,
    )
    client.post(reverse("program_manager:proposal-unlock", args=[one.pk]))
    aside = client.post(reverse("program_manager:proposal-reject", args=[one.pk]))
    assert (aside.status_code, aside["Location"]) == (303, f"{studio(spring)}#pair-{one.pk}")
    assert h1(client.get(studio(spring))) == "1 pair, and two people to talk to"
    client.post(reverse("program_manager:proposal-restore", args=[one.pk]))
    assert h1(client.get(studio(spring))) == "2 pairs, and a peer for everyone"


def test_deciding_twice_is_refused_in_words() -> None:
    spring = a_round()
    four(spring)
    client = signed_in(a_manager(spring))
    run_now(spring)
    url = reverse("program_manager:proposal-lock", args=[Proposal.objects.get(position=0).pk])
    assert (client.post(url).status_code, client.post(url).status_code) == (303, 409)


def test_search_and_order_and_state_narrow_the_list() -> None:
    spring = a_round()
    four(spring)
    client = signed_in(a_manager(spring))
    run_now(spring)

    def shown(**asked: str) -> list[str]:
        return re.findall(r'<h3 class="h4 mb-0">(.*?) and', client.get(studio(spring), asked).content.decode())

    everyone = shown()
    assert len(everyone) == 2
    assert shown(order="strongest") == everyone[::-1]
    assert [len(shown(find="yara pro")), len(shown(find="nobody")), len(shown(state="locked"))] == [1, 0, 0]


def test_publishing_shows_what_will_be_read_and_asks_for_a_yes() -> None:
    spring = a_round()
    four(spring)
    client = signed_in(a_manager(spring))
    run = run_now(spring)
    url = reverse("program_manager:run-publish", args=[run.pk])
    page = client.get(url)
    assert h1(page) == "2 pairs are ready to be introduced"
    assert "Amadou can help you with Power bi." in page.content.decode()
    refused = client.post(url, {})
    assert (refused.status_code, MatchRun.objects.get().state) == (422, RunState.DONE)
    accepted = client.post(url, {"sure": "on"})
    assert (accepted.status_code, MatchRun.objects.get().state) == (303, RunState.PUBLISHING)
    assert h1(client.get(studio(spring))) == "People are being introduced…"
    assert client.post(url, {"sure": "on"}).status_code == 409


def test_publishing_in_spite_of_changes_takes_a_second_yes() -> None:
    spring = a_round()
    four(spring)
    client = signed_in(a_manager(spring))
    run = run_now(spring)
    enrol(spring, a_person("Luca"), offers=["welding"], seeks=["power-bi"])
    url = reverse("program_manager:run-publish", args=[run.pk])
    assert "Luca Prova" in client.get(url).content.decode()
    assert client.post(url, {"sure": "on"}).status_code == 422
    assert client.post(url, {"sure": "on", "despite_changes": "on"}).status_code == 303


@pytest.mark.parametrize("who", ["peer", "stranger", "administrator"])
def test_to_everyone_else_the_studio_does_not_exist(who: str) -> None:
    spring = a_round()
    people = four(spring)
    run = run_now(spring)
    proposal = Proposal.objects.filter(run=run)[0]
    person = {
        "peer": lambda: people["Chiara"].person,
        "stranger": lambda: a_manager(a_round("elsewhere"), "Sofia"),
        "administrator": lambda: a_person("Ines", is_administrator=True),
    }[who]()
    client = signed_in(person)
    urls = [
        ("get", studio(spring)),
        ("post", reverse("program_manager:run-start", args=[spring.slug])),
        ("get", reverse("program_manager:run-progress", args=[run.pk])),
        ("post", reverse("program_manager:run-cancel", args=[run.pk])),
        ("get", reverse("program_manager:run-publish", args=[run.pk])),
        ("post", reverse("program_manager:run-publish", args=[run.pk])),
        *(("post", reverse(f"program_manager:proposal-{verb}", args=[proposal.pk])) for verb in VERBS),
    ]
    assert [getattr(client, method)(url).status_code for method, url in urls] == [404] * len(urls)
    assert (MatchRun.objects.count(), Proposal.objects.exclude(state=ProposalState.PROPOSED).count()) == (1, 0)


def test_a_page_costs_the_same_queries_for_few_and_many() -> None:
    few, many = a_round("few"), a_round("many")
    four(few)
    for n in range(60):
        enrol(
            many,
            a_person(f"Person{n}", department=f"Department {n % 7}"),
            offers=[f"skill-{n % 11}"],
            seeks=[f"skill-{(n + 3) % 11}"],
        )
    paola = a_manager(few)
    Grant.objects.create(program=many.program, person=paola, role="program_manager", granted_at=AT)
    client = signed_in(paola)
    costs = []
    for one in (few, many):
        run_now(one)
        client.get(studio(one))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(studio(one)).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
    assert costs[0] <= 20


def test_italian_speaks_italian() -> None:
    spring = a_round()
    four(spring)
    paola = a_manager(spring)
    paola.language = "it"
    paola.save(update_fields=["language"])
    run_now(spring)
    assert h1(signed_in(paola).get(studio(spring))) == "2 coppie, e un pari per ogni persona"
