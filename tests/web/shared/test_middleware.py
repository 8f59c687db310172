"""What every request passes: headers, who reads, language and hours, the closed door, a refusal's answer."""

from __future__ import annotations

import pytest
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from django.utils.translation import get_language

from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.sealing.scopes import Reader
from paripasso.web.shared.ui import done, elsewhere, open_to_all, page, toast

seen = {}


class CannotWait(Refusal):
    sentence = "The round has closed: %(name)s can enrol in autumn."


@open_to_all
def reading(request):
    seen.update(reader=request.reader, language=get_language(), zone=timezone.get_current_timezone_name())
    return HttpResponse("read")


def private(request):
    return HttpResponse("private")


def refusing(request):
    raise CannotWait(name="Chiara")


def forbidding(request):
    raise PermissionDenied("Programme managers see this page.")


def breaking(request):
    raise RuntimeError("a secret word")


@open_to_all
def showing(request):
    if request.method == "POST":
        return (
            done(request, "public/gallery/part.html", then="/showing/", toast="Sent")
            if "whole" in request.POST
            else elsewhere(request, "/there/", toast="Gone")
        )
    toast(request, "Said before")
    messages.error(request, "Wrong before")
    return page(request, "public/help.html")


urlpatterns = [
    path("", include("paripasso.web.public.urls")),
    path("", include("paripasso.web.peer.urls")),
    path("account/", include("paripasso.web.account.urls")),
    path("reading/", reading),
    path("private/", private),
    path("refusing/", refusing),
    path("forbidding/", forbidding),
    path("breaking/", breaking),
    path("showing/", showing),
]
handler403 = "paripasso.web.shared.errors.forbidden"
handler404 = "paripasso.web.shared.errors.not_found"
handler500 = "paripasso.web.shared.errors.broken"

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def chiara():
    return Person.objects.create(
        email="chiara@valdora.example", given_name="Chiara", language="it", time_zone="Europe/Rome"
    )


@pytest.fixture
def hers(client, chiara):
    client.force_login(chiara, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_answer_shuts_the_browsers_doors(client):
    headers = client.get("/help/").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert {name: headers[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }
    crosses = ("Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy")
    assert [headers[name] for name in crosses] == ["same-origin", "require-corp", "same-origin"]
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/help/", "/nowhere/", "/private/", "/static/css/paripasso.css"])
def test_the_headers_are_on_answers_of_every_kind(client, path):
    answer = client.get(path)
    answer.close()  # a file's answer holds it open
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_shared_computer_keeps_the_page_of_someone_signed_in(client, hers):
    assert hers.get("/help/").headers["Cache-Control"] == "no-store, private"
    hers.logout()
    assert "Cache-Control" not in hers.get("/help/").headers


def test_the_reader_is_the_person_and_their_login_and_a_visitor_is_nobody(client, chiara):
    client.get("/reading/")
    assert seen["reader"] == Reader()
    client.force_login(chiara, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/reading/")
    reader = seen["reader"]
    assert (reader.person, reader.job) == (chiara.pk, None)
    assert len(reader.login) == 32
    assert client.session.session_key not in reader.login


def test_the_profile_chooses_language_and_hours_before_cookie_and_browser(hers):
    hers.cookies["language"] = "en"
    answer = hers.get("/reading/", headers={"Accept-Language": "en"})
    assert (seen["language"], seen["zone"], answer.headers["Content-Language"]) == ("it", "Europe/Rome", "it")


def test_a_visitor_is_met_in_the_language_of_the_cookie_then_of_the_browser(client):
    client.get("/reading/", headers={"Accept-Language": "it"})
    assert seen["language"] == "it"
    client.cookies["language"] = "en"
    client.get("/reading/", headers={"Accept-Language": "it"})
    assert seen["language"] == "en"
    client.cookies["language"] = "xx"
    client.get("/reading/", headers={"Accept-Language": "it"})
    assert seen["language"] == "it"


def test_a_time_zone_that_does_not_exist_is_no_crash(hers, chiara):
    Person.objects.filter(pk=chiara.pk).update(time_zone="Mars/Olympus")
    assert hers.get("/reading/").status_code == 200
    assert seen["zone"] == "UTC"


def test_a_page_is_private_unless_it_says_otherwise(client, hers):
    assert hers.get("/private/").content == b"private"
    hers.logout()
    answer = hers.get("/private/?page=2")
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/private/%3Fpage%3D2")
    part = hers.get("/private/", headers=HTMX)
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, "/account/login/")


def test_a_refusal_is_a_page_with_its_sentence(hers):
    answer = hers.get("/refusing/", headers={"Accept-Language": "en"})
    assert answer.status_code == 409
    assert "<h1>The round has closed: Chiara can enrol in autumn.</h1>" in answer.content.decode()


def test_a_refusal_to_htmx_is_a_message_that_leaves_the_page_alone(hers):
    answer = hers.get("/refusing/", headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (409, "none")
    text = answer.content.decode()
    assert 'hx-swap-oob="beforeend:#toasts"' in text
    assert "The round has closed: Chiara can enrol in autumn." in text
    assert "<html" not in text


def test_a_403_says_who_can_see_it(hers):
    answer = hers.get("/forbidding/")
    assert answer.status_code == 403
    assert "Programme managers see this page." in answer.content.decode()


def test_a_404_has_one_body_whatever_was_asked(hers):
    one, other = hers.get("/nowhere/"), hers.get("/meetings/7f1cf4cf-7b6e-4c3b-9d2b-000000000000/")
    strip = [
        text.content.decode().replace("/nowhere/", "X").split("<main")[1].split("</main>")[0] for text in (one, other)
    ]
    assert (one.status_code, other.status_code) == (404, 404)
    assert strip[0] == strip[1]


def test_a_500_tells_nothing_and_is_never_bare(hers):
    hers.raise_request_exception = False
    answer = hers.get("/breaking/", headers={"Accept-Language": "en"})
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "secret word" not in text
    assert "<h1>" in text


def test_a_form_without_its_proof_gets_a_page_that_says_what_to_do(chiara):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/theme/", {"theme": "dark"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 403
    assert "The page had been open for too long, so nothing was saved." in answer.content.decode()


def test_toasts_wait_for_the_next_page(client):
    text = client.get("/showing/").content.decode()
    assert "<p>Said before</p>" in text
    assert '<div class="pp-toast error" role="alert">' in text


def test_htmx_follows_to_another_page_and_finds_the_toast_there(client):
    answer = client.post("/showing/", headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/there/")
    assert "<p>Gone</p>" in client.get("/help/").content.decode()


def test_a_browser_is_sent_on_by_a_303(client):
    answer = client.post("/showing/", {"whole": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/showing/")
