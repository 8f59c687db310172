"""What a programme of each kind starts with: one file a kind, both languages, nothing but values.

`template(Kind.PEER)` reads `peer.toml`. A template fills everything; people change what their place requires.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from paripasso.programs.enums import GuidelineKind, Kind

FOLDER = Path(__file__).parent
TEXTS = FOLDER.parent / "texts"
Words = dict[str, str]  # "it" and "en"


@dataclass(frozen=True, kw_only=True)
class Template:
    """The values of one kind.

    `answer` and `why` help to choose a kind; `cadence` says the rhythm in words; `emphasis` what its matching looks for.
    `topics` is the conversation plan, one sheet a meeting: `week`, title in `it` and `en`, and for some kinds `aim`,
    `before`, `prompts` and `leave`, each with `it` and `en`. `faq` holds `question` and `answer`.
    """

    kind: Kind
    weeks: int
    cadence_days: int
    first_meeting_days: int
    meeting_minutes: int
    capacity: int
    name: Words
    answer: Words
    why: Words
    promise: Words
    purpose: Words
    problem: Words
    cadence: Words
    emphasis: Words
    topics: list[dict[str, Any]]
    faq: list[dict[str, Words]]


@cache
def template(kind: Kind) -> Template:
    """Return the template of a kind."""
    return Template(kind=kind, **tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8")))


def guideline(kind: GuidelineKind, *, of: Template, language: str) -> str:
    """Return the first version of a text, as Markdown, with the template's own figures in it."""
    text = _text(kind, language)
    if kind is GuidelineKind.PACT and of.kind is Kind.CIRCLE:
        text += "\n" + _text("pact-circle", language)
    contact = {"it": "il contatto di fiducia", "en": "the trust contact"}[language]
    values = {
        "{minutes}": str(of.meeting_minutes),
        "{weeks}": str(of.weeks),
        "{cadence}": of.cadence[language],
        "{trust_contact}": contact,
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


@cache
def _text(name: str, language: str) -> str:
    return (TEXTS / f"{name}.{language}.md").read_text(encoding="utf-8")
