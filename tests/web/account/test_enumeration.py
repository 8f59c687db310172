"""Nothing reveals whether somebody has an account: the same status, the same page, for those who have one and for strangers."""

import dataclasses
import re

import pytest
from django.test import Client
from django.urls import reverse

from paripasso.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KNOWN, UNKNOWN = "chiara@valdora.example", "nobody@valdora.example"


@pytest.fixture
def chiara():
    person = Person.objects.create(email=KNOWN, given_name="Chiara", language="en")
    person.set_unusable_password()
    person.save()
    return person


def without_tokens(response, email):
    """The page as a reader sees it: without the form's token and without the address they typed themselves."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return text.replace(email, "ADDRESS")


def answers(name, field, more=None):
    found = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        response = client.post(reverse(name), {field: email, **(more or {})}, follow=True)
        found.append((response.status_code, response.redirect_chain, without_tokens(response, email)))
    return found


@pytest.mark.parametrize(
    ("name", "field", "more"),
    [
        ("account_request_login_code", "email", {}),
        ("account_reset_password", "email", {}),
        ("account_login", "login", {"password": "a wrong password 123"}),
    ],
)
def test_known_and_unknown_addresses_get_the_same_answer(chiara, name, field, more):
    known, unknown = answers(name, field, more)
    assert known == unknown


def test_sign_up_gives_the_same_answer_for_an_address_that_is_taken(chiara, settings):
    settings.ENV = _env(settings, "valdora.example")
    more = {"password1": "correct horse battery 9", "password2": "correct horse battery 9"}
    known, unknown = answers("account_signup", "email", more)
    assert known == unknown


def _env(settings, domain):
    return dataclasses.replace(settings.ENV, allowed_domains=(domain,))
