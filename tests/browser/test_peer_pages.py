"""What a peer meets: today, the relationship and its sections, a meeting, the enrolment."""

from __future__ import annotations

import pytest

SECTIONS = ("", "agreement/", "goals/", "meetings/", "follow-ups/")


@pytest.fixture
def chiara(sign_in):
    return sign_in("Chiara Ferrante")


def relationship(page):
    """Open the one relationship, and return its address."""
    page.goto("/relationships/")
    return page.url


def test_today_in_every_combination(chiara, look):
    chiara.goto("/today/")
    assert "Amadou" in chiara.locator("h1").inner_text()
    look(chiara, "home")


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_of_the_relationship_in_every_combination(chiara, look, section):
    address = relationship(chiara)
    chiara.goto(address + section)
    assert chiara.locator("h1").count() == 1
    look(chiara, f"relationship-{section.strip('/') or 'overview'}")


def test_a_meeting_in_every_combination(chiara, look):
    chiara.goto("/today/")
    chiara.locator("a[href^='/meetings/']:not([href*='calendar'])").first.click()
    chiara.wait_for_url("**/meetings/**")
    assert chiara.locator("h1").count() == 1
    look(chiara, "meeting")


def test_the_phone_has_its_navigation_within_reach(chiara):
    chiara.set_viewport_size({"width": 390, "height": 844})
    chiara.goto("/today/")
    bar = chiara.locator(".pp-bottom")
    assert bar.is_visible()
    assert bar.locator("[aria-current=page]").count() == 1
    assert all(box["height"] >= 44 for box in (link.bounding_box() for link in bar.locator("a").all()))


def test_the_account_menu_opens_and_closes_by_keyboard(chiara):
    chiara.goto("/today/")
    menu = chiara.locator("details.pp-menu")
    chiara.locator("details.pp-menu > summary").focus()
    chiara.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    chiara.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert chiara.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_switches_are_kept_in_the_profile(chiara, sign_in):
    chiara.goto("/today/")
    chiara.locator("button[name=language]").click()
    chiara.wait_for_load_state()
    here = chiara.locator("html").get_attribute("lang")
    again = sign_in("Chiara Ferrante")
    assert again.locator("html").get_attribute("lang") == here
