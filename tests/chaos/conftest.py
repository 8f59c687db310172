"""One house for all chaos tests; each begins with it as it was when new."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.chaos.harness import House


@pytest.fixture(scope="session")
def new_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("chaos"))
    shutil.copytree(house.saved, house.saved.with_name("new"))
    yield house
    house.close()


@pytest.fixture
def house(new_house: House) -> Iterator[House]:
    yield new_house
    shutil.rmtree(new_house.saved)
    shutil.copytree(new_house.saved.with_name("new"), new_house.saved)
    new_house.restore()
