"""Language and theme: remembered in the profile, or in a cookie; and back to where one was."""

from __future__ import annotations

import pytest

from paripasso.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiara(client):
    person = Person.objects.create(email="chiara@valdora.example", given_name="Chiara", language="it")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


def test_a_visitor_keeps_language_and_theme_in_cookies_that_scripts_cannot_read(client):
    answer = client.post("/language/", {"language": "it", "next": "/help/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/help/")
    assert (answer.cookies["language"].value, answer.cookies["language"]["httponly"]) == ("it", True)
    answer = client.post("/theme/", {"theme": "dark", "next": "/help/"})
    assert (answer.cookies["theme"].value, answer.cookies["theme"]["samesite"]) == ("dark", "Lax")
    text = client.get("/help/").content.decode()
    assert '<html lang="it" data-bs-theme="dark" data-theme="dark">' in text


def test_a_profile_remembers_both(client, chiara):
    client.post("/language/", {"language": "en"})
    client.post("/theme/", {"theme": "light"})
    chiara.refresh_from_db()
    assert (chiara.language, chiara.theme) == ("en", "light")


@pytest.mark.parametrize(
    ("path", "said"), [("/language/", {"language": "xx"}), ("/theme/", {"theme": "neon"}), ("/theme/", {})]
)
def test_what_makes_no_sense_changes_nothing(client, chiara, path, said):
    answer = client.post(path, said)
    chiara.refresh_from_db()
    assert (answer.status_code, dict(answer.cookies), chiara.language, chiara.theme) == (303, {}, "it", "device")


@pytest.mark.parametrize(
    "then",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "", "help"],
)
def test_a_switch_never_leads_elsewhere(client, then):
    assert client.post("/theme/", {"theme": "dark", "next": then}).headers["Location"] == "/"


def test_switches_take_no_get(client):
    assert [client.get(path).status_code for path in ("/language/", "/theme/")] == [405, 405]


def test_staying_lengthens_the_session(client, chiara):
    answer = client.post("/stay/")
    assert (answer.status_code, "session" in answer.cookies) == (204, True)


def test_only_someone_signed_in_can_stay(client):
    assert client.post("/stay/").status_code == 302


def test_a_visitor_is_welcomed_and_a_colleague_goes_to_their_day(client):
    assert client.get("/").status_code == 200


def test_whoever_is_signed_in_goes_to_their_day(client, chiara):
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/today/")
