"""A page of proposals, and of those without a peer, ready to be shown: words found, people loaded, nothing left to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from paripasso.matching import rules, weeks, words
from paripasso.matching.enums import Obstacle, ProposalState
from paripasso.matching.models import Proposal, Seat, Unmatched
from paripasso.matching.queries import why
from paripasso.people.models import Person

MOST_CHIPS = 2
SIDES = ("me", "you", "third")


@dataclass(frozen=True, slots=True)
class Chip:
    """What one person teaches, beside the side they are drawn on."""

    side: str
    name: str
    skills: str


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of the score, each way, in hundredths; None where it does not count for that person."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal as the review page shows it. Scores in hundredths."""

    proposal: Proposal
    people: tuple[Person, ...]
    names: str
    first_names: str
    departments: str
    score: int
    gets: tuple[int, ...]
    steps: tuple[int, ...]
    chips: tuple[Chip, ...]
    hours: str
    languages: str
    parts: tuple[Part, ...]
    is_weak: bool
    is_locked: bool
    is_set_aside: bool

    @property
    def third(self) -> Person | None:
        """Whoever joined the two, if anybody did."""
        return self.people[2] if len(self.people) > 2 else None

    @property
    def may_be_locked(self) -> bool:
        """Pairs only."""
        return len(self.people) == 2


@dataclass(frozen=True, slots=True)
class Single:
    """Somebody without a peer: why, and what would help."""

    person: Person
    why: str
    helps: str


def of(proposals: Sequence[Proposal], *, language: str, zone: str, on: date) -> list[Row]:
    """Rows for a page of proposals with their people prefetched; one query, for the names of skills.

    `zone` is the reader's; `on` the day whose clocks count.
    """
    skills = why.skill_names(language, why.codes_in(proposals))
    ahead = weeks.offset(zone, on)
    return [_row(proposal, skills, ahead) for proposal in proposals]


def singles(unmatched: Sequence[Unmatched], *, language: str, zone: str, on: date) -> list[Single]:
    """Those the run found no place for; one query, for the names of skills."""
    codes = {one.change["params"]["skill"] for one in unmatched if "skill" in one.change.get("params", {})}
    skills = why.skill_names(language, codes)
    ahead = weeks.offset(zone, on)
    return [
        Single(one.enrolment.person, words.obstacle(one.reason, one.barred), _helps(one, skills, ahead))
        for one in unmatched
    ]


def released(seats: Sequence[Seat]) -> list[Single]:
    """Those whose pair was set aside by hand."""
    said = words.obstacle(Obstacle.SET_ASIDE, {})
    return [Single(seat.enrolment.person, said, "") for seat in seats]


def _helps(one: Unmatched, skills: Mapping[str, str], ahead: int) -> str:
    if not one.change or one.partner is None:
        return ""
    return words.change(
        one.change["code"],
        one.change["params"],
        partner=one.partner.person.full_name,
        score=round(one.change["value"] / 100),
        skills=skills,
        ahead=ahead,
    )


def _row(proposal: Proposal, skills: Mapping[str, str], ahead: int) -> Row:
    seats = list(proposal.seats.all())
    people = tuple(seat.enrolment.person for seat in seats)
    pairs = proposal.why.get("pairs", [])
    common = _common(pairs)
    return Row(
        proposal=proposal,
        people=people,
        names=words.listed([person.full_name for person in people]),
        first_names=words.listed([person.first_name for person in people]),
        departments=words.listed(_departments(people)),
        score=round(proposal.score / 100),
        gets=tuple(round(seat.gets / 100) for seat in seats),
        steps=tuple(rules.steps_of(seat.gets) for seat in seats),
        chips=_chips(pairs, people, skills),
        hours=_hours(common.get("shared_hours"), ahead),
        languages=words.listed(
            [words.language(code) for code in common.get("common_languages", {}).get("languages", ())]
        ),
        parts=_parts(pairs, len(seats)),
        is_weak=rules.is_weak(proposal.score),
        is_locked=proposal.state == ProposalState.LOCKED,
        is_set_aside=proposal.state == ProposalState.REJECTED,
    )


def _departments(people: Sequence[Person]) -> list[str]:
    return list(dict.fromkeys(person.department.name for person in people if person.department))


def _common(pairs: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What is true of the whole: of a pair's reasons the last of each kind, of a triad's none but its first pair's."""
    return {reason["code"]: reason["params"] for reason in pairs[0]["reasons"]} if pairs else {}


def _chips(pairs: Sequence[Mapping[str, Any]], people: Sequence[Person], skills: Mapping[str, str]) -> tuple[Chip, ...]:
    taught: dict[int, list[str]] = {}
    for pair in pairs:
        for reason in pair["reasons"]:
            if reason["code"] == "teaches":
                code = reason["params"]["skill"]
                taught.setdefault(reason["params"]["giver"], []).append(skills.get(code, code))
    return tuple(
        Chip(SIDES[place % 3], person.first_name, ", ".join(list(dict.fromkeys(taught[place]))[:MOST_CHIPS]))
        for place, person in enumerate(people)
        if place in taught
    )


def _hours(params: Mapping[str, Any] | None, ahead: int) -> str:
    if not params:
        return ""
    told = words.hours_in_common(params["count"])
    return f"{told}, {words.hour(params['hours'][0], ahead)}" if params["hours"] else told


def _parts(pairs: Sequence[Mapping[str, Any]], seats: int) -> tuple[Part, ...]:
    """Each criterion each way, for a pair; triads show their pairs' scores elsewhere."""
    if seats != 2 or not pairs:
        return ()
    gets = [pairs[0]["gets"][pairs[0]["seats"].index(place)]["parts"] for place in range(2)]
    names = [name for name in words.WEIGHTS if any(name in way for way in gets)]
    return tuple(
        Part(str(words.WEIGHTS[name]), tuple(round(way[name] / 100) if name in way else None for way in gets))
        for name in names
    )
