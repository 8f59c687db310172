"""The six steps, the page of what is missing, and the same without scripts."""

from __future__ import annotations

import pytest

from paripasso.enrolment.enums import Step

ROUND = "/enrol/fianco-a-fianco/"


@pytest.fixture
def marco(sign_in):
    """Marco has not enrolled yet: he begins."""
    return begun(sign_in("Marco Bellini", "enrolling"))


def begun(page):
    page.goto(ROUND)
    start = page.locator("form[action$='/start/'] button")
    if start.count():
        start.click()
        page.wait_for_url("**/enrol/fianco-a-fianco/*/")
    return page


@pytest.mark.parametrize("step", list(Step), ids=[step.slug for step in Step])
def test_a_step_in_every_combination(marco, look, step):
    answer = marco.goto(f"{ROUND}{step.slug}/")
    assert answer.status == 200
    assert marco.locator("h1").count() == 1
    look(marco, f"enrolment-{step.slug}")


def test_what_is_missing_is_said_and_takes_the_focus(marco, look):
    marco.goto(f"{ROUND}{Step.CONSENT.slug}/")
    marco.locator("main form button[type=submit], main form button:not([type])").last.click()
    marco.locator(".alert-danger").wait_for()
    assert marco.evaluate("document.activeElement.className").startswith("alert alert-danger")
    look(marco, "enrolment-missing", languages=[marco.evaluate("document.documentElement.lang")])


def test_an_enrolment_not_begun_says_what_comes(sign_in, look):
    page = sign_in("Livia Olivero", "enrolling")
    page.goto(ROUND)
    assert page.locator("form[action$='/start/'] button").count() == 1
    look(page, "enrolment-start")


def test_without_scripts_a_step_is_saved_and_leads_to_the_next(sign_in):
    page = begun(sign_in("Teresa Riva", "enrolling", java_script_enabled=False))
    page.goto(f"{ROUND}{Step.OFFERS.slug}/")
    page.locator(".pp-pick input").first.check()
    page.locator("main form button.btn-primary").last.click()
    assert page.url.split("?")[0].rstrip("/").rsplit("/", 1)[1] in {Step.OFFERS.slug, Step.SEEKS.slug}
    page.goto(f"{ROUND}{Step.OFFERS.slug}/")
    assert page.locator(".pp-pick input:checked").count() == 1
