"""Accounts and skills."""

from datetime import UTC, datetime

import pytest
from django.http import Http404

from paripasso.audit import queries as audit
from paripasso.people import access, rules
from paripasso.people.actions import persons, skills
from paripasso.people.codes import code_of
from paripasso.people.models import Person, Skill
from paripasso.people.queries import directory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def ines():
    return Person.objects.create(email="ines@x.example", given_name="Ines", is_administrator=True)


def test_the_last_administrator_cannot_step_down_nor_be_closed(ines):
    for verb in (persons.make_colleague, persons.deactivate):
        with pytest.raises(persons.CannotStepDown):
            verb(person=ines, by=ines, at=AT)
    other = persons.add(email="Bo@X.example", given_name="Bo", by=ines, at=AT)
    persons.make_administrator(person=other, by=ines, at=AT)
    assert persons.make_colleague(person=ines, by=other, at=AT).is_administrator is False
    assert other.email == "bo@x.example"


def test_an_address_is_taken_once_whatever_its_capitals(ines):
    with pytest.raises(persons.CannotAdd):
        persons.add(email="INES@x.example", given_name="Ines", by=None, at=AT)


def test_a_look_at_a_record_is_kept_and_shown_and_strangers_find_nothing(ines):
    chiara = Person.objects.create(email="chiara@x.example", given_name="Chiara")
    bo = Person.objects.create(email="bo@x.example", given_name="Bo")
    assert access.person_for(ines, chiara.pk, at=AT, page="p") == chiara
    assert access.person_for(chiara, chiara.pk, at=AT, page="p") == chiara
    with pytest.raises(Http404):
        access.person_for(bo, chiara.pk, at=AT, page="p")
    assert [(look.by, look.page) for look in audit.who_looked(chiara.pk)] == [(ines.pk, "p")]
    assert directory.looks_at(chiara) == [(AT, "Ines", "p")]


def test_the_builtin_skills_come_once():
    assert skills.load_builtin(at=AT) == Skill.objects.count() > 200
    assert skills.load_builtin(at=AT) == 0


def test_skills_that_a_file_names_become_one_skill_each():
    found = skills.add_named(names=["C++", "C#", "React.js"], by=None, at=AT)
    assert {name: skill.code for name, skill in found.items()} == {
        "C++": "c-plus-plus",
        "C#": "c-sharp",
        "React.js": "react-dot-js",
    }
    assert skills.add_named(names=["React.js"], by=None, at=AT)["React.js"] == found["React.js"]
    assert code_of("日本") == code_of("日本") != code_of("日")


def test_a_person_describes_themselves_and_nothing_else(ines):
    persons.describe(person=ines, by=ines, at=AT, preferred_name="Inés", spoken={"it": 4, "en": 2})
    persons.describe(person=ines, by=ines, at=AT, spoken={"en": 3}, theme="dark")
    assert (ines.first_name, directory.spoken_by(ines)) == ("Inés", {"en": 3})
    with pytest.raises(TypeError):
        persons.describe(person=ines, by=ines, at=AT, is_administrator=False)


def test_only_the_companys_own_addresses_may_sign_up():
    assert [rules.may_sign_up(one, ["x.example"]) for one in ("a@X.example", "a@evil.x.example", "a@y.example")] == [
        True,
        False,
        False,
    ]
