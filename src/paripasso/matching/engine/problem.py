"""Turn a run's snapshot into the engine's question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac

from paripasso.enrolment.rules import PrivateIds
from paripasso.matching.engine.snapshot import reader_of
from paripasso.matching.models import Entrant, MatchRun
from paripasso.sealing.door import Purpose, open_sealed
from pariter import Person, Policy, Population, Problem, ProblemError


def rebuilt(run: MatchRun, *, at: datetime) -> tuple[Problem, list[Entrant]]:
    """The question exactly as the run was asked it, and the people in the engine's order.

    Raises CannotOpen if private choices do not open, and ProblemError if the snapshot cannot be used.
    """
    entrants = sorted(run.entrants.select_related("enrolment"), key=lambda entrant: str(entrant.card["id"]))
    opened = open_sealed(reader_of(run), Purpose.ENGINE, [one.private_choices for one in entrants], at=at)
    forbidden = {*_vetoes(entrants, [text.reveal() for text in opened]), *_pairs(run.settled.get("apart", ()))}
    population = Population.of([person(entrant.card) for entrant in entrants], bosses=_bosses(run.staff))
    problem = Problem.of(
        people=population,
        policy=Policy.from_mapping(run.policy),
        forbidden=sorted(forbidden),
        past=[(one, other, months) for one, other, months in run.settled.get("past", ())],
        # a lock that no longer holds is let go without a word: the engine would name the prohibition
        locked=[pair for pair in _pairs(run.settled.get("locked", ())) if pair not in forbidden],
    )
    return problem, entrants


def person(card: Mapping[str, Any]) -> Person:
    """A card as the engine's own value."""
    return Person(
        id=card["id"],
        department=card["department"],
        site=card["site"],
        level=card["level"],
        manager=card["manager"],
        time_zone=card["time_zone"],
        languages=tuple(card["languages"]),
        offers=tuple((skill, depth) for skill, depth in card["offers"]),
        seeks=tuple((skill, priority) for skill, priority in card["seeks"]),
        aims=tuple(card["aims"]),
        experience=tuple(card["experience"]),
        hours=int(card["hours"], 16),
        max_partners=card["max_partners"],
    )


def canonical(policy: Mapping[str, Any]) -> dict[str, Any]:
    """A policy in the engine's own canonical form, as runs keep it. Raises Impossible, naming every flaw."""
    try:
        return Policy.from_mapping(policy).to_mapping()
    except ProblemError as error:
        raise Impossible.of(error) from error


class Impossible(Exception):
    """The question has no answer: two locks that exclude each other, a lock that a rule forbids, a kind not yet known."""

    def __init__(self, flaws: list[dict[str, str]]) -> None:
        self.flaws = flaws
        super().__init__("; ".join(flaw["message"] for flaw in flaws))

    @classmethod
    def of(cls, error: ProblemError) -> Impossible:
        """The engine's refusal, in values that a row can keep."""
        return cls(
            [{"code": one.code, "where": one.where, "value": one.value, "message": str(one)} for one in error.flaws]
        )


def keyed(text: str) -> str:
    """A digest of what depends on a veto. Keyed: the few vetoes of a small pool could be guessed from a plain one."""
    return salted_hmac("paripasso.matching.run", text, algorithm="sha256").hexdigest()


def _vetoes(entrants: Sequence[Entrant], texts: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of engine ids. A person vetoed who does not take part is passed over, and so is oneself."""
    engine_id = {str(entrant.person_id): str(entrant.card["id"]) for entrant in entrants}
    pairs = set()
    for entrant, text in zip(entrants, texts, strict=True):
        for vetoed in PrivateIds.of_text(text).vetoes:
            other, own = engine_id.get(str(vetoed)), str(entrant.card["id"])
            if other is not None and other != own:
                pairs.add((min(own, other), max(own, other)))
    return sorted(pairs)


def _pairs(rows: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    return [(min(one, other), max(one, other)) for one, other in rows]


def _bosses(rows: Iterable[Sequence[str | None]]) -> list[tuple[str, str | None]]:
    return [(boss, of) for boss, of in rows if boss is not None]
