"""The six steps, as a browser without scripts sees them."""

import re

import pytest
from django.test import Client

from paripasso.enrolment import access
from paripasso.enrolment.actions import enrolments
from paripasso.enrolment.models import Enrolment, Offer, Seek
from paripasso.enrolment.queries import enrolments as queries
from paripasso.messaging.models import Notice
from paripasso.programs.actions import guidelines
from paripasso.programs.models import Acceptance
from paripasso.sealing.scopes import Reader
from tests.enrolment.conftest import AT

HERE = "/enrol/fianco-2027/"


@pytest.fixture
def browser(client: Client, chiara) -> Client:
    client.force_login(chiara)
    return client


@pytest.fixture
def draft(round_, chiara) -> Enrolment:
    return enrolments.start(round=round_, person=chiara, at=AT)


def words(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def heading(response) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)).strip()


def test_a_visitor_is_asked_to_sign_in(client, round_) -> None:
    assert client.get(HERE).status_code == 302


def test_six_steps_lead_from_nothing_to_sent(browser, round_, skills) -> None:
    assert heading(browser.get(HERE)) == "Three minutes, six steps, and you are in"
    assert browser.post(f"{HERE}start/", follow=True).redirect_chain[-1] == (f"{HERE}offers/", 302)
    welding, power_bi = skills["welding"].pk, skills["power-bi"].pk
    steps = {
        "offers": {"skills": [welding], f"level-{welding}": "3", f"line-{welding}": "Ten  years"},
        "seeks": {"skills": [power_bi]},
        "aims": {"aims": "Show the figures", "experience": ""},
        "hours": {"hours": ["10", "34"]},
        "preferences": {
            "meeting_mode": "video",
            "languages": ["it"],
            "department_wish": "different",
            "capacity": "2",
        },
        "consent": {"understood": "on", "accepted": "on", "may_be_counted": "on"},
    }
    names = [*steps, ""]
    for name, typed in steps.items():
        after = names[names.index(name) + 1]
        answer = browser.post(f"{HERE}{name}/", {**typed, "go": "next"})
        assert (answer.status_code, answer["Location"]) == (303, f"{HERE}{after}/" if after else HERE)
    found = Enrolment.objects.get()
    plain = ("state", "aims", "hours", "meeting_mode", "languages", "department_wish", "capacity", "may_be_counted")
    assert [getattr(found, name) for name in plain] == [
        "submitted",
        "Show the figures",
        [10, 11, 34, 35],
        "video",
        ["it"],
        "different",
        2,
        True,
    ]
    assert list(Offer.objects.values_list("skill_id", "depth", "proof")) == [(welding, 3, "Ten years")]
    assert list(Seek.objects.values_list("skill_id", "priority")) == [(power_bi, 1)]
    assert (Acceptance.objects.count(), Notice.objects.get().kind) == (3, "enrolment_received")
    assert heading(browser.get(HERE)) == "You are in. Around 18 February you will know who with"


def test_what_is_missing_is_named_with_the_way_to_it(browser, draft) -> None:
    answer = browser.post(f"{HERE}consent/", {"may_be_counted": "on", "go": "next"})
    said = words(answer)
    assert (answer.status_code, "4 things are missing Everything else is saved." in said) == (422, True)
    links = re.findall(r'class="alert-link" href="([^"]+)"', answer.content.decode())
    assert links == ["#id_understood", "#id_accepted", f"{HERE}offers/", f"{HERE}seeks/"]
    assert (Enrolment.objects.get().state, Enrolment.objects.get().may_be_counted) == ("draft", True)


def test_next_needs_something_and_back_does_not(browser, draft) -> None:
    assert browser.post(f"{HERE}offers/", {"go": "next"}).status_code == 422
    assert browser.post(f"{HERE}seeks/", {"go": "back"})["Location"] == f"{HERE}offers/"
    assert browser.post(f"{HERE}offers/", {"go": "later"})["Location"] == "/programmes/fianco-2027/"


def test_a_tick_with_scripts_saves_and_brings_the_choices(browser, draft, skills) -> None:
    welding = skills["welding"].pk
    answer = browser.post(f"{HERE}offers/", {"skills": [welding], "go": "stay"}, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<div id="choices">')
    assert 'hx-swap-oob="true"' in answer.content.decode()
    assert [offer.skill_id for offer in Offer.objects.all()] == [welding]


def test_the_search_of_the_server_shows_what_fits_and_keeps_what_is_ticked(browser, draft, skills) -> None:
    answer = browser.post(f"{HERE}offers/", {"skills": [skills["welding"].pk], "find": "qualita", "go": "stay"})
    labels = re.findall(
        r'<label class="pp-pick "( hidden)?>.*?<span>(.*?)</span>', answer.content.decode(), flags=re.DOTALL
    )
    assert sorted(name for hidden, name in labels if not hidden) == ["Quality control", "TIG welding"]


def test_somebody_else_s_skill_cannot_be_posted(browser, draft) -> None:
    answer = browser.post(f"{HERE}offers/", {"skills": [str(draft.pk)], "go": "next"})
    assert (answer.status_code, Offer.objects.count()) == (422, 0)


def test_what_was_typed_stays_when_a_line_is_too_long(browser, draft, skills) -> None:
    welding = skills["welding"].pk
    answer = browser.post(f"{HERE}offers/", {"skills": [welding], f"line-{welding}": "x" * 201, "go": "next"})
    assert (answer.status_code, f'value="{"x" * 201}"' in answer.content.decode()) == (422, True)


def test_hours_outside_the_grid_are_kept(browser, draft) -> None:
    Enrolment.objects.update(hours=[9, 10, 11, 20 + 5 * 24])
    page = browser.get(f"{HERE}hours/").content.decode()
    assert len(re.findall(r'name="hours"[^>]* checked', page)) == 3
    browser.post(f"{HERE}hours/", {"hours": ["8", "10"], "go": "next"})
    assert Enrolment.objects.get().hours == [9, 10, 11]


def test_early_and_late_hours_are_shown_on_request(browser, draft) -> None:
    answer = browser.post(f"{HERE}hours/", {"hours": ["10", "12"], "go": "stay"})
    page = browser.get(answer["Location"]).content.decode()
    assert (len(re.findall(r'name="hours"', page)), Enrolment.objects.get().hours) == (84, [10, 11, 12, 13])


def test_people_on_shifts_may_leave_the_week_empty(browser, draft) -> None:
    assert browser.post(f"{HERE}hours/", {"go": "next"}).status_code == 422
    assert browser.post(f"{HERE}hours/", {"has_shifts": "on", "go": "next"}).status_code == 303


PREFERENCES = {"meeting_mode": "either", "languages": ["it", "fr"], "department_wish": "any", "capacity": "1"}


def private_of(chiara) -> tuple[list[str], list[str]]:
    choices = access.private_choices_for(Reader(person=chiara.pk, login="x"), Enrolment.objects.get(), at=AT)
    return [one.given_name for one in choices.wishes], [one.given_name for one in choices.vetoes]


def test_colleagues_are_found_by_name_added_and_taken_away(browser, draft, chiara, amadou, people) -> None:
    url = f"{HERE}preferences/"
    found = browser.post(url, {**PREFERENCES, "find-veto": "brun", "go": "find-veto"})
    assert (found.status_code, f"add-veto:{people['bruno'].pk}" in found.content.decode()) == (200, True)
    browser.post(url, {**PREFERENCES, "go": f"add-veto:{people['bruno'].pk}"})
    browser.post(url, {**PREFERENCES, "go": f"add-wish:{amadou.pk}"})
    assert private_of(chiara) == (["Amadou"], ["Bruno"])
    browser.post(url, {**PREFERENCES, "go": f"add-wish:{people['bruno'].pk}"})
    browser.post(url, {**PREFERENCES, "go": f"drop-wish:{amadou.pk}"})
    assert private_of(chiara) == (["Bruno"], [])
    browser.post(url, {**PREFERENCES, "go": "next"})
    assert private_of(chiara) == (["Bruno"], [])
    assert Enrolment.objects.get().languages == ["it", "fr"] or Enrolment.objects.get().languages == ["fr", "it"]


def test_a_search_shows_little_and_only_for_three_letters(browser, draft, people) -> None:
    people["yara"].family_name = "Haddad"
    people["yara"].save(update_fields=["family_name"])
    url = f"{HERE}preferences/"
    short = browser.post(url, {**PREFERENCES, "find-wish": "ya", "go": "find-wish"})
    assert "Nobody found." in words(short)
    found = words(browser.post(url, {**PREFERENCES, "find-wish": "yar had", "go": "find-wish"}))
    assert ("Yara H. Quality" in found, "Haddad" in found, "yara@" in found) == (True, False, False)


def test_nobody_else_reaches_these_steps(client, draft, amadou) -> None:
    client.force_login(amadou)
    assert {client.get(f"{HERE}{step}/").status_code for step in ("offers", "preferences", "consent")} == {404}
    assert client.post(f"{HERE}withdraw/").status_code == 404


def test_an_unknown_step_is_not_there(browser, draft) -> None:
    assert browser.get(f"{HERE}nowhere/").status_code == 404


def test_pause_resume_leave_and_come_back(browser, round_, chiara, answers) -> None:
    enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    seen = []
    for verb in ("pause", "resume", "withdraw", "reopen"):
        assert browser.post(f"{HERE}{verb}/").status_code == 303
        seen.append((Enrolment.objects.get().state, heading(browser.get(HERE, follow=True))))
    assert seen == [
        ("paused", "You are on a break, and your place is kept"),
        ("submitted", "You are in. Around 18 February you will know who with"),
        ("withdrawn", "You have left this round"),
        ("draft", "Who sees what"),
    ]


def test_steps_close_with_enrolment(browser, round_, chiara, answers) -> None:
    enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    type(round_).objects.update(state="matching")
    assert browser.get(f"{HERE}offers/")["Location"] == HERE
    assert heading(browser.get(HERE)) == "You are in. Around 18 February you will know who with"


def test_every_step_asks_a_fixed_number_of_questions(browser, draft, skills, django_assert_max_num_queries) -> None:
    for name in ("offers", "seeks", "aims", "hours", "preferences", "consent"):
        with django_assert_max_num_queries(20):
            browser.get(f"{HERE}{name}/")
    assert queries.of(draft.person, draft.round) == draft


def test_a_new_text_waits_for_a_yes(browser, round_, chiara, answers, people) -> None:
    enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)
    assert "waits for your yes" not in words(browser.get(HERE))
    guidelines.publish(program=round_.program, kind="pact", text_it="Patto", text_en="Pact", by=people["paola"], at=AT)
    assert "One text waits for your yes" in words(browser.get(HERE))
    assert browser.post(f"{HERE}accept/").status_code == 303
    assert (Acceptance.objects.count(), "waits for your yes" in words(browser.get(HERE))) == (4, False)
