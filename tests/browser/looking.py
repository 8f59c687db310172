"""How a browser test looks at a page, and what it does not forgive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import ConsoleMessage, Page, Response

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
LANGUAGES, THEMES, WIDTHS = ("it", "en"), ("light", "dark"), (390, 1440)
ANSWERED = re.compile(r"the server responded with a status of (403|404|409|422)")  # a page that says no is an answer


@dataclass
class Watch:
    """What the browser complained about."""

    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Listen to this page."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: script error: {error}"))
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not ANSWERED.search(message.text):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and "/static/" in response.url:
            self.complaints.append(f"{response.url}: {response.status}")


class Looker:
    """Runs axe, saves a screenshot, and refuses sideways scroll, in every combination."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self,
        page: Page,
        name: str,
        *,
        languages: Iterable[str] = LANGUAGES,
        themes: Iterable[str] = THEMES,
        widths: Iterable[int] = WIDTHS,
        closed: bool = False,
    ) -> None:
        """Look at the page as it stands. Changing the language reloads it: for a state that would be lost, name one language.

        `closed` leaves `<details>` as they are; otherwise they are opened for axe, not for the picture.
        """
        found: list[str] = []
        for language in languages:
            speak(page, language)
            for theme in themes:
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                page.locator(f"html[data-bs-theme={theme}]").wait_for(state="attached")
                for width in widths:
                    page.set_viewport_size({"width": width, "height": 844 if width < 768 else 900})
                    self._picture(page, f"{name}-{language}-{theme}-{width}")
                    found += [f"{language} {theme} {width}: {line}" for line in self._findings(page, closed=closed)]
        assert found == [], f"{name} ({page.url}):\n" + "\n".join(found)

    def _picture(self, page: Page, name: str) -> None:
        self.folder.mkdir(exist_ok=True)
        page.evaluate("document.fonts.ready")
        size = page.viewport_size
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(
            {"width": size["width"], "height": min(max(tall, size["height"]), 8000)}
        )  # what is fixed stays below
        page.screenshot(path=self.folder / f"{name}.png", animations="disabled")
        page.set_viewport_size(size)

    def _findings(self, page: Page, *, closed: bool) -> list[str]:
        found = []
        wide, here = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if wide > here:
            found.append(f"scrolls sideways: {wide} px in {here}: {page.evaluate(WIDEST)}")
        if not closed:
            page.evaluate(
                "document.querySelectorAll('main details').forEach((one) => { one.dataset.was = one.open; one.open = true; })"
            )
        found += [f"axe {row['id']} ({row['impact']}): {row['help']}: {', '.join(row['where'])}" for row in axe(page)]
        if not closed:
            page.evaluate(
                "document.querySelectorAll('main details').forEach((one) => { one.open = one.dataset.was === 'true'; })"
            )
        return found


WIDEST = """[...document.querySelectorAll('main *, header *, footer *')]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map((one) => one.outerHTML.slice(0, 120)).join(' | ')"""
RUN = """async (rules) => (await axe.run(document, rules)).violations.map((one) => ({
  id: one.id, impact: one.impact, help: one.help, where: one.nodes.slice(0, 4).map((node) => node.html.slice(0, 160)),
}))"""


def axe(page: Page) -> list[dict[str, str]]:
    """Run axe in the page, strict policy or not: the debugger's evaluation needs no permission of the page."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    return page.evaluate(RUN, RULES)


def speak(page: Page, language: str) -> None:
    """Switch the language with the button in the header, as a person would; from the help page where this one has none."""
    if page.evaluate("document.documentElement.lang") == language:
        return
    here, button = page.url, page.locator(f"form[action$='/language/'] button[value={language}]")
    elsewhere = not button.count()
    if elsewhere:
        page.goto("/help/")
    button.click()
    page.locator(f"html[lang={language}]").wait_for(
        state="attached"
    )  # wait_for_function needs eval, which our policy forbids
    if elsewhere:
        page.goto(here)
