"""The programme manager's pages: list, template, round, people, roles; and who does not see them."""

import re

import pytest

from paripasso.audit.models import Entry
from paripasso.enrolment.actions import enrolments
from paripasso.enrolment.models import Enrolment
from paripasso.people.models import Person
from paripasso.programs.models import Grant, Program, Round
from tests.enrolment.conftest import AT

ROUND = "/manage/rounds/fianco-2027/"
DATES = {
    "enrol_from": "2027-01-11",
    "enrol_until": "2027-02-08",
    "match_on": "2027-02-11",
    "starts_on": "2027-02-18",
    "middle_on": "2027-04-29",
    "ends_on": "2027-07-08",
}


def heading(response) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)).strip()


@pytest.fixture
def browser(client, people):
    client.force_login(people["paola"])
    return client


@pytest.fixture
def sent(round_, chiara, answers) -> Enrolment:
    return enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)


def test_the_list_says_what_is_open(browser, round_) -> None:
    assert heading(browser.get("/manage/")) == "One round is open for enrolment"


def test_the_list_asks_as_much_for_three_rounds_as_for_one(browser, round_, django_assert_num_queries) -> None:
    browser.get("/manage/")
    with django_assert_num_queries(7) as one:
        browser.get("/manage/")
    for n in range(3):
        Round.objects.create(program=round_.program, slug=f"more-{n}", name_it="x", name_en="x", **DATES)
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get("/manage/")


def test_a_programme_starts_from_a_template_with_three_clicks(browser, round_, people) -> None:
    answer = browser.post("/manage/programmes/new/", {"kind": "circle"})
    assert (answer.status_code, answer["Location"]) == (303, "/manage/rounds/full-circle/")
    made = Program.objects.get(slug="full-circle")
    assert (made.kind, made.name_it, [one.person for one in made.grants.all()]) == (
        "circle",
        "In circolo",
        [people["paola"]],
    )
    assert heading(browser.get("/manage/rounds/full-circle/")) == "A draft, ready to be opened when you are"


def test_a_taken_address_is_named_and_what_was_typed_stays(browser, round_) -> None:
    answer = browser.post("/manage/programmes/new/", {"kind": "peer", "name_it": "Insieme", "slug": "fianco"})
    assert (answer.status_code, 'value="Insieme"' in answer.content.decode()) == (422, True)
    assert Program.objects.count() == 1


def test_an_administrator_names_who_runs_it_and_stays_outside(client, round_, people) -> None:
    ines = Person.objects.create(email="ines@valdora.example", given_name="Ines", is_administrator=True)
    client.force_login(ines)
    assert client.post("/manage/programmes/new/", {"kind": "flash"}).status_code == 422
    answer = client.post("/manage/programmes/new/", {"kind": "flash", "run_by": "PAOLA@valdora.example"})
    assert answer["Location"] == "/manage/programmes/half-an-hour/people/"
    assert Grant.objects.get(program__slug="half-an-hour").person == people["paola"]
    assert client.get("/manage/rounds/half-an-hour/").status_code == 404
    assert client.get("/manage/programmes/half-an-hour/people/").status_code == 200


def test_a_peer_starts_nothing_and_reaches_nothing(client, round_, chiara, sent) -> None:
    client.force_login(chiara)
    assert client.get("/manage/programmes/new/").status_code == 403
    closed = ["", "enrolled/", f"enrolled/{sent.pk}/"]
    assert {client.get(f"{ROUND}{page}").status_code for page in closed} == {404}
    assert client.post(f"{ROUND}move/", {"to": "draft"}).status_code == 404
    assert {client.get(f"/manage/programmes/fianco/{page}/").status_code for page in ("words", "people")} == {404}


def test_a_round_is_moved_and_refusals_say_why(browser, round_, sent) -> None:
    refused = browser.post(f"{ROUND}move/", {"to": "draft"})
    assert (refused.status_code, "You can stop enrolment" in refused.content.decode()) == (409, True)
    assert browser.post(f"{ROUND}move/", {"to": "matching"}).status_code == 303
    assert heading(browser.get(ROUND)) == "1 person waits to know who with"
    assert browser.post(f"{ROUND}move/", {"to": "running"}).status_code == 404
    assert Round.objects.get().state == "matching"


def test_dates_that_cross_are_named(browser, round_) -> None:
    answer = browser.post(ROUND, {**DATES, "match_on": "2027-01-20"})
    assert answer.status_code == 422
    assert "This day comes before “Last day of enrolment”." in answer.content.decode()
    assert browser.post(ROUND, {**DATES, "places": "120"}).status_code == 303
    assert Round.objects.get().places == 120


def test_who_enrolled_is_listed_without_what_they_wrote(browser, sent) -> None:
    page = browser.get(f"{ROUND}enrolled/")
    assert heading(page) == "1 person is in"
    assert ("Chiara" in page.content.decode(), "TIG welding" in page.content.decode()) == (True, False)
    assert not Entry.objects.filter(event="person.opened").exists()


def test_a_look_at_one_person_is_on_record(browser, sent) -> None:
    page = browser.get(f"{ROUND}enrolled/{sent.pk}/")
    assert heading(page) == "Chiara offers 1 and seeks 2"
    assert Entry.objects.get(event="person.opened").about_id == str(sent.person_id)


def test_fifty_people_cost_as_many_queries_as_one(browser, round_, sent, django_assert_max_num_queries) -> None:
    for n in range(60):
        person = Person.objects.create(email=f"p{n}@valdora.example", given_name=f"P{n}")
        Enrolment.objects.create(round=round_, person=person, state="submitted", started_at=AT, saved_at=AT)
    with django_assert_max_num_queries(10):
        page = browser.get(f"{ROUND}enrolled/")
    assert (heading(page), page.content.decode().count("<tr>")) == ("61 people are in", 51)


def test_roles_are_given_and_taken_back(browser, round_, people) -> None:
    url = "/manage/programmes/fianco/people/"
    assert heading(browser.get(url)) == "Somebody is still missing in the team"
    assert browser.post(f"{url}grant/", {"person": "nobody@valdora.example", "role": "sponsor"}).status_code == 422
    assert browser.post(f"{url}grant/", {"person": "yara@valdora.example", "role": "trust_contact"}).status_code == 303
    assert heading(browser.get(url)) == "2 roles are given"
    held = Grant.objects.get(person=people["yara"])
    browser.post(f"{url}{held.pk}/revoke/")
    last = Grant.objects.get()
    assert browser.post(f"{url}{last.pk}/revoke/").status_code == 409


def test_the_public_words_are_changed_in_both_languages(browser, round_) -> None:
    url = "/manage/programmes/fianco/words/"
    program = Program.objects.get()
    words = ("name_it", "name_en", "promise_it", "promise_en", "purpose_it", "purpose_en", "problem_it", "problem_en")
    now = {name: getattr(program, name) for name in words} | {"visibility": "colleagues"}
    assert browser.post(url, {**now, "name_it": ""}).status_code == 422
    assert browser.post(url, {**now, "name_it": "Insieme"}).status_code == 303
    assert (Program.objects.get().name_it, Program.objects.get().visibility) == ("Insieme", "colleagues")
