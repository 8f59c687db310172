"""Two worlds that differ in one veto look the same to the programme manager, but for the pairs themselves."""

import json
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from paripasso.matching.queries import telling
from tests.matching.small_company import a_manager, a_person, a_round, enrol, four, rewrite_private, run_now
from tests.web.program_manager.matching.test_studio import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHANGING = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
    (r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN"),
    (r"[\d.]+ s</p>", "SECONDS"),
    (r'"(seconds|started_at|ended_at)": [^,}]+', '"TIME": 0'),
)


def steady(text: str) -> str:
    for pattern, name in CHANGING:
        text = re.sub(pattern, name, text)
    return text


def world(*vetoes: tuple[str, str]) -> dict[str, str]:
    """What the manager of a world can see; the world is undone afterwards."""
    with transaction.atomic():
        spring = a_round()
        people = four(spring)
        people["Tommaso"] = enrol(spring, a_person("Tommaso"), offers=["welding"], seeks=["power-bi"], hours=[2])
        for who, whom in vetoes:
            rewrite_private(people[who], vetoes=[people[whom].person])
        client = signed_in(a_manager(spring))
        before = page(client, reverse("program_manager:matching", args=[spring.slug]))
        run = run_now(spring)
        seen = {
            "before": before,
            "review": page(client, reverse("program_manager:matching", args=[spring.slug])),
            "publish": page(client, reverse("program_manager:run-publish", args=[run.pk])),
            "stored": steady(json.dumps(telling.whole(run), ensure_ascii=False, sort_keys=True)),
        }
        transaction.set_rollback(True)
    return seen


def page(client: Client, url: str) -> str:
    return steady(client.get(url).content.decode())


def without_pairs(text: str) -> str:
    """A page with neither its list of pairs nor any number or name: what is left is what the manager is told about."""
    text = re.sub(r'<ul class="pp-list pp-rule-ink">.*?</ul>', "PAIRS", text, flags=re.DOTALL)
    text = re.sub(r"Chiara|Amadou|Yara|Davide|[A-Z][a-z]+ and [A-Z][a-z]+", "NAME", text)
    return re.sub(r"[\d.,]+", "N", text)


def test_a_veto_that_changes_no_pair_changes_no_byte() -> None:
    assert world() == world(("Chiara", "Tommaso")) == world(("Davide", "Chiara"))


def test_a_veto_that_changes_the_pairs_changes_nothing_else() -> None:
    without, with_one = world(), world(("Chiara", "Amadou"))
    assert without["before"] == with_one["before"]
    assert without["review"] != with_one["review"]  # the pairs did change: this world is no empty one
    assert without_pairs(without["review"]) == without_pairs(with_one["review"])
    told = [set(json.loads(one["stored"])) for one in (without, with_one)]
    assert told[0] == told[1]


def test_the_word_itself_stands_nowhere() -> None:
    seen = world(("Chiara", "Amadou"))
    assert [name for name, text in seen.items() if re.search(r"veto(?!es)", text, re.IGNORECASE)] == []
