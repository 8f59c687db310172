"""Why these two: the engine's reasons in the words of one of them, for the introduction and for their page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext

from paripasso.enrolment.models import Enrolment
from paripasso.matching import weeks, words
from paripasso.matching.models import Proposal, Seat
from paripasso.people.models import Person, Skill

MOST_SKILLS = 3
MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Why:
    """Why the two of you, said to one of them: names of skills each way, and whole sentences."""

    gives: tuple[str, ...]
    gets: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self.sentences)


def skill_names(language: str, codes: Iterable[str] | None = None) -> dict[str, str]:
    """Code to name, of these codes or of the whole list; one query."""
    skills = Skill.objects.all() if codes is None else Skill.objects.filter(code__in=set(codes))
    return {skill.code: skill.name(language) for skill in skills}


def codes_in(proposals: Iterable[Proposal]) -> set[str]:
    """Every skill that a reason of these proposals names."""
    return {
        reason["params"]["skill"]
        for proposal in proposals
        for pair in proposal.why.get("pairs", ())
        for reason in pair["reasons"]
        if "skill" in reason["params"]
    }


def for_member(
    proposal: Proposal, enrolment: Enrolment, language: str, *, skills: Mapping[str, str] | None = None
) -> Why:
    """Why this proposal, said to the person of `enrolment`, in "it" or "en".

    Two queries at most: for the seats if they were not prefetched, and for the names of skills unless `skills`
    (see `skill_names`) is handed in.
    """
    seats = sorted(proposal.seats.all(), key=lambda seat: seat.position)
    own = next(seat.position for seat in seats if seat.enrolment_id == enrolment.pk)
    names = skills if skills is not None else skill_names(language, codes_in([proposal]))
    with translation.override(language):
        return _said(proposal, own, seats, names)


def _said(proposal: Proposal, own: int, seats: Sequence[Seat], skills: Mapping[str, str]) -> Why:
    me = seats[own].enrolment.person
    ahead = weeks.offset(me.time_zone, _day(proposal))
    gives, gets, sentences = list[str](), list[str](), list[str]()
    for pair in proposal.why.get("pairs", ()):
        if own in pair["seats"]:
            other = next(place for place in pair["seats"] if place != own)
            peer = seats[other].enrolment.person
            given, got = (_taught(pair["reasons"], giver, skills) for giver in (own, other))
            gives += given
            gets += got
            sentences += _exchange(peer, given, got)
            sentences += _bonds(pair["reasons"], own, peer, ahead)
    return Why(tuple(dict.fromkeys(gives)), tuple(dict.fromkeys(gets)), tuple(sentences))


def _day(proposal: Proposal) -> Any:
    return proposal.run.round.starts_on


def _taught(reasons: Sequence[words.Reason], giver: int, skills: Mapping[str, str]) -> list[str]:
    """Names of what one side can teach the other, the strongest first."""
    codes = [one["params"]["skill"] for one in reasons if one["code"] == "teaches" and one["params"]["giver"] == giver]
    return [skills.get(code, code) for code in codes[:MOST_SKILLS]]


def _exchange(peer: Person, given: Sequence[str], got: Sequence[str]) -> list[str]:
    said = []
    if given:
        said.append(
            gettext("You can help %(name)s with %(skills)s.") % {"name": peer.first_name, "skills": words.listed(given)}
        )
    if got:
        said.append(
            gettext("%(name)s can help you with %(skills)s.") % {"name": peer.first_name, "skills": words.listed(got)}
        )
    return said


def _bonds(reasons: Sequence[words.Reason], own: int, peer: Person, ahead: int) -> list[str]:
    """What else brings the two together, one short sentence each, in an order that reads well."""
    by_code: dict[str, list[Mapping[str, Any]]] = {}
    for reason in reasons:
        by_code.setdefault(reason["code"], []).append(reason["params"])
    said = _first_choices(by_code.get("first_choice", []), own, peer)
    if "shared_aims" in by_code:
        shared = by_code["shared_aims"][0]["words"][:MOST_WORDS]
        said.append(gettext("Both of you wrote about %(words)s.") % {"words": words.listed(shared)})
    for params in by_code.get("experience", []):
        if params["seeker"] == own:
            seen = words.listed(params["words"][:MOST_WORDS])
            said.append(
                gettext("%(name)s has experience of what you aim at: %(words)s.")
                % {"name": peer.first_name, "words": seen}
            )
    if "shared_hours" in by_code:
        said.append(_hours(by_code["shared_hours"][0], ahead))
    if "common_languages" in by_code:
        spoken = [words.language(code) for code in by_code["common_languages"][0]["languages"]]
        said.append(gettext("You can speak %(languages)s together.") % {"languages": words.listed(spoken)})
    if "different_department" in by_code:
        said.append(gettext("You work in different departments."))
    if "new_acquaintance" in by_code:
        said.append(gettext("You have not been paired before."))
    if "similar_style" in by_code:
        said.append(gettext("You like to work in a similar way."))
    return said


def _first_choices(params: Sequence[Mapping[str, Any]], own: int, peer: Person) -> list[str]:
    seekers = {one["seeker"] for one in params}
    if len(seekers) > 1:
        return [gettext("It is the first choice of both.")]
    if own in seekers:
        return [gettext("It was your first choice.")]
    return [gettext("It was the first choice of %(name)s.") % {"name": peer.first_name}] if seekers else []


def _hours(params: Mapping[str, Any], ahead: int) -> str:
    count = int(params["count"])
    first = words.hour(int(params["hours"][0]), ahead)
    told = ngettext(
        "You share one free hour a week: %(hour)s.",
        "You share %(count)s free hours a week, for example %(hour)s.",
        count,
    )
    return told % {"count": count, "hour": first}
