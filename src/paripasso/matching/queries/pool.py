"""The pool before a run: who is there, what is offered and wanted, what is missing, and what has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from paripasso.matching import weeks
from paripasso.matching.models import MatchRun
from paripasso.matching.queries.cards import Card, cards, engine_id, entering
from paripasso.programs.models import Round

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Scarce:
    """A skill that more people want than offer."""

    skill: str
    wanted: int
    offered: int


@dataclass(frozen=True, slots=True)
class Pool:
    """The pool in figures. `missing` are skills wanted by somebody and offered by nobody, the most wanted first."""

    people: int
    departments: int
    sites: int
    offered: int
    wanted: int
    not_offered: int
    without_shared_hour: int
    missing: tuple[Scarce, ...] = ()
    scarce: tuple[Scarce, ...] = ()

    def to_mapping(self) -> dict[str, Any]:
        """Plain values, as a run keeps them."""
        return asdict(self)

    @classmethod
    def from_mapping(cls, values: dict[str, Any]) -> Pool:
        """Read what `to_mapping` writes."""
        lists = {name: tuple(Scarce(**one) for one in values.get(name, ())) for name in ("missing", "scarce")}
        return cls(**{**values, **lists})


def of(cards_: Sequence[Card]) -> Pool:
    """Count a pool. One pass over the cards and one over the hours of a week, no query."""
    offered = Counter(skill for card in cards_ for skill, _ in card["offers"])
    wanted = Counter(skill for card in cards_ for skill, _ in card["seeks"])
    missing = [Scarce(skill, count, 0) for skill, count in wanted.items() if skill not in offered]
    scarce = [Scarce(s, count, offered[s]) for s, count in wanted.items() if s in offered and count >= 3 * offered[s]]
    return Pool(
        people=len(cards_),
        departments=len({card["department"] for card in cards_ if card["department"]}),
        sites=len({card["site"] for card in cards_ if card["site"]}),
        offered=len(offered),
        wanted=len(wanted),
        not_offered=len(missing),
        without_shared_hour=_lonely([int(card["hours"], 16) for card in cards_]),
        missing=_most_wanted(missing),
        scarce=_most_wanted(scarce),
    )


def before(round: Round) -> Pool:
    """The pool of a round as it is now."""
    return of(cards(entering(round), on=round.starts_on))


def _most_wanted(skills: list[Scarce]) -> tuple[Scarce, ...]:
    return tuple(sorted(skills, key=lambda one: (-one.wanted, one.skill))[:MOST_LISTED])


def _lonely(masks: Sequence[int]) -> int:
    """How many stated hours, and share none of them with anybody."""
    taken = Counter(hour for mask in masks for hour in weeks.hours_of(mask))
    shared = sum(1 << hour for hour, count in taken.items() if count > 1)
    return sum(1 for mask in masks if mask and not mask & shared)


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed in the pool since a run looked at it, as names of people."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.joined or self.left or self.changed)


def since(run: MatchRun) -> Drift:
    """Compare the pool of now with the run's snapshot. Whoever the run has placed and published is not looked for."""
    now = entering(run.round)
    fresh = {card["id"]: card for card in cards(now, on=run.round.starts_on)}
    names = {engine_id(enrolment.person): enrolment.person.full_name for enrolment in now}
    then = {entrant.card["id"]: entrant for entrant in run.entrants.select_related("person")}
    changed = [name for name in fresh.keys() & then.keys() if fresh[name] != then[name].card]
    return Drift(
        joined=_named(names[one] for one in fresh.keys() - then.keys()),
        left=_named(then[one].person.full_name for one in then.keys() - fresh.keys()),
        changed=_named(names[one] for one in changed),
    )


def _named(names: Any) -> tuple[str, ...]:
    return tuple(sorted(names))
