"""The pages of sign-in and of the house, in every combination."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("people", "/administration/people/"),
        ("imports", "/administration/imports/"),
        ("profile", "/account/profile/"),
        ("security", "/account/2fa/"),
    ],
)
def test_the_houses_pages_in_every_combination(sign_in, look, name, path):
    page = sign_in("Ines Kovač")
    page.goto(path)
    look(page, name)
