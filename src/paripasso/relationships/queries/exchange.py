"""What two people give and receive, and when both are free: from their enrolments, which are no secret between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from paripasso.enrolment.models import Enrolment
from paripasso.matching.models import Proposal
from paripasso.matching.queries import why
from paripasso.relationships import rules

if TYPE_CHECKING:
    from uuid import UUID

    from paripasso.people.models import Person
    from paripasso.relationships.models import Relationship

MOST_SKILLS = 4


@dataclass(frozen=True, slots=True)
class Peer:
    """The other one, as an introduction names them."""

    first_name: str
    full_name: str
    department: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A relationship as one of its members sees it. Skills are named in that person's language."""

    relationship: UUID
    peers: tuple[Peer, ...]
    gives: tuple[str, ...]
    receives: tuple[str, ...]
    common_hours: int
    free: tuple[datetime, ...]


def enrolments_of(round_id: UUID, people: Iterable[UUID]) -> dict[UUID, Enrolment]:
    """Return the enrolments of these people with offers and seeks, by person; three queries."""
    found = Enrolment.objects.filter(round_id=round_id, person_id__in=list(people))
    return {row.person_id: row for row in found.prefetch_related("offers__skill", "seeks__skill")}


def of(relationship: Relationship, person: Person, *, at: datetime) -> Exchange:
    """Return the exchange of one relationship as the person sees it; a constant number of queries."""
    enrolments = enrolments_of(relationship.round_id, [m.person_id for m in rules.members(relationship)])
    return between(relationship, person, enrolments, on=at.date())


def between(relationship: Relationship, person: Person, enrolments: Mapping[UUID, Enrolment], *, on: date) -> Exchange:
    """Work out the exchange from loaded rows: what I offer and they seek, what they offer and I seek, shared hours."""
    others = rules.others(relationship, than=person)
    mine = enrolments.get(person.pk)
    theirs = [enrolments[other.person_id] for other in others if other.person_id in enrolments]
    free = _free_together(relationship, enrolments, on)
    return Exchange(
        relationship=relationship.pk,
        peers=tuple(_peer(other.person) for other in others),
        gives=_shared([mine] if mine else [], theirs, person.language),
        receives=_shared(theirs, [mine] if mine else [], person.language),
        common_hours=len(free),
        free=tuple(free),
    )


def _peer(person: Person) -> Peer:
    return Peer(person.first_name, person.full_name, person.department.name if person.department else "")


def _shared(givers: Iterable[Enrolment], takers: Iterable[Enrolment], language: str) -> tuple[str, ...]:
    """Name the skills that go from some to others, what is wanted most first."""
    offered = {offer.skill_id for giver in givers for offer in giver.offers.all()}
    wanted = sorted(
        (seek.priority, seek.position, seek.skill.name(language))
        for taker in takers
        for seek in taker.seeks.all()
        if seek.skill_id in offered
    )
    return tuple(dict.fromkeys(name for _priority, _position, name in wanted))[:MOST_SKILLS]


def _free_together(relationship: Relationship, enrolments: Mapping[UUID, Enrolment], on: date) -> list[datetime]:
    """Return the hours in which everybody is free, in the seven days from the Monday after `on`."""
    members = rules.members(relationship)
    if any(member.person_id not in enrolments for member in members):
        return []
    weeks = [(enrolments[m.person_id].hours, rules.zone_of(m.person)) for m in members]
    return rules.common_hours(weeks, monday=on + timedelta(days=7 - on.weekday()))


def why_for(relationship: Relationship, person: Person) -> tuple[str, ...]:
    """Say why these two, to one of them, in that person's language; nothing where they were not matched by a run."""
    if relationship.proposal_id is None:
        return ()
    proposals = Proposal.objects.select_related("run__round").prefetch_related("seats__enrolment__person")
    proposal = proposals.get(pk=relationship.proposal_id)
    seat = next((seat for seat in proposal.seats.all() if seat.enrolment.person_id == person.pk), None)
    return why.for_member(proposal, seat.enrolment, person.language).sentences if seat else ()
