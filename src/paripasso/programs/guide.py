"""Five questions that lead to a kind, and say why. Pure: answers in, a recommendation out. When in doubt: peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paripasso.programs.enums import Kind

Words = str | Promise


@dataclass(frozen=True)
class Answer:
    """A possible answer: its key, its words, the kinds it speaks for and how loudly, and the reason it gives."""

    key: str
    words: Words
    speaks: Mapping[Kind, int]
    reason: Words


@dataclass(frozen=True)
class Question:
    """One of the five."""

    key: str
    words: Words
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Advice:
    """The kind that fits best, why, and what comes second if it is close."""

    kind: Kind
    reasons: list[Words]
    second: Kind | None


QUESTIONS = (
    Question(
        "distance",
        _("How close is the experience of those who will meet?"),
        (
            Answer("close", _("Close: each knows something the other does not"), {Kind.PEER: 3, Kind.CIRCLE: 1},
                   _("Where experience is close, both give and both receive.")),
            Answer("missing", _("It is missing on one side: it takes someone further along"), {Kind.CAREER: 4},
                   _("Where experience is missing, it takes someone further along.")),
            Answer("new", _("One side has just arrived"), {Kind.BUDDY: 4},
                   _("Whoever has just arrived needs someone close by.")),
            Answer("above", _("Those above want to learn from those below"), {Kind.REVERSE: 4},
                   _("Those in charge learn from people who see other things.")),
        ),
    ),
    Question(
        "teachers",
        _("How many can teach what is needed?"),
        (
            Answer("many", _("About as many as want to learn"), {Kind.PEER: 2, Kind.CAREER: 1, Kind.BUDDY: 1, Kind.REVERSE: 1},
                   _("There are enough people who can teach for everybody to have one.")),
            Answer("few", _("Few, and many want to learn"), {Kind.CIRCLE: 4, Kind.FLASH: 1},
                   _("Few can teach many: a circle makes the most of them.")),
        ),
    ),
    Question(
        "take",
        _("What should people take away?"),
        (
            Answer("skills", _("Practical know-how for their work"), {Kind.PEER: 2, Kind.CIRCLE: 1},
                   _("Practical know-how passes best between equals.")),
            Answer("cases", _("Better answers to cases that many share"), {Kind.CIRCLE: 3},
                   _("Shared cases are worked on best in a small group.")),
            Answer("settle", _("Finding their feet here"), {Kind.BUDDY: 3}, _("Settling in is what a companion is for.")),
            Answer("step", _("A step forward: role, exposure, open doors"), {Kind.CAREER: 3},
                   _("For promotion, exposure and open doors a peer can do little.")),
            Answer("eyes", _("Seeing the company with other eyes"), {Kind.REVERSE: 3},
                   _("Seeing with other eyes is what reverse mentoring is for.")),
            Answer("answer", _("One good answer"), {Kind.FLASH: 4}, _("One answer needs one meeting.")),
        ),
    ),
    Question(
        "time",
        _("How much time can people give?"),
        (
            Answer("once", _("One meeting"), {Kind.FLASH: 3}, _("There is time for one meeting.")),
            Answer("months", _("Three to six months"), {Kind.PEER: 1, Kind.CIRCLE: 1, Kind.BUDDY: 1, Kind.REVERSE: 1},
                   _("A few months are enough.")),
            Answer("year", _("Most of a year"), {Kind.CAREER: 2}, _("A long path needs months.")),
        ),
    ),
    Question(
        "people",
        _("Who is it for?"),
        (
            Answer("all", _("Anybody who wants to"), {Kind.PEER: 2}, _("It is open to anybody.")),
            Answer("topic", _("Those who deal with one topic"), {Kind.CIRCLE: 2}, _("It gathers those who deal with one topic.")),
            Answer("newcomers", _("Newcomers"), {Kind.BUDDY: 3}, _("It is for newcomers.")),
            Answer("heads", _("Those in charge"), {Kind.REVERSE: 2}, _("It is for those in charge.")),
            Answer("ambitious", _("Those who look for their next step"), {Kind.CAREER: 2}, _("It is for those who look for their next step.")),
        ),
    ),
)  # fmt: skip


def advise(answers: Mapping[str, str]) -> Advice:
    """Recommend a kind. Between equals the order of `Kind` decides, which begins with peers."""
    chosen = [one for question in QUESTIONS for one in question.answers if answers.get(question.key) == one.key]
    votes = {kind: sum(one.speaks.get(kind, 0) for one in chosen) for kind in Kind}
    first, second = sorted(Kind, key=lambda kind: -votes[kind])[:2]
    speaking = sorted((one for one in chosen if first in one.speaks), key=lambda one: -one.speaks[first])
    is_close = votes[second] > 0 and votes[second] >= votes[first] - 1
    return Advice(kind=first, reasons=[one.reason for one in speaking], second=second if is_close else None)
