"""What may be done with a round, and with which dates it starts. Pure: loaded objects and moments in, answers out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from paripasso.programs.enums import TRANSITIONS, GuidelineKind, RoundState

ENROL_WEEKS = 4
LEAST_DAYS_TO_MATCH = 3
OPEN = frozenset({RoundState.ENROLLING})
STARTED = frozenset({RoundState.RUNNING, RoundState.CLOSING, RoundState.CLOSED})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATES = ("enrol_from", "enrol_until", "match_on", "starts_on", "middle_on", "ends_on")


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The six dates of a round, in this order."""

    enrol_from: date
    enrol_until: date
    match_on: date
    starts_on: date
    middle_on: date
    ends_on: date


def default_dates(today: date, *, weeks: int) -> Dates:
    """Four weeks to enrol, a few days to match, then as many weeks as a relationship lasts."""
    enrol_until = today + timedelta(weeks=ENROL_WEEKS)
    match_on = enrol_until + timedelta(days=LEAST_DAYS_TO_MATCH)
    starts_on = match_on + timedelta(days=LEAST_DAYS_TO_MATCH + 4)
    return Dates(
        enrol_from=today,
        enrol_until=enrol_until,
        match_on=match_on,
        starts_on=starts_on,
        middle_on=starts_on + timedelta(weeks=weeks // 2),
        ends_on=starts_on + timedelta(weeks=weeks),
    )


def crossed(dates: Dates) -> str:
    """Return the name of the first date that comes before the one it must follow; empty if all are in order."""
    for before, after in pairwise(DATES):
        if getattr(dates, after) < getattr(dates, before):
            return after
    return ""


def may_move(state: str, to: str, *, published: bool = False, has_answers: bool = False) -> bool:
    """A round moves along TRANSITIONS; only publishing makes it run; nobody's answers go back to a draft."""
    if RoundState(to) not in TRANSITIONS[RoundState(state)]:
        return False
    if to == RoundState.RUNNING and state == RoundState.MATCHING:
        return published
    return not (to == RoundState.DRAFT and has_answers)


def is_open(state: str) -> bool:
    """People may enrol, and change what they wrote."""
    return state in OPEN


def is_visible(state: str) -> bool:
    """The round has a public page."""
    return state != RoundState.DRAFT


def lacks_guidelines(kinds: set[str]) -> list[GuidelineKind]:
    """The texts that people would have to accept and that are not there."""
    return [kind for kind in GuidelineKind if kind.value not in kinds]


def is_over(enrol_until: date, *, today: date) -> bool:
    """The last day of enrolment has passed."""
    return enrol_until < today


def is_slug(text: str) -> bool:
    """Tell whether this can stand in an address."""
    return len(text) <= 60 and SLUG.fullmatch(text) is not None
