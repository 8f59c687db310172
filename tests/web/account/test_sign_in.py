"""Signing in: whoever is in the directory asks for a code; a stranger can lock nobody out; the pages obey the strict policy."""

import dataclasses
import re

import pytest
from django.test import Client
from django.urls import reverse

from paripasso.messaging.models import Notice
from paripasso.people.models import Person, SpokenLanguage
from paripasso.web.account.guessing import address_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def chiara():
    return Person.objects.create_user("chiara@valdora.example", given_name="Chiara", language="en")


def test_an_imported_person_signs_in_with_a_code(client, chiara, settings):
    settings.EMAIL_BACKEND = "paripasso.messaging.delivery.backend.OutboxBackend"
    client.post(reverse("account_request_login_code"), {"email": chiara.email})
    notice = Notice.objects.get(person=chiara)
    code = re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", notice.body_text, re.MULTILINE)[1]
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert (response.status_code, client.session["_auth_user_id"]) == (302, str(chiara.pk))


def test_mails_speak_the_readers_language_and_lead_to_the_configured_address(client, chiara, settings, mailoutbox):
    settings.BASE_URL = "https://paripasso.valdora.example"
    Person.objects.update(language="it")
    client.post(reverse("account_request_login_code"), {"email": chiara.email}, headers={"Accept-Language": "en"})
    client.post(reverse("account_reset_password"), {"email": chiara.email}, headers={"Accept-Language": "en"})
    code, link = mailoutbox
    assert (code.subject, link.subject) == ("Il tuo codice per entrare", "Una nuova password")
    assert "https://paripasso.valdora.example/account/password/reset/key/" in link.body
    assert "testserver" not in code.body + link.body


def test_a_wrong_code_signs_nobody_in(client, chiara):
    client.post(reverse("account_request_login_code"), {"email": chiara.email})
    client.post(reverse("account_confirm_login_code"), {"code": "AAAA-BBBB"})
    assert "_auth_user_id" not in client.session


def test_a_closed_account_counts_at_the_next_request(client, chiara):
    client.force_login(chiara, backend=BACKEND)
    assert client.get(reverse("profile")).status_code == 200
    Person.objects.update(is_active=False)
    assert client.get(reverse("profile")).status_code == 302


def test_nobody_signs_up_where_no_domain_is_allowed(client):
    seen = client.get(reverse("account_signup")).content.decode()
    assert "Accounts come from your company" in seen


def test_a_stranger_who_guesses_locks_nobody_out(chiara):
    chiara.set_password("a long right password")
    chiara.save()
    stranger, owner = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="198.51.100.7")
    for _ in range(6):
        answer = stranger.post(reverse("account_login"), {"login": chiara.email, "password": "wrong wrong wrong"})
    right = {"login": chiara.email, "password": "a long right password"}
    assert (answer.status_code, stranger.post(reverse("account_login"), right).status_code) == (429, 429)
    assert "Let us take a short pause" in answer.content.decode()
    entered = owner.post(reverse("account_login"), right)
    assert (entered.status_code, entered["Location"]) == (302, reverse("account_email_verification_sent"))


def test_an_address_nobody_has_is_paused_alike():
    stranger = Client(REMOTE_ADDR="203.0.113.10")
    wrong = {"login": "nobody@valdora.example", "password": "wrong wrong wrong"}
    assert [stranger.post(reverse("account_login"), wrong).status_code for _ in range(6)][-1] == 429


def test_the_address_of_a_visitor_is_what_our_own_proxies_saw(rf, settings):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7, 10.0.0.2")
    found = []
    for proxies in (0, 1, 2, 9):
        settings.ENV = dataclasses.replace(settings.ENV, trusted_proxies=proxies)
        found.append(address_of(request))
    assert found == ["10.0.0.1", "10.0.0.2", "203.0.113.7", "10.0.0.1"]


PAGES = ("account_login", "account_request_login_code", "account_reset_password", "account_signup")
MINE = ("profile", "mfa_index", "account_email", "account_change_password")


@pytest.mark.parametrize("language", ["en", "it"])
def test_pages_load_files_of_ours_alone_and_hold_nothing_inline(client, chiara, language):
    Person.objects.update(language=language)
    found = {name: client.get(reverse(name), headers={"Accept-Language": language}) for name in PAGES}
    client.force_login(chiara, backend=BACKEND)
    found |= {name: client.get(reverse(name), follow=True) for name in MINE}
    for name, response in found.items():
        text = response.content.decode()
        assert response.status_code == 200, name
        assert f'<html lang="{language}"' in text, name
        assert text.count("<h1") == 1, name
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style", text), name
        scripts = re.findall(r"<script\b([^>]*)>", text)
        assert all('src="/static/' in script or "application/json" in script for script in scripts), (name, scripts)


def test_a_profile_is_saved_or_handed_back_with_what_was_typed(client, chiara):
    client.force_login(chiara, backend=BACKEND)
    form = {"preferred_name": "Kia", "pronouns": "", "language": "it", "theme": "dark", "time_zone": "Europe/Rome"}
    wrong = client.post(reverse("profile"), form | {"time_zone": "Mars/Olympus", "spoken": "xx"})
    assert wrong.status_code == 422
    assert "Mars/Olympus" in wrong.content.decode()
    assert client.post(reverse("profile"), form | {"spoken": "italiano madrelingua; en"}).status_code == 303
    chiara.refresh_from_db()
    assert (chiara.preferred_name, chiara.language, chiara.theme) == ("Kia", "it", "dark")
    assert set(SpokenLanguage.objects.values_list("code", "fluency")) == {("it", 4), ("en", 2)}
