"""Why a figure is refused, and what it can't prove: codes with values. The words belong to the application."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why there is no figure. In brackets: the values that come with the code."""

    TOO_FEW = "too_few"  # what, have, need
    NO_EVENTS = "no_events"  # what
    NO_EVENTS_IN_ONE_GROUP = "no_events_in_one_group"  # what
    NO_CONTROLS = "no_controls"
    NO_PARTICIPANTS = "no_participants"
    NOBODY_LEFT_TO_COMPARE = "nobody_left_to_compare"  # have: everybody had left before the start
    ALL_THE_SAME = "all_the_same"  # what, value
    NOT_ESTIMABLE = "not_estimable"  # what
    LENGTHS_DIFFER = "lengths_differ"  # what, have, need
    NOT_A_NUMBER = "not_a_number"  # what
    OUT_OF_RANGE = "out_of_range"  # what, low, high
    IN_THE_FUTURE = "in_the_future"  # what, rows, until
    LEFT_BEFORE_HIRED = "left_before_hired"  # rows
    STARTED_OUTSIDE_EMPLOYMENT = "started_outside_employment"  # rows
    TWO_SCALES = "two_scales"  # scales
    TWICE = "twice"  # what
    UNKNOWN_PEOPLE = "unknown_people"  # rows
    BEYOND_DATA = "beyond_data"  # what, have, need


class Limit(StrEnum):
    """What a figure, although correct, can't prove or doesn't cover. In brackets: the values that come with the code."""

    VOLUNTEERS = "volunteers"  # who enrols may differ in what nobody recorded
    DRAWN_BY_LOT = "drawn_by_lot"  # chance decided: a difference can be put down to the programme
    LEFT_OUT = "left_out"  # people: participants without a comparable colleague
    UNBALANCED = "unbalanced"  # names: covariates still apart after matching
    FEW_EVENTS = "few_events"  # events: wide intervals
    NO_CLEAR_DIFFERENCE = "no_clear_difference"  # smallest: the effect that these numbers could have detected
    EFFECT_CHANGES_OVER_TIME = "effect_changes_over_time"  # p: one ratio doesn't describe it
    SHORT_FOLLOW_UP = "short_follow_up"  # days
    CONTROLS_JOINED_LATER = "controls_joined_later"  # people: followed up to their own start
    TRENDS_DIFFERED_BEFORE = "trends_differed_before"  # p
    TRENDS_UNKNOWN_BEFORE = "trends_unknown_before"
    COARSE_SCALE = "coarse_scale"  # steps
    ASSOCIATION_ONLY = "association_only"  # a criterion that goes with an outcome need not bring it about
    SAME_PEOPLE_UNKNOWN = "same_people_unknown"  # waves without names: the people may have changed


@dataclass(frozen=True)
class Caveat:
    """One limit of one figure, with the values that its sentence needs."""

    code: Limit
    values: dict[str, object] = field(default_factory=dict)


class Refused(ValueError):
    """There is no such figure. `code` says why, `values` fill the sentence that the application has for it."""

    def __init__(self, code: Reason, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(", ".join([code.value, *(f"{name}={value}" for name, value in values.items())]))


class NotEnough(Refused):
    """Too few people, events or answers for an honest figure; nothing is wrong with the data."""


class Unfit(Refused):
    """The data contradict themselves or the question: somebody has to look at them."""
