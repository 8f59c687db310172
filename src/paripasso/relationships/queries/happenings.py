"""How relationships are getting on, from dates and counts alone. No sealed column is selected here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from paripasso.relationships import rules
from paripasso.relationships.enums import MeetingState, Sign
from paripasso.relationships.models import (
    Agreement,
    FollowUp,
    Goal,
    Meeting,
    MeetingTime,
    Member,
    Note,
    Relationship,
    Step,
)

RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Face:
    """A member, as a list shows them."""

    public_id: UUID
    first_name: str
    full_name: str
    initials: str
    department: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One relationship, from dates and counts only, never from words."""

    relationship: UUID
    kind: str
    state: str
    members: tuple[Face, ...]
    introduced_at: datetime
    agreed_at: datetime | None
    closed_at: datetime | None
    first_met_at: datetime | None
    last_met_at: datetime | None
    next_at: datetime | None
    meetings_held: int
    meetings_moved: int
    moves_in_a_row: int
    unanswered: int
    goals: int
    goals_with_recent_step: int
    last_happening_at: datetime
    signs: tuple[Sign, ...] = ()


class Counted(NamedTuple):
    """What the tables of a round say, by relationship."""

    agreements: dict[UUID, dict[str, Any]]
    meetings: dict[UUID, list[dict[str, Any]]]
    unanswered: dict[UUID, int]
    goals: dict[UUID, int]
    steps: dict[UUID, dict[str, Any]]
    notes: dict[UUID, dict[str, Any]]
    follow_ups: dict[UUID, dict[str, Any]]


def of_round(round_id: UUID, *, at: datetime) -> list[Happening]:
    """Return how each relationship of a round is getting on; nine queries, however many."""
    rows = Relationship.objects.filter(round_id=round_id).select_related("round__program")
    relationships = list(rows.order_by("introduced_at", "public_id"))
    faces = _faces(round_id)
    counted = _counted(round_id, at)
    return [_happening(row, faces[row.pk], counted, at) for row in relationships]


def _counted(round_id: UUID, at: datetime) -> Counted:
    here = {"relationship__round_id": round_id}
    meetings: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows: Any = Meeting.objects.filter(**here)
    for row in rows.values(
        "relationship_id", "state", "starts_at", "moves", "proposed_at", "accepted_at", "held_at", "cancelled_at"
    ):
        meetings[row["relationship_id"]].append(row)
    times = MeetingTime.objects.filter(**here, starts_at__gt=at).values("relationship_id")
    goals = Goal.objects.filter(**here).values("relationship_id").annotate(number=Count("pk"))
    recent = Count("goal", distinct=True, filter=Q(done_at__gt=at - RECENT))
    steps = Step.objects.filter(**here).values("relationship_id").annotate(goals=recent, last=Max("done_at"))
    return Counted(
        agreements=_by_relationship(
            Agreement.objects.filter(**here)
            .values("relationship_id")
            .annotate(first=Min("started_at"), last=Max("started_at"), proposed=Max("proposed_at"))
        ),
        meetings=meetings,
        unanswered={
            row["relationship_id"]: row["number"] for row in times.annotate(number=Count("meeting_id", distinct=True))
        },
        goals={row["relationship_id"]: row["number"] for row in goals},
        steps=_by_relationship(steps),
        notes=_by_relationship(Note.objects.filter(**here).values("relationship_id").annotate(last=Max("changed_at"))),
        follow_ups=_by_relationship(
            FollowUp.objects.filter(**here)
            .values("relationship_id")
            .annotate(last=Max("made_at"), done=Max("done_at"), reminded=Max("reminded_at"))
        ),
    )


def _by_relationship(rows: Any) -> dict[UUID, dict[str, Any]]:
    return {row["relationship_id"]: row for row in rows}


def _faces(round_id: UUID) -> dict[UUID, tuple[Face, ...]]:
    members = Member.objects.filter(relationship__round_id=round_id, left_at=None)
    found: dict[UUID, list[Face]] = defaultdict(list)
    for member in members.select_related("person__department").order_by("position"):
        person = member.person
        department = person.department.name if person.department else ""
        face = Face(person.pk, person.first_name, person.full_name, person.initials, department)
        found[member.relationship_id].append(face)
    return defaultdict(tuple, {pk: tuple(faces) for pk, faces in found.items()})


def _happening(row: Relationship, members: tuple[Face, ...], counted: Counted, at: datetime) -> Happening:
    meetings = counted.meetings.get(row.pk, [])
    held = sorted(each["starts_at"] for each in meetings if each["state"] == MeetingState.HELD)
    ahead = [
        each["starts_at"] for each in meetings if each["state"] == MeetingState.ACCEPTED and each["starts_at"] > at
    ]
    agreement = counted.agreements.get(row.pk, {})
    steps = counted.steps.get(row.pk, {})
    happening = Happening(
        relationship=row.pk,
        kind=row.kind,
        state=row.state,
        members=members,
        introduced_at=row.introduced_at,
        agreed_at=agreement.get("first"),
        closed_at=row.closed_at,
        first_met_at=held[0] if held else None,
        last_met_at=held[-1] if held else None,
        next_at=min(ahead, default=None),
        meetings_held=len(held),
        meetings_moved=sum(each["moves"] for each in meetings),
        moves_in_a_row=_moves_in_a_row(meetings, held[-1] if held else None),
        unanswered=counted.unanswered.get(row.pk, 0),
        goals=counted.goals.get(row.pk, 0),
        goals_with_recent_step=steps.get("goals", 0),
        last_happening_at=_last(row, meetings, agreement, steps, counted),
    )
    days = row.round.program.first_meeting_days
    return replace(happening, signs=rules.signs(happening, first_meeting_days=days, at=at))


def _moves_in_a_row(meetings: list[dict[str, Any]], last_held: datetime | None) -> int:
    """Count the moves since they last met; cancelling a dated meeting is a move too, for whoever waits."""
    since = [m for m in meetings if m["starts_at"] and (last_held is None or m["starts_at"] > last_held)]
    return sum(m["moves"] + (m["state"] == MeetingState.CANCELLED) for m in since)


def _last(
    row: Relationship,
    meetings: list[dict[str, Any]],
    agreement: dict[str, Any],
    steps: dict[str, Any],
    counted: Counted,
) -> datetime:
    """Return the latest of everything that happened."""
    follow_ups = counted.follow_ups.get(row.pk, {})
    moments: list[datetime | None] = [
        row.introduced_at,
        agreement.get("last"),
        agreement.get("proposed"),
        steps.get("last"),
        counted.notes.get(row.pk, {}).get("last"),
        *(follow_ups.get(name) for name in ("last", "done", "reminded")),
        *(m[name] for m in meetings for name in ("proposed_at", "accepted_at", "held_at", "cancelled_at")),
        *(m["starts_at"] for m in meetings if m["state"] == MeetingState.HELD),
    ]
    return max(moment for moment in moments if moment is not None)
