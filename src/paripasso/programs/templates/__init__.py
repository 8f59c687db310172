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
    `evidence` names the notes that speak of the kind; `aims` is a set to start from; `milestones` gives the weeks of each.
    `topics` is the conversation plan, one sheet a meeting: `week`, title in `it` and `en`, and for some kinds `aim`,
    `before`, `prompts` and `leave`, each with `it` and `en`. `faq` holds `question` and `answer`.
    """

    kind: Kind
    weeks: int
    cadence_days: int
    first_meeting_days: int
    meeting_minutes: int
    capacity: int
    group_size: int
    is_rolling: bool
    evidence: list[str]
    milestones: dict[str, list[int]]
    aims: list[dict[str, Any]]
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


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The figures that stand in texts: they move with the structure."""

    minutes: int
    weeks: int
    cadence_days: int
    meetings: int


def guideline(kind: GuidelineKind, *, of: Template, language: str, pace: Pace | None = None) -> str:
    """Return the first version of a text, as Markdown, with the template's own figures in it, or those of `pace`."""
    text = _text(_of_kind(kind, of.kind), language)
    if kind is GuidelineKind.PACT and of.kind is Kind.CIRCLE:
        text += "\n" + _text("pact-circle", language)
    contact = {"it": "il contatto di fiducia", "en": "the trust contact"}[language]
    same = pace is None or pace.cadence_days == of.cadence_days
    values = {
        "{minutes}": str(pace.minutes if pace else of.meeting_minutes),
        "{weeks}": str(pace.weeks if pace else of.weeks),
        "{cadence}": of.cadence[language] if same or pace is None else every(pace.cadence_days, language),
        "{trust_contact}": contact,
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def every(days: int, language: str) -> str:
    """Say a rhythm in words, in the language of the text it stands in."""
    it, en = EVERY.get(days, (f"ogni {days} giorni", f"every {days} days"))
    return it if language == "it" else en


def time_asked(pace: Pace, language: str) -> str:
    """Answer the question people ask first, in the language of the page it stands on."""
    hours, rest = divmod(pace.meetings * pace.minutes, 60)
    whole, minutes = f"{hours} h {rest:02}" if hours and rest else "", pace.minutes
    if language == "it":
        if pace.meetings == 1:
            return f"Un incontro da {minutes} minuti. È tempo di lavoro."
        in_all = whole or (f"{rest} minuti" if not hours else "1 ora" if hours == 1 else f"{hours} ore")
        return f"{in_all} in tutto: {pace.meetings} incontri da {minutes} minuti. È tempo di lavoro."
    if pace.meetings == 1:
        return f"One meeting of {minutes} minutes. It is working time."
    in_all = whole or (f"{rest} minutes" if not hours else "1 hour" if hours == 1 else f"{hours} hours")
    return f"{in_all} in all: {pace.meetings} meetings of {minutes} minutes. It is working time."


EVERY = {
    7: ("ogni settimana", "every week"),
    14: ("ogni due settimane", "every two weeks"),
    21: ("ogni tre settimane", "every three weeks"),
    28: ("una volta al mese", "once a month"),
    42: ("ogni sei settimane", "every six weeks"),
}


def _of_kind(text: GuidelineKind, kind: Kind) -> str:
    """The role differs by kind; conduct and pact are the same for all."""
    return f"role-{kind}" if text is GuidelineKind.ROLE and kind is not Kind.PEER else str(text)


@cache
def _text(name: str, language: str) -> str:
    return (TEXTS / f"{name}.{language}.md").read_text(encoding="utf-8")
