"""What a visitor meets first, in every combination."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("landing", "/"),
        ("privacy", "/privacy/"),
        ("help", "/help/"),
        ("accessibility", "/accessibility/"),
        ("gallery", "/gallery/"),
        ("not-found", "/nowhere/"),
    ],
)
def test_a_page_open_to_all_passes_axe_and_fits_every_screen(page, look, name, path):
    page.goto(path)
    assert page.locator("h1").count() == 1
    look(page, name)


def test_the_first_tab_leads_to_the_content(page):
    page.goto("/privacy/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "pp-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_language_switch_is_remembered(page):
    page.goto("/help/")
    assert page.locator("html").get_attribute("lang") == "it"
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/help/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_theme_switch_keeps_the_page_and_is_remembered(page):
    page.emulate_media(color_scheme="light")
    page.goto("/")
    page.evaluate("window.stillHere = true")
    switch = page.locator("button[name=theme]")
    with page.expect_response("**/theme/"):
        switch.click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert switch.get_attribute("aria-pressed") == "true"
    assert page.evaluate("window.stillHere") is True
    page.goto("/help/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_as_on_this_device_follows_the_device(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.emulate_media(color_scheme="light")
    page.locator("html[data-bs-theme=light]").wait_for(state="attached")


def test_without_scripts_language_and_theme_switch_by_a_form(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/help/")
    page.locator("button[name=theme]").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.locator("button[name=language]").click()
    assert page.url.endswith("/help/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_paper_is_white_whatever_the_screen_was(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/privacy/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("html").get_attribute("data-bs-theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.emulate_media(media="print")
    assert page.locator(".pp-top").is_hidden()
    assert page.locator("h1").is_visible()
