"""Open pages of words, the gallery's door, who sees what, and where the header leads."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from paripasso.people.models import Person
from paripasso.web.shared.visibility import TABLE, Eye, rows, sight_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(client):
    person = Person.objects.create(email="ines@valdora.example", given_name="Ines", language="en")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


@pytest.mark.parametrize("path", ["/", "/help/", "/privacy/", "/accessibility/"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_pages_of_words_are_open_to_all_in_both_languages(client, path, language):
    answer = client.get(path, headers={"Accept-Language": language})
    text = answer.content.decode()
    assert (answer.status_code, text.count("<h1"), f'<html lang="{language}"' in text) == (200, 1, True)


def test_the_onboarding_words_stand_on_the_privacy_page(client):
    italian = client.get("/privacy/", headers={"Accept-Language": "it"}).content.decode()
    assert "Quello che scrivi qui resta tra voi. Chi gestisce il programma, l’ufficio del personale" in italian
    assert "<strong>Non possiamo proteggerti</strong> da chi amministra insieme il server e la sua chiave" in italian
    english = client.get("/privacy/", headers={"Accept-Language": "en"}).content.decode()
    assert "If you do not trust that, do not write it here: say it aloud." in english


def test_the_gallery_is_for_administrators_and_to_all_others_does_not_exist(client, someone):
    assert client.get("/gallery/").status_code == 404
    someone.is_administrator = True
    someone.save(update_fields=["is_administrator"])
    assert client.get("/gallery/").status_code == 200


def test_the_gallery_says_no_like_every_form(client, someone):
    Person.objects.update(is_administrator=True)
    answer = client.post("/gallery/", {"phone": "12"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert (answer.status_code, "<html" in text, "Write it with ten digits" in text) == (422, False, True)
    answer = client.post("/gallery/", {"refuse": "1"})
    assert answer.status_code == 409


def test_a_field_is_as_visible_as_its_own_row_then_as_its_model():
    assert sight_of("Meeting.place") is TABLE["Meeting.place"]
    assert sight_of("Meeting.starts_at") is TABLE["Meeting"]
    with pytest.raises(KeyError):
        sight_of("Salary.amount")


def test_whatever_is_sealed_is_seen_by_members_alone():
    assert {
        name: sight.eyes for name, sight in TABLE.items() if sight.is_sealed and sight.eyes - {Eye.ME, Eye.PEER}
    } == {}


def test_the_label_says_who_sees_and_is_violet_where_sealed():
    drawn = Template('{% who_sees "Note.text" %}').render(Context())
    assert '<span class="pp-sight sealed">' in drawn
    assert "Sealed: only the members of your relationship can read it." in drawn


def test_the_table_for_people_comes_from_the_same_sights():
    assert [(row.me, row.peer, row.program_manager, row.line_manager) for row in rows()] == [
        (True, True, True, False),
        (True, True, False, False),
        (True, False, False, False),
        (True, True, True, False),
        (True, False, False, False),
        (True, True, True, True),
    ]


def test_the_header_leads_only_where_something_is(client, someone):
    text = client.get("/help/").content.decode()
    assert '<a href="/help/" aria-current="page">Help</a>' in text
    assert "Programmes I manage" not in text
    assert "Component gallery" not in text
    Person.objects.update(is_administrator=True)
    assert "Component gallery" in client.get("/help/").content.decode()
