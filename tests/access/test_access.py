"""Every URL × every one of the cast is decided in `doors.py`. An address that is missing there fails."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.doors import DOORS, SAMPLES
from tests.access.walker import addresses, door_of, path_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db

ADDRESSES = sorted(addresses(), key=lambda one: one.name)


def test_every_address_is_decided_and_every_decision_has_its_address():
    assert sorted(DOORS) == [one.name for one in ADDRESSES]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*Cast.PEOPLE, "visitor"])
def test_each_of_the_cast_finds_the_doors_that_the_table_says(cast: Cast, name: str):
    client = Client()
    if name != "visitor":
        client.force_login(getattr(cast, name))
    found, expected = {}, {}
    for address in ADDRESSES:
        found[address.name] = door_of(client, path_of(address, cast, SAMPLES))
        expected[address.name] = DOORS[address.name].for_(name)
    assert found == expected
