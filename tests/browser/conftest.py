"""A demonstration made once, a server for each worker, a real browser, and `look`: axe, a screenshot, no sideways scroll."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.looking import Looker, Watch

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, PATIENCE = 40, 300
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = "NOT RUN: browser tests. There is no chromium on this machine (Debian: apt-get install chromium)."
COMMAND = [sys.executable, "-m", "paripasso.config.cli"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=MISSING))


def _environment(home: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PARIPASSO_")}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages" / "pariter" / "src")])
    return clean | {"PYTHONPATH": path, "PARIPASSO_HOME": str(home), "PARIPASSO_DEMO": "1"} | more


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made by one worker while the others wait."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    home = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demo.done").exists():
            words = [
                "demo",
                "--no-serve",
                "--home",
                str(home),
                "--people",
                str(PEOPLE),
                "--language",
                "it",
                "--seed",
                "7",
            ]
            made = subprocess.run(
                [*COMMAND, *words],
                env=_environment(home),
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            if made.returncode:
                pytest.fail(f"The demonstration could not be built:\n{made.stderr[-3000:]}", pytrace=False)
            (shared / "demo.done").touch()
    return home


@pytest.fixture(scope="session")
def running() -> str:
    """A server somebody runs already, named by PARIPASSO_TEST_SERVER: quicker while one writes a page."""
    return os.environ.get("PARIPASSO_TEST_SERVER", "")


@pytest.fixture(scope="session")
def home(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration for this worker alone."""
    mine = tmp_path_factory.mktemp("house") / "demo"
    for ending in ("", "-kek"):
        shutil.copytree(f"{built}{ending}", f"{mine}{ending}")
    return mine


@pytest.fixture(scope="session")
def server(running: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The house, served as in earnest: the product's own command, DEBUG off, its worker beside it."""
    if running:
        yield running
        return
    home: Path = request.getfixturevalue("home")
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    log = home.with_name("server.log").open("w+")
    served = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port), "--with-worker"],
        env=_environment(home, PARIPASSO_BASE_URL=base),
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wait_for(base, served, log.name)
        yield base
    finally:
        os.killpg(served.pid, 15)
        try:
            served.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(served.pid, 9)
        log.close()


def _wait_for(base: str, served: subprocess.Popen[bytes], log: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if served.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{base}/demo/", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The server did not answer:\n{Path(log).read_text()[-3000:]}", pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Whatever the browser complains about during a test fails it: policy violations, script errors, missing files."""
    watching = Watch()
    yield watching
    assert watching.complaints == []


@pytest.fixture
def new_page(chromium: Browser, server: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a page of its own, as a visitor; `new_page(java_script_enabled=False)` for those without scripts."""
    contexts: list[BrowserContext] = []

    def make(**settings: object) -> Page:
        wanted = {
            "base_url": server,
            "locale": "it-IT",
            "timezone_id": "Europe/Rome",
            "viewport": {"width": 1440, "height": 900},
        }
        context = chromium.new_context(**(wanted | settings))
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
    """Become one of the demonstration's people: `sign_in("Chiara Ferrante")` returns their page, at their first page."""

    def enter(name: str, **settings: object) -> Page:
        page = new_page(**settings)
        page.goto("/demo/")
        page.locator("main li", has_text=name).get_by_role("button").click()
        page.wait_for_load_state()
        return page

    return enter


@pytest.fixture
def look() -> Callable[..., None]:
    """Look at a page in both languages, light and dark, on a phone and on a large screen: `look(page, "home")`."""
    return Looker(ROOT / "screenshots")
