"""An open round, three colleagues, four skills."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from paripasso.enrolment.rules import Answers, Offering, Seeking
from paripasso.people.models import Department, Person, Skill, SpokenLanguage
from paripasso.programs.actions import programs, rounds
from paripasso.programs.enums import Kind, RoundState
from paripasso.programs.models import Round

AT = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


@pytest.fixture
def people(db) -> dict[str, Person]:
    quality = Department.objects.create(name="Quality")
    made = {
        name: Person.objects.create(email=f"{name}@valdora.example", given_name=name.title(), department=quality)
        for name in ("chiara", "amadou", "yara", "bruno", "paola")
    }
    SpokenLanguage.objects.create(person=made["chiara"], code="it")
    SpokenLanguage.objects.create(person=made["chiara"], code="fr")
    return made


@pytest.fixture
def chiara(people) -> Person:
    return people["chiara"]


@pytest.fixture
def amadou(people) -> Person:
    return people["amadou"]


@pytest.fixture
def skills(db) -> dict[str, Skill]:
    group = Skill.objects.create(code="craft", name_it="Mestiere", name_en="Craft")
    names = {
        "public-speaking": ("Parlare in pubblico", "Public speaking"),
        "welding": ("Saldatura TIG", "TIG welding"),
        "power-bi": ("Power BI", "Power BI"),
        "quality": ("Controllo qualità", "Quality control"),
    }
    return {
        code: Skill.objects.create(code=code, name_it=it, name_en=en, parent=group) for code, (it, en) in names.items()
    }


@pytest.fixture
def round_(people) -> Round:
    program = programs.start(template=Kind.PEER, slug="fianco", by=people["paola"], at=AT)
    opened = rounds.open_new(program=program, slug="fianco-2027", by=people["paola"], at=AT)
    return rounds.move(round=opened, to=RoundState.ENROLLING, by=people["paola"], at=AT)


@pytest.fixture
def answers(skills) -> Answers:
    return Answers(
        offers=(Offering(skills["welding"].pk, 3, "Ten years at the bench"),),
        seeks=(Seeking(skills["power-bi"].pk, 1), Seeking(skills["public-speaking"].pk, 2, "For the audit")),
        aims="Show the figures",
        hours=(10, 11, 34, 35),
        languages=("it", "en"),
    )
