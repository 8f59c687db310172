"""Publishing a match run: people learn who their peer is. Once, whatever dies in between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.enrolment.actions import seats
from paripasso.matching.actions import runs
from paripasso.matching.models import MatchRun, Proposal, Seat
from paripasso.matching.queries import runs as published_runs
from paripasso.matching.queries import why
from paripasso.messaging.actions import outbox
from paripasso.people.enums import Language
from paripasso.people.models import Person
from paripasso.programs.actions import rounds
from paripasso.programs.enums import RoundState
from paripasso.relationships import messages
from paripasso.relationships.enums import RelationshipKind
from paripasso.relationships.models import Member, Relationship
from paripasso.sealing import actions as sealing
from paripasso.sealing.scopes import Scope

SPACES = uuid5(NAMESPACE_URL, "https://paripasso.example/relationships")


def publish(*, run: MatchRun, by: Person | None, at: datetime) -> list[Relationship]:
    """Make a relationship of each proposal that was not set aside, and introduce its people to each other.

    Keys and holders are committed first, in their own database: a key without a relationship harms nobody, a relationship
    without its key could not be written in. A relationship's id follows from its proposal, so that a second try finds the
    keys of the first. All the rest is one transaction. Raises the refusals of `runs.mark_published`.
    """
    proposals = list(published_runs.to_introduce(run))
    _open_spaces(proposals, at=at)
    with transaction.atomic():
        run = runs.mark_published(run=run, by=by, at=at)
        relationships = _introduce(run, proposals, at=at)
        placed = [seat.enrolment for proposal in proposals for seat in proposal.seats.all()]
        seats.matched(enrolments=placed, at=at)
        rounds.move(round=run.round, to=RoundState.RUNNING, by=by, at=at, published=True)
        for relationship in relationships:
            audit.record("relationship.introduced", by=by, about=relationship, at=at)
        _tell(run, proposals, relationships, at=at)
    return relationships


def space_id(proposal: Proposal) -> UUID:
    """Return the id of the relationship that a proposal becomes: always the same."""
    return uuid5(SPACES, str(proposal.pk))


@transaction.atomic(using="keys")
def _open_spaces(proposals: Sequence[Proposal], *, at: datetime) -> None:
    for proposal in proposals:
        scope = Scope.relationship(space_id(proposal))
        sealing.open_scope(scope, at=at)
        for seat in proposal.seats.all():
            sealing.grant(scope, seat.enrolment.person_id, at=at)


def _introduce(run: MatchRun, proposals: Sequence[Proposal], *, at: datetime) -> list[Relationship]:
    ends_on = min(run.round.ends_on, at.date() + timedelta(weeks=run.round.program.weeks))
    relationships = [
        Relationship(
            public_id=space_id(proposal),
            round=run.round,
            proposal=proposal,
            kind=_kind(len(_seats(proposal))),
            introduced_at=at,
            ends_on=max(ends_on, at.date() + timedelta(days=1)),
        )
        for proposal in proposals
    ]
    Relationship.objects.bulk_create(relationships, batch_size=500)
    Member.objects.bulk_create(
        (
            Member(relationship=made, person_id=seat.enrolment.person_id, position=position, joined_at=at)
            for made, proposal in zip(relationships, proposals, strict=True)
            for position, seat in enumerate(_seats(proposal))
        ),
        batch_size=500,
    )
    ids = [made.pk for made in relationships]
    return list(Relationship.objects.with_members().filter(pk__in=ids).order_by("proposal__position", "pk"))


def _seats(proposal: Proposal) -> list[Seat]:
    return list(proposal.seats.all())


def _kind(size: int) -> RelationshipKind:
    kinds = {2: RelationshipKind.PAIR, 3: RelationshipKind.TRIAD}
    return kinds.get(size, RelationshipKind.CIRCLE)


def _tell(run: MatchRun, proposals: Sequence[Proposal], relationships: Sequence[Relationship], *, at: datetime) -> None:
    """Queue one introduction for each person, naming all the peers they were given and why."""
    codes = why.codes_in(proposals)
    skills = {language: why.skill_names(language, codes) for language in Language.values}
    spaces = {relationship.proposal_id: relationship for relationship in relationships}
    told: dict[UUID, tuple[Person, list[tuple[Relationship, why.Why]]]] = {}
    for proposal in proposals:
        proposal.run = run  # loaded with its round: a reason names an hour of that week
        for seat in proposal.seats.all():
            person = seat.enrolment.person
            reasons = why.for_member(proposal, seat.enrolment, person.language, skills=skills[person.language])
            told.setdefault(person.pk, (person, []))[1].append((spaces[proposal.pk], reasons))
    meet_by = at + timedelta(days=run.round.program.first_meeting_days)
    drafts = [
        messages.introduction(theirs, to=person, cause=run.pk, meet_by=meet_by) for person, theirs in told.values()
    ]
    outbox.add_all(drafts, at=at)
