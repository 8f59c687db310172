"""People who run programmes, and one who does not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from paripasso.people.models import Person
from paripasso.programs.actions import programs, rounds
from paripasso.programs.enums import Kind
from paripasso.programs.models import Program, Round

AT = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


@pytest.fixture
def paola(db) -> Person:
    return Person.objects.create(email="paola@valdora.example", given_name="Paola", family_name="Negri")


@pytest.fixture
def ines(db) -> Person:
    return Person.objects.create(email="ines@valdora.example", given_name="Ines", is_administrator=True)


@pytest.fixture
def sofia(db) -> Person:
    return Person.objects.create(email="sofia@valdora.example", given_name="Sofia")


@pytest.fixture
def program(paola: Person) -> Program:
    return programs.start(template=Kind.PEER, slug="fianco", by=paola, at=AT)


@pytest.fixture
def round_(program: Program, paola: Person) -> Round:
    return rounds.open_new(program=program, slug="fianco-2027", by=paola, at=AT)
