"""What is possible in the peers' space: loaded rows and the moment in, yes or no out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from paripasso.relationships.enums import GoalState, MeetingState, RelationshipState, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from paripasso.people.models import Person
    from paripasso.relationships.models import FollowUp, Goal, Meeting, MeetingTime, Member, Relationship

UTC = ZoneInfo("UTC")
TIMES_AT_ONCE = 3
MOVES_THAT_WORRY = 3
SILENCE = timedelta(days=21)
GRACE_FOR_A_DATE = timedelta(days=2)  # "next date before closing": whoever forgot it has two days
REMINDER_PAUSE = timedelta(days=3)
FARTHEST_MEETING = timedelta(days=366)


def members(relationship: Relationship) -> list[Member]:
    """Return the members who have not left, in their order. Expects the members to be loaded."""
    return [member for member in relationship.members.all() if member.left_at is None]


def member_of(relationship: Relationship, person: Person) -> Member | None:
    """Return a person's place in a relationship, if they have one now."""
    return next((member for member in members(relationship) if member.person_id == person.pk), None)


def others(relationship: Relationship, *, than: Person) -> list[Member]:
    """Return the other members who have not left."""
    return [member for member in members(relationship) if member.person_id != than.pk]


def companions(relationship: Relationship, *, than: Person) -> list[Member]:
    """Return whom the person walks with: the other members, or those it was walked with where nobody else is left."""
    beside = others(relationship, than=than)
    return beside or [member for member in relationship.members.all() if member.person_id != than.pk]


def is_member(relationship: Relationship, person: Person) -> bool:
    """Say whether the person belongs to the relationship now."""
    return member_of(relationship, person) is not None


def is_open(relationship: Relationship) -> bool:
    """Say whether its members may still write. A closed space can be read."""
    return relationship.state != RelationshipState.CLOSED


def may_propose(starts: Sequence[datetime], *, at: datetime) -> bool:
    """One to three different times, all still to come, none further than a year."""
    return 1 <= len(starts) <= TIMES_AT_ONCE and all(at < start < at + FARTHEST_MEETING for start in starts)


def may_accept(time: MeetingTime, member: Member, *, at: datetime) -> bool:
    """Somebody else's time, still to come."""
    return time.proposed_by_id != member.pk and time.starts_at > at


def may_move(meeting: Meeting, *, at: datetime) -> bool:
    """A meeting still to come, or one whose times nobody has accepted."""
    if meeting.state == MeetingState.PROPOSED:
        return True
    return meeting.state == MeetingState.ACCEPTED and meeting.starts_at is not None and meeting.starts_at > at


def may_cancel(meeting: Meeting) -> bool:
    """What is proposed or accepted and not held. A meeting that did not take place is cancelled afterwards."""
    return meeting.state in {MeetingState.PROPOSED, MeetingState.ACCEPTED}


def may_hold(meeting: Meeting, *, at: datetime) -> bool:
    """It has begun, and nobody has recorded it."""
    return meeting.state == MeetingState.ACCEPTED and meeting.starts_at is not None and meeting.starts_at <= at


def may_prepare(meeting: Meeting) -> bool:
    """Agenda and notes belong to a meeting that was not cancelled."""
    return meeting.state != MeetingState.CANCELLED


def may_remind(follow_up: FollowUp, member: Member, *, at: datetime) -> bool:
    """The other one's, not done, and not reminded of in the last days."""
    if follow_up.owner_id == member.pk or follow_up.done_at is not None:
        return False
    return follow_up.reminded_at is None or at - follow_up.reminded_at >= REMINDER_PAUSE


def may_shape(goal: Goal, member: Member) -> bool:
    """A goal belongs to its owner, for as long as it is open. The other one sees it."""
    return goal.owner_id == member.pk and goal.state == GoalState.OPEN


def is_agreed(accepted_by: set[UUID], present: Sequence[Member]) -> bool:
    """An agreement starts when everybody has accepted it."""
    return bool(present) and {member.pk for member in present} <= accepted_by


def zone_of(person: Person) -> ZoneInfo:
    """Return a person's time zone; UTC where the directory holds a name that does not exist."""
    try:
        return ZoneInfo(person.time_zone)
    except (KeyError, ValueError, OSError):
        return UTC


def week_of(person: Person, *, at: datetime) -> date:
    """Return the Monday of the person's own week."""
    today = at.astimezone(zone_of(person)).date()
    return today - timedelta(days=today.weekday())


class Facts(Protocol):
    """What a sign is read from: dates and counts."""

    @property
    def state(self) -> str: ...
    @property
    def introduced_at(self) -> datetime: ...
    @property
    def last_met_at(self) -> datetime | None: ...
    @property
    def next_at(self) -> datetime | None: ...
    @property
    def unanswered(self) -> int: ...
    @property
    def moves_in_a_row(self) -> int: ...
    @property
    def last_happening_at(self) -> datetime: ...


def signs(facts: Facts, *, first_meeting_days: int, at: datetime) -> tuple[Sign, ...]:
    """Read the signs that a relationship could use a word; none once it is paused or closed.

    A date that both have agreed on is no silence, however far.
    """
    if facts.state in {RelationshipState.PAUSED, RelationshipState.CLOSED}:
        return ()
    met, is_dated = facts.last_met_at, facts.next_at is not None
    found = {
        Sign.FIRST_MEETING_LATE: met is None and at > facts.introduced_at + timedelta(days=first_meeting_days),
        Sign.NO_NEXT_DATE: met is not None and not is_dated and not facts.unanswered and at > met + GRACE_FOR_A_DATE,
        Sign.MOVED_THREE_TIMES: facts.moves_in_a_row >= MOVES_THAT_WORRY,
        Sign.SILENT: not is_dated and at - facts.last_happening_at >= SILENCE,
    }
    return tuple(sign for sign, is_there in found.items() if is_there)


def common_hours(weeks: Sequence[tuple[Sequence[int], ZoneInfo]], *, monday: date) -> list[datetime]:
    """Return the hours of the week from `monday` in which everybody is free, as moments.

    Each week is the free hours of someone's own week, 0 (Monday 00:00) to 167, in their zone.
    """
    shared: set[datetime] | None = None
    for hours, zone in weeks:
        own = {_moment(monday, hour, zone) for hour in hours}
        shared = own if shared is None else shared & own
    return sorted(shared or ())


def _moment(monday: date, hour: int, zone: ZoneInfo) -> datetime:
    day = monday + timedelta(days=hour // 24)
    return datetime(day.year, day.month, day.day, hour % 24, tzinfo=zone).astimezone(UTC)
