"""What is in a relationship's space, as rows. Their words stay sealed here; pages open them through `access.read`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Prefetch

from paripasso.relationships.enums import MeetingState
from paripasso.relationships.models import (
    AgendaItem,
    Agreement,
    AgreementAcceptance,
    AgreementPart,
    CheckIn,
    FollowUp,
    Goal,
    Meeting,
    MeetingTime,
    Member,
    Note,
    Step,
)

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from paripasso.people.models import Person
    from paripasso.relationships.models import Relationship


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the agreement stands: the version that counts, and a newer one that waits for somebody's yes."""

    current: Agreement | None
    proposed: Agreement | None
    parts: dict[UUID, AgreementPart]
    accepted: tuple[AgreementAcceptance, ...]

    @property
    def shown(self) -> Agreement | None:
        """The version to show: what is proposed, else what counts."""
        return self.proposed or self.current

    @property
    def version(self) -> int:
        """The newest version; 0 where nothing has been written."""
        return self.shown.version if self.shown else 0

    def has_accepted(self, member: Member) -> bool:
        """Say whether a member has said yes to the version shown."""
        return any(each.member_id == member.pk for each in self.accepted)


def agreement(relationship: Relationship) -> Standing:
    """Return where the agreement stands; three queries."""
    versions = list(
        Agreement.objects.filter(relationship=relationship).select_related("proposed_by__person").order_by("version")
    )
    newest = versions[-1] if versions else None
    current = next((each for each in reversed(versions) if each.started_at), None)
    parts = AgreementPart.objects.filter(relationship=relationship).order_by("agreement__version")
    accepted = AgreementAcceptance.objects.filter(agreement=newest).select_related("member__person") if newest else ()
    return Standing(
        current=current,
        proposed=newest if newest and newest != current else None,
        parts={part.member_id: part for part in parts},
        accepted=tuple(accepted),
    )


def goals(relationship: Relationship) -> list[Goal]:
    """Return the goals of all members with their steps, the owner's place first; two queries."""
    steps = Prefetch("steps", Step.objects.order_by("position"))
    rows = Goal.objects.filter(relationship=relationship).select_related("owner__person").prefetch_related(steps)
    return list(rows.order_by("owner__position", "made_at", "pk"))


def meetings(relationship: Relationship) -> list[Meeting]:
    """Return the meetings that were not called off, the latest first, those without a date on top; two queries."""
    rows = Meeting.objects.filter(relationship=relationship).exclude(state=MeetingState.CANCELLED)
    rows = rows.select_related("note").prefetch_related(_times())
    return list(rows.order_by(F("starts_at").desc(nulls_first=True), "-proposed_at", "pk"))


def coming(person: Person, *, at: datetime) -> list[Meeting]:
    """Return the meetings of a person that are still to come, or wait for an answer, the nearest first; three queries."""
    rows = Meeting.objects.filter(
        relationship__members__person=person,
        relationship__members__left_at=None,
        state__in=[MeetingState.ACCEPTED, MeetingState.PROPOSED],
    ).exclude(relationship__state="closed")
    rows = rows.select_related("relationship", "proposed_by").prefetch_related(_times())
    dated = rows.order_by(F("starts_at").asc(nulls_last=True), "proposed_at", "pk")
    return [meeting for meeting in dated if meeting.starts_at is None or meeting.starts_at > at]


def next_meeting(relationship: Relationship, *, at: datetime) -> Meeting | None:
    """Return the nearest agreed meeting."""
    rows = Meeting.objects.filter(relationship=relationship, state=MeetingState.ACCEPTED, starts_at__gt=at)
    return rows.order_by("starts_at", "pk").first()


def times(meeting: Meeting) -> list[MeetingTime]:
    """Return the times that are open, the earliest first, with whoever proposed them."""
    return list(MeetingTime.objects.filter(meeting=meeting).select_related("proposed_by__person").order_by("starts_at"))


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """Return the points of an agenda in their order, with their owners."""
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("owner__person")
    return list(rows.order_by("position", "pk"))


def note(meeting: Meeting) -> Note | None:
    """Return the notes of a meeting, if there are any, with whoever changed them last."""
    return Note.objects.filter(meeting=meeting).select_related("changed_by__person").first()


def follow_ups(relationship: Relationship, *, of: Meeting | None = None) -> list[FollowUp]:
    """Return what was taken on, what is to do first, then by date; of one meeting if asked."""
    rows: QuerySet[FollowUp] = FollowUp.objects.filter(relationship=relationship).select_related("owner__person")
    if of is not None:
        rows = rows.filter(meeting=of)
    return list(rows.order_by(F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "made_at", "pk"))


def check_in(relationship: Relationship, person: Person, week: date) -> CheckIn | None:
    """Return a person's own answer for a week."""
    return CheckIn.objects.filter(relationship=relationship, person=person, week=week).first()


def weeks_active(relationship: Relationship) -> dict[UUID, set[int]]:
    """Return for each member the weeks since the introduction, from 0, in which they did something; four queries.

    A meeting counts for everybody; a step, a tick, a change of the notes for whoever did it. Dates alone are looked at.
    """
    members = [member.pk for member in relationship.members.all()]
    here = {"relationship": relationship}
    held = Meeting.objects.filter(**here, state=MeetingState.HELD).values_list("starts_at", flat=True)
    done = [(member, start) for start in held for member in members]
    done += Note.objects.filter(**here).values_list("changed_by_id", "changed_at")
    done += Step.objects.filter(**here, done_at__isnull=False).values_list("done_by_id", "done_at")
    done += FollowUp.objects.filter(**here, done_at__isnull=False).values_list("done_by_id", "done_at")
    weeks: dict[UUID, set[int]] = {member: set() for member in members}
    for member, moment in done:
        if member in weeks and moment is not None:
            weeks[member].add((moment - relationship.introduced_at).days // 7)
    return weeks


def _times() -> Prefetch[Any]:
    return Prefetch("times", MeetingTime.objects.select_related("proposed_by__person").order_by("starts_at"))
