"""A demonstration, a real browser, and `look`: axe, a screenshot, no sideways scroll, in every combination.

    def test_today(sign_in, look):
        page = sign_in("Chiara Ferrante")
        look(page, "home")

Whatever the browser complains about fails the test: a broken content policy, a script error, a missing file.
PARIPASSO_TEST_SERVER=http://127.0.0.1:8000 looks at a demonstration that runs already: quicker while one writes a page.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.houses import ROOT, Houses
from tests.browser.looking import Looker, Watch

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = "NOT RUN: browser tests. There is no chromium on this machine (Debian: apt-get install chromium)."
SETTINGS = {"locale": "it-IT", "timezone_id": "Europe/Rome", "viewport": {"width": 1440, "height": 900}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Houses]:
    """The demonstrations, at whatever stage a test asks for: enrolling, matching, running, closed."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    found = Houses(shared, tmp_path_factory.mktemp("houses"), running=os.environ.get("PARIPASSO_TEST_SERVER", ""))
    yield found
    found.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the browser complained about; a test that provokes a complaint clears it."""
    watching = Watch()
    yield watching
    assert watching.complaints == []


@pytest.fixture
def new_page(chromium: Browser, houses: Houses, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a page as a visitor: `new_page()`, `new_page("enrolling")`, `new_page(java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def make(stage: str = "running", **settings: object) -> Page:
        context = chromium.new_context(**({"base_url": houses.at(stage)} | SETTINGS | settings))
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A visitor's page."""
    return new_page()


@pytest.fixture
def sign_in(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Become one of the demonstration's people, by one click: `sign_in("Chiara Ferrante")` is their page."""

    def enter(name: str, stage: str = "running", **settings: object) -> Page:
        page = new_page(stage, **settings)
        page.goto("/demo/")
        page.locator("main li", has_text=name).get_by_role("button").click()
        page.wait_for_load_state()
        return page

    return enter


@pytest.fixture
def look() -> Looker:
    """Look at a page in both languages, light and dark, on a phone and on a large screen: `look(page, "home")`."""
    return Looker(ROOT / "screenshots")
