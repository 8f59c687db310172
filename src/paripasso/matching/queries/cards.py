"""What the engine is told about a person: a card of plain values, in the engine's own names.

A card holds what matching needs and nothing else: no name, no tenure, no appraisal. People are known by their address in
lower case, on cards and in `population.csv` alike, so that ties, which go by id, fall the same way everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from paripasso.enrolment.models import Enrolment
from paripasso.enrolment.queries import enrolments
from paripasso.matching import weeks
from paripasso.matching.keywords import keywords
from paripasso.people.enums import Fluency
from paripasso.people.models import Person
from paripasso.programs.models import Round

Card = dict[str, Any]


def engine_id(person: Person) -> str:
    """The name under which the engine knows a person."""
    return person.email.lower()


def entering(round: Round) -> list[Enrolment]:
    """Everybody in the pool of a round with all that a card needs, by engine id; a constant number of queries."""
    pool = enrolments.pool(round).select_related("person__line_manager")
    return sorted(pool, key=lambda enrolment: engine_id(enrolment.person))


def cards(pool: Sequence[Enrolment], *, on: date) -> list[Card]:
    """One card a person, in the order given. `on` is the day whose clocks count."""
    departments = _department_names(pool)
    ahead = {zone: weeks.offset(zone, on) for zone in {enrolment.person.time_zone for enrolment in pool}}
    return [_card(enrolment, departments, ahead[enrolment.person.time_zone]) for enrolment in pool]


def _card(enrolment: Enrolment, departments: dict[Any, str], ahead: int) -> Card:
    person = enrolment.person
    return {
        "id": engine_id(person),
        "department": departments.get(person.department_id),
        "site": person.site.name if person.site else None,
        "level": person.level.rank if person.level else None,
        "manager": engine_id(person.line_manager) if person.line_manager else None,
        "time_zone": person.time_zone,
        "languages": _languages(enrolment),
        "offers": sorted([offer.skill.code, offer.depth] for offer in enrolment.offers.all()),
        "seeks": sorted([seek.skill.code, seek.priority] for seek in enrolment.seeks.all()),
        "aims": list(keywords(enrolment.aims)),
        "experience": list(keywords(enrolment.experience)),
        "hours": f"{weeks.in_utc(enrolment.hours, ahead=ahead):042x}",
        "max_partners": max(1, enrolment.capacity),
    }


def _languages(enrolment: Enrolment) -> list[str]:
    """Those the person is happy to meet in; failing these, those they speak well enough to work in."""
    if enrolment.languages:
        return sorted(set(enrolment.languages))
    return sorted(
        spoken.code for spoken in enrolment.person.spoken_languages.all() if spoken.fluency >= Fluency.WORKING
    )


def _department_names(pool: Iterable[Enrolment]) -> dict[Any, str]:
    """A name for each department; two of the same name are told apart."""
    found = {e.person.department_id: e.person.department.name for e in pool if e.person.department}
    often = Counter(found.values())
    return {pk: name if often[name] == 1 else f"{name} ({pk})" for pk, name in found.items()}


def staff(cards_: Iterable[Card]) -> list[list[str | None]]:
    """Managers who do not take part, each with their own manager: reporting lines pass through them. One query."""
    inside = {card["id"] for card in cards_}
    boss_of = {
        email.lower(): boss.lower() if boss else None
        for email, boss in Person.objects.filter(reports__isnull=False)
        .distinct()
        .values_list("email", "line_manager__email")
    }
    waiting = {card["manager"] for card in cards_ if card["manager"]} | {
        boss_of.get(one) for one in inside if boss_of.get(one)
    }
    outside: dict[str, str | None] = {}
    while waiting:
        boss = waiting.pop()
        if boss and boss not in inside and boss not in outside:
            outside[boss] = boss_of.get(boss)
            waiting.add(outside[boss])
    return [[boss, outside[boss]] for boss in sorted(outside)]


def digest(cards_: Iterable[Card]) -> str:
    """SHA-256 of the cards, whatever their order. Nothing private is in them, so it needs no key."""
    ordered = sorted(cards_, key=lambda card: card["id"])
    return hashlib.sha256(json.dumps(ordered, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
