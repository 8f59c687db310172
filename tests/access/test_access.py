"""Every URL × every one of the cast is decided in `doors.py`. An address that is missing there fails."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.doors import DOORS, POSTS, SAMPLES
from tests.access.walker import Address, addresses, door_of, path_of
from tests.cast import Cast

ADDRESSES = sorted(addresses(), key=lambda one: one.name)


def test_every_address_is_decided_and_every_decision_has_its_address():
    known = {one.name for one in ADDRESSES}
    assert {"undecided": sorted(known - set(DOORS)), "gone": sorted(set(DOORS) - known)} == {
        "undecided": [],
        "gone": [],
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_each_of_the_cast_finds_the_doors_that_the_table_says(cast: Cast):
    surprises = []
    for name in (*Cast.PEOPLE, "visitor"):
        client = Client()
        if name != "visitor":
            client.force_login(getattr(cast, name))
        for address in ADDRESSES:
            if address.name not in DOORS:
                continue
            found, expected = _found(client, address, cast), DOORS[address.name].for_(name)
            if found != expected:
                surprises.append(f"{address.name} as {name}: {found}, not {expected}")
    assert not surprises, "\n".join(surprises)


def _found(client: Client, address: Address, cast: Cast) -> str:
    return door_of(client, path_of(address, cast, SAMPLES), POSTS.get(address.name))
