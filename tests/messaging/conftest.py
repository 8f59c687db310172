"""Two recipients who read in two languages, a kind of message of the tests' own, and a spool that is theirs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from paripasso.messaging.drafts import Draft
from paripasso.people.models import Person

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TEMPLATES = {
    "subject.txt": "{% load i18n %}{% translate 'Yes' %}, {{ to.first_name }} & co\n",
    "body.txt": '{% extends "emails/base.txt" %}{% block body %}{{ values.topic }} ({% now "e" %}){% endblock %}',
    "body.html": '{% extends "emails/base.html" %}{% block preheader %}{{ values.topic }}{% endblock %}'
    "{% block body %}<p>{{ values.topic }}</p>{% endblock %}",
}


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture(autouse=True)
def kind(tmp_path: Path, settings) -> str:
    """Templates of a kind `test_kind`, found beside the product's own."""
    folder = tmp_path / "templates" / "emails" / "test_kind"
    folder.mkdir(parents=True)
    for name, words in TEMPLATES.items():
        (folder / name).write_text(words)
    engine = dict(settings.TEMPLATES[0])
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path / "templates", *engine["DIRS"]]}]
    return "test_kind"


@pytest.fixture(autouse=True)
def spool(tmp_path: Path, settings) -> Path:
    folder = tmp_path / "spool"
    settings.MAIL_URL = f"spool:{folder}"
    settings.DEFAULT_FROM_EMAIL = "Paripasso <post@valdora.example>"
    settings.BASE_URL = "https://pari.valdora.example"
    return folder


@pytest.fixture
def chiara(db: None) -> Person:
    return Person.objects.create(
        email="chiara@valdora.example", given_name="Chiara", family_name="Ferrante", language="it"
    )


@pytest.fixture
def amadou(db: None) -> Person:
    return Person.objects.create(
        email="amadou@valdora.example", given_name="Amadou", family_name="Diallo", language="en"
    )


@pytest.fixture
def draft(chiara: Person) -> Draft:
    return Draft(
        kind="test_kind", to=chiara, cause="meeting:1", values={"topic": "<b>8D & co</b>"}, link="/meetings/1/"
    )
