"""From a notice to words: in the recipient's language and time zone, with the newest name and address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from css_inline import CSSInliner
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from paripasso.messaging.models import Notice

WRITTEN = "account"


@dataclass(frozen=True)
class Words:
    """A message in words: plain text always, HTML where there is some."""

    subject: str
    text: str
    html: str


def render(notice: Notice) -> Words:
    """Write a notice out. Raises Django's TemplateDoesNotExist or TemplateSyntaxError if its kind has no good templates."""
    if notice.kind == WRITTEN:
        return _written(notice)
    if notice.person is None:
        raise ValueError("A notice that comes unwritten needs a person to write to.")
    values = {
        "to": notice.person,
        "values": notice.values,
        "link": absolute(notice.link),
        "home": absolute("/"),
        "language": notice.person.language,
        "has_calendar": bool(notice.calendar),
    }
    with _as_read_by(notice.person.language, notice.person.time_zone):
        folder = f"emails/{notice.kind}"
        subject = " ".join(_plain(f"{folder}/subject.txt", values).split())
        values["subject"] = subject
        text = _tidied(_plain(f"{folder}/body.txt", values))
        html = inliner().inline(get_template(f"{folder}/body.html").render(values))
    return Words(subject, text, html)


def _written(notice: Notice) -> Words:
    """Give a message that came as plain text the clothes of the others."""
    language = notice.person.language if notice.person else settings.LANGUAGE_CODE
    html = notice.body_html
    if not html and notice.body_text:
        values = {"subject": notice.subject, "text": notice.body_text, "language": language, "values": {}}
        with translation.override(language):
            html = inliner().inline(get_template("emails/account/body.html").render(values))
    return Words(notice.subject, notice.body_text, html)


def absolute(path: str) -> str:
    """Make an address of a path, from the configured base and never from a request."""
    return f"{settings.BASE_URL}{path}" if path else ""


@cache
def inliner() -> CSSInliner:
    """Styles go onto the elements, as mail readers ask; the dark overrides stay in the head."""
    return CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def _plain(template: str, values: dict[str, Any]) -> str:
    """Render plain text, where an apostrophe is an apostrophe."""
    found: Any = get_template(template)
    return str(found.template.render(Context(values, autoescape=False)))


def _tidied(text: str) -> str:
    """No trailing blanks, and never more than one empty line."""
    lines: list[str] = []
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"


@contextmanager
def _as_read_by(language: str, time_zone: str) -> Iterator[None]:
    with translation.override(language), timezone.override(ZoneInfo(time_zone)):
        yield
