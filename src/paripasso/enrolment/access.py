"""The doors to enrolments, and the one to wishes and vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from paripasso.audit import actions as audit
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.models import CalendarFeed, Enrolment
from paripasso.enrolment.queries import enrolments
from paripasso.enrolment.rules import PrivateIds
from paripasso.people.enums import ImportKind
from paripasso.people.models import Import, Person
from paripasso.programs.models import Round
from paripasso.sealing.door import SealedText, open_sealed
from paripasso.sealing.scopes import Purpose, Reader


@dataclass(frozen=True, slots=True)
class PrivateChoices:
    """Whom somebody would like to meet, and whom rather not: for their own eyes."""

    wishes: tuple[Person, ...] = ()
    vetoes: tuple[Person, ...] = ()


def enrolment_for(person: Person, round: Round) -> Enrolment:
    """The one way to an enrolment: one's own."""
    enrolment = enrolments.of(person, round)
    if enrolment is None:
        raise Http404
    return enrolment


def enrolment_seen_by(manager: Person, round: Round, public_id: UUID, *, at: datetime, page: str) -> Enrolment:
    """The programme manager's way to what somebody offers and seeks; that person can see who looked.

    `round` comes from `programs.access.round_for`. Drafts stay with their authors.
    """
    found = enrolments.with_skills(Enrolment.objects.filter(round=round, public_id=public_id))
    enrolment = found.select_related("person__department", "person__site").first()
    if enrolment is None or enrolment.state == EnrolmentState.DRAFT:
        raise Http404
    if enrolment.person_id != manager.pk:
        audit.opened(enrolment.person_id, by=manager, at=at, page=page)
    return enrolment


def import_for(round: Round, public_id: UUID) -> Import:
    """The programme manager's way to a file of enrolments: of the round they run, which comes from `programs.access`."""
    found = Import.objects.defer("content").filter(pk=public_id, kind=ImportKind.ENROLMENTS, target=round.pk).first()
    if found is None:
        raise Http404
    return found


def private_choices_for(reader: Reader, enrolment: Enrolment, *, at: datetime) -> PrivateChoices:
    """Open a person's own wishes and vetoes. Raises sealing.NotYours for anybody else."""
    (opened,) = open_sealed(reader, Purpose.SHOW, [enrolment.private_choices], at=at)
    ids = PrivateIds.of_text(opened.reveal())
    people = Person.objects.select_related("department").in_bulk([*ids.wishes, *ids.vetoes])
    return PrivateChoices(
        wishes=tuple(people[one] for one in ids.wishes if one in people),
        vetoes=tuple(people[one] for one in ids.vetoes if one in people),
    )


def address_for_job(feed: CalendarFeed, *, at: datetime) -> SealedText:
    """Open a calendar's address for the job that reads it. No page comes through here."""
    (opened,) = open_sealed(Reader(job=f"calendar:{feed.pk}"), Purpose.FEED, [feed.address], at=at)
    return opened
