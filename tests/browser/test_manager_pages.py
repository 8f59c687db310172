"""What whoever runs a programme meets: programmes, the round, today, matching; and what the public page shows."""

from __future__ import annotations

import pytest


@pytest.fixture
def paola(sign_in):
    return sign_in("Paola Negri")


def round_address(page):
    """The address of the round, from the list of programmes."""
    page.goto("/manage/")
    return page.locator("a[href*='/rounds/']").first.get_attribute("href").split("/rounds/")[1].split("/")[0]


@pytest.mark.parametrize(
    ("name", "path"),
    [("overview", "today/"), ("review", "matching/"), ("round", ""), ("enrolled", "enrolled/")],
)
def test_a_page_of_the_round_in_every_combination(paola, look, name, path):
    slug = round_address(paola)
    answer = paola.goto(f"/manage/rounds/{slug}/{path}")
    assert answer.status == 200
    assert paola.locator("h1").count() == 1
    look(paola, name)


def test_the_programmes_in_every_combination(paola, look):
    paola.goto("/manage/")
    look(paola, "programmes")


def test_the_public_page_in_every_combination(paola, page, look):
    slug = round_address(paola)
    assert page.goto(f"/programmes/{slug}/").status == 200
    assert page.locator("h1").count() == 1
    look(page, "public-programme")
