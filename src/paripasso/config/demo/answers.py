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

CHIARA = ("public-speaking", "method-8d"), ("power-bi", "data-analysis"), ("it", "en")
AMADOU = ("power-bi", "data-analysis"), ("public-speaking", "method-8d"), ("it", "en", "fr")


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
        gives = _pick(chance, one.room.gives, company.EVERYBODY_GIVES, chance.choice((2, 3, 3)))
        wants = _pick(chance, one.room.seeks, company.EVERYBODY_SEEKS, chance.choice((2, 2, 3)), without=gives)
        languages = tuple(entry.split(":")[0] for entry in one.languages)
    return Answers(
        offers=tuple((skill, min(4, max(1, one.level + chance.choice((0, 1, 1))))) for skill in gives),
        seeks=tuple((skill, min(3, n + 1)) for n, skill in enumerate(wants)),
        aims=chance.choice(company.AIMS).say(language),
        experience=chance.choice(company.EXPERIENCE).say(language),
        hours=_hours(chance, night_shift=one.room.name.en == "Foundry" and chance.random() < 0.3),
        languages=languages,
        meeting_mode=chance.choice(("either", "either", "in_person", "video")),
        department_wish=chance.choice(("any", "any", "different")),
    )


def _pick(
    chance: Random, own: tuple[str, ...], shared: tuple[str, ...], n: int, *, without: tuple[str, ...] = ()
) -> tuple[str, ...]:
    pool = [skill for skill in own if skill not in without]
    first = chance.sample(pool, min(len(pool), max(1, n - 1)))
    rest = [skill for skill in shared if skill not in without and skill not in first]
    return tuple(first + chance.sample(rest, n - len(first)))


def _hours(chance: Random, *, night_shift: bool) -> tuple[int, ...]:
    """Two-hour stretches of a working week, as hours 0 (Monday 00:00) to 167 of the person's own zone."""
    starts = (6, 20) if night_shift else (8, 10, 12, 14, 16)
    free = {
        (day, start) for day in WORKING_DAYS for start in starts if chance.random() < (0.35 if night_shift else 0.4)
    }
    free = free or {(3, starts[-1])}
    return tuple(sorted(day * 24 + start + hour for day, start in free for hour in (0, 1)))
