"""What the people of Valdora Pompe would write when they enrol."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from paripasso.config.demo import company

if TYPE_CHECKING:
    from paripasso.config.demo.people import Colleague

WORKING_DAYS = range(5)
SHARE_WHO_ENROL = 0.73

Scripted = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

CHIARA: Scripted = ("public-speaking", "method-8d"), ("power-bi", "data-analysis"), ("it", "en")
AMADOU: Scripted = ("power-bi", "data-analysis"), ("public-speaking", "method-8d"), ("it", "en", "fr")


# Both are free in the middle of the morning and of the afternoon, so that the mock-ups' pair finds itself.
CAST_HOURS = tuple(day * 24 + hour for day in WORKING_DAYS for hour in (10, 11, 14, 15))


@dataclass(frozen=True)
class Answers:
    """One enrolment, as somebody filled it in."""

    offers: tuple[tuple[str, int], ...]
    seeks: tuple[tuple[str, int], ...]
    aims: str
    experience: str
    hours: tuple[int, ...]
    languages: tuple[str, ...]
    meeting_mode: str
    department_wish: str


def who_enrols(colleagues: list[Colleague], chance: Random) -> list[Colleague]:
    """Choose about three in four, Chiara, Amadou, Yara and Davide always; directors and the programme's staff stay out."""
    cast, rest = colleagues[:4], colleagues[9:]
    willing = [one for one in rest if one.level < 5]
    wanted = max(0, round(len(colleagues) * SHARE_WHO_ENROL) - len(cast))
    chosen = set(chance.sample(range(len(willing)), min(wanted, len(willing))))
    return cast + [one for n, one in enumerate(willing) if n in chosen]


def of(one: Colleague, chance: Random, *, language: str) -> Answers:
    """Make one person's answers: mostly their trade, a little of what everybody gives and seeks."""
    scripted = {"chiara.ferrante": CHIARA, "amadou.diallo": AMADOU}.get(one.email.split("@", maxsplit=1)[0])
    if scripted:
        gives, wants, languages = scripted
    else:
        gives = _pick(chance, one.room.gives)
        wants = _pick(chance, one.room.seeks, without=gives)
        languages = tuple(entry.split(":")[0] for entry in one.languages)
    return Answers(
        offers=tuple((skill, min(4, max(1, one.level + chance.choice((0, 1, 1))))) for skill in gives),
        seeks=tuple((skill, min(3, n + 1)) for n, skill in enumerate(wants)),
        aims=(company.AIMS[0] if scripted else chance.choice(company.AIMS)).say(language),
        experience=chance.choice(company.EXPERIENCE).say(language),
        hours=CAST_HOURS if scripted else _hours(chance, night_shift=_works_at_night(one, chance)),
        languages=languages,
        meeting_mode=chance.choice(("either", "either", "in_person", "video")),
        department_wish=chance.choice(("any", "any", "different")),
    )


def _works_at_night(one: Colleague, chance: Random) -> bool:
    return one.room.name.en == "Foundry" and chance.random() < 0.3


def _pick(chance: Random, own: tuple[str, ...], *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Two or three skills that everybody trades, and at times one of the person's own trade."""
    market = chance.sample([skill for skill in company.MARKET if skill not in without], chance.choice((2, 3, 3)))
    trade = [skill for skill in own if skill not in without and skill not in market]
    return tuple(market + chance.sample(trade, 1 if chance.random() < 0.6 else 0))


def _hours(chance: Random, *, night_shift: bool) -> tuple[int, ...]:
    """At least two stretches of two hours, as hours 0 (Monday 00:00) to 167 of the person's own week."""
    starts = (6, 20) if night_shift else (8, 10, 12, 14, 16)
    stretches = [(day, start) for day in WORKING_DAYS for start in starts]
    free = chance.sample(stretches, max(2, round(len(stretches) * chance.uniform(0.25, 0.6))))
    return tuple(sorted(day * 24 + start + hour for day, start in free for hour in (0, 1)))
