"""The programme manager's page of today: true figures, no names beyond need, and as many queries for a thousand as for ten."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from paripasso.people.models import Person
from paripasso.relationships.enums import RelationshipState
from paripasso.relationships.models import Member, Relationship
from tests.cast import NOW, Cast, gather

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def cast(db):
    with time_machine.travel(NOW, tick=False):
        yield gather()


def today(cast: Cast, language: str = "en") -> tuple[str, int]:
    """Return the page and what it cost."""
    client = Client(headers={"accept-language": language})
    cast.paola.language = language
    cast.paola.save(update_fields=["language"])
    client.force_login(cast.paola)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse("program_manager:overview", args=[cast.round.slug]))
    assert response.status_code == 200
    return response.content.decode(), len(queries)


def crowd(cast: Cast, pairs: int) -> None:
    """Add pairs that were introduced long ago and never met: all of them could use a word."""
    at = NOW - timedelta(days=60)
    known = Person.objects.count()
    people = Person.objects.bulk_create(
        Person(email=f"p{known + n}@valdora.example", given_name=f"P{known + n}", department=cast.chiara.department)
        for n in range(2 * pairs)
    )
    spaces = Relationship.objects.bulk_create(
        Relationship(round=cast.round, state=RelationshipState.INTRODUCED, introduced_at=at, ends_on=NOW.date())
        for _ in range(pairs)
    )
    Member.objects.bulk_create(
        Member(relationship=space, person=people[2 * n + m], position=m, joined_at=at)
        for n, space in enumerate(spaces)
        for m in (0, 1)
    )


def test_a_thousand_pairs_cost_as_many_queries_as_ten(cast):
    crowd(cast, 10)
    _page, few = today(cast)
    crowd(cast, 990)
    _page, many = today(cast)
    assert (few == many, few <= 40) == (True, True), (few, many)


def test_the_heading_says_how_many_could_use_a_word(cast):
    crowd(cast, 2)
    page, _ = today(cast)
    assert ("could use a word from you" in page, "have not met yet" in page) == (True, True)


def test_the_page_speaks_italian(cast):
    crowd(cast, 2)
    page, _ = today(cast, language="it")
    assert ("farebbe bene una parola" in page, "non si sono ancora incontrati" in page) == (True, True)


def test_before_any_pair_the_page_says_what_will_be_here(cast):
    client = Client()
    client.force_login(cast.sofia)
    page = client.get(reverse("program_manager:overview", args=[cast.other_round.slug])).content.decode()
    assert ("No pairs yet" in page, "could use a word from you" in page) == (True, False)
