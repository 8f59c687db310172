"""What may be done with an enrolment, and the plain values it is made of. Pure: no query, no clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from paripasso.enrolment.enums import TRANSITIONS, DepartmentWish, Depth, EnrolmentState, MeetingMode, Priority, Step

MOST_SKILLS = 12
MOST_PRIVATE = 8
ENOUGH_HOURS = 3
MOST_PEERS = 3
LONGEST_PAUSE = timedelta(days=366)
# Wishes and vetoes are always this long, so that not even the size of the sealed text tells that somebody is in it.
PRIVATE_LENGTH = 900
CHANGEABLE = frozenset(
    {
        EnrolmentState.DRAFT,
        EnrolmentState.SUBMITTED,
        EnrolmentState.WAITLISTED,
        EnrolmentState.ACCEPTED,
        EnrolmentState.PAUSED,
    }
)


@dataclass(frozen=True, slots=True)
class Offering:
    """A skill on offer: which, how deep, a line of proof."""

    skill_id: UUID
    depth: int = Depth.PRACTICE
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Seeking:
    """A skill that is sought: which, in what order, why."""

    skill_id: UUID
    priority: int = Priority.SECOND
    why: str = ""


@dataclass(frozen=True, slots=True)
class PrivateIds:
    """Whom somebody would like to meet, and whom rather not, by public id."""

    wishes: tuple[UUID, ...] = ()
    vetoes: tuple[UUID, ...] = ()

    def to_text(self) -> str:
        """Return the text that is sealed: of one length, whatever is in it."""
        lists = {"wishes": [str(one) for one in self.wishes], "vetoes": [str(one) for one in self.vetoes]}
        return json.dumps(lists).ljust(PRIVATE_LENGTH)

    @classmethod
    def of_text(cls, text: str) -> PrivateIds:
        """Read what `to_text` wrote; an empty text holds nobody."""
        lists = json.loads(text or "{}")
        return cls(*(tuple(UUID(one) for one in lists.get(name, ())) for name in ("wishes", "vetoes")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A whole enrolment, as somebody filled it in at once: in a spreadsheet, for example."""

    offers: tuple[Offering, ...]
    seeks: tuple[Seeking, ...]
    aims: str = ""
    experience: str = ""
    hours: tuple[int, ...] = ()
    has_shifts: bool = False
    languages: tuple[str, ...] = ()
    meeting_mode: str = MeetingMode.EITHER
    department_wish: str = DepartmentWish.ANY
    capacity: int = 1
    private: PrivateIds = PrivateIds()


def may_move(state: str, to: str) -> bool:
    """An enrolment moves along TRANSITIONS."""
    return EnrolmentState(to) in TRANSITIONS[EnrolmentState(state)]


def may_change(state: str, *, is_open: bool) -> bool:
    """What was written may be changed until matching."""
    return is_open and state in CHANGEABLE


def may_withdraw(state: str) -> bool:
    """People leave when they like; whoever is matched leaves through their relationship."""
    return state != EnrolmentState.MATCHED and may_move(state, EnrolmentState.WITHDRAWN)


def may_pause_until(until: date | None, *, today: date) -> bool:
    """A pause is open, or ends on a day to come, within a year."""
    return until is None or today < until <= today + LONGEST_PAUSE


def missing(
    *, offers: int, seeks: int, hours: int, languages: int, has_shifts: bool, texts: Iterable[object] = ()
) -> list[Step]:
    """Return the steps that still lack something before an enrolment can be sent, in order."""
    lacks = {
        Step.OFFERS: not offers,
        Step.SEEKS: not seeks,
        Step.HOURS: hours < ENOUGH_HOURS and not has_shifts,
        Step.PREFERENCES: not languages,
        Step.CONSENT: bool(list(texts)),
    }
    return [step for step, lacking in lacks.items() if lacking]


def is_full(places: int | None, taken: int) -> bool:
    """Every place is taken. A round without a number of places is never full."""
    return places is not None and taken >= places


def ordered(seeks: Sequence[Seeking]) -> list[Seeking]:
    """First choices first; within one priority, as they were given."""
    return sorted(seeks, key=lambda one: one.priority)
