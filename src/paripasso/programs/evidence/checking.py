"""Which choices go against the evidence. Pure: the settings of a programme in, warnings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from paripasso.programs import plan
from paripasso.programs.enums import Kind
from paripasso.programs.evidence import Alert, alert

ACTIVITY = frozenset(
    {"enrolment", "reach_gap", "channel", "coverage", "meetings_held", "next_date", "moved", "in_hours", "first_meeting",
     "agreement", "fading", "cross_department", "two_way", "preparation", "pledges", "heard_from", "response"}
)  # fmt: skip
PROMISES = frozenset({"performance", "promotion", "staying_intent"})
BONDS = frozenset({"staying_intent", "culture", "ties_alive", "reach_person", "cross_department"})
BRIDGES = frozenset({"cross_department", "reach_person", "ties_alive"})
LATE_DAYS, LONG_GAP_DAYS, BUDDY_DAYS = 14, 42, 7
CIRCLE_MEETINGS, MINUTES_EACH, MOST_STYLE, LEVELS = 4, 12, 2, 2


@dataclass(frozen=True, kw_only=True)
class Design:
    """What is checked. `rules` and `weights` are a matching policy; None where none is looked at."""

    kind: str
    weeks: int
    cadence_days: int
    first_meeting_days: int
    meeting_minutes: int
    group_size: int
    sheets: int
    aims: frozenset[str] = frozenset()
    rules: Mapping[str, Mapping[str, Any]] | None = None
    weights: Mapping[str, float] = field(default_factory=dict)


def alerts(design: Design) -> list[Alert]:
    """Return what should be said, the gravest first."""
    order = ("stop", "caution", "info")
    found = [one for check in CHECKS for one in check(design)]
    return sorted(found, key=lambda one: order.index(one.level))


def _aims(design: Design) -> Iterator[Alert]:
    kind, aims = design.kind, design.aims
    if kind == Kind.PEER and "promotion" in aims:
        yield alert("EV02")
    if kind == Kind.REVERSE and aims & PROMISES:
        yield alert("EV05")
    if kind == Kind.FLASH and aims & BONDS:
        yield alert("EV08")
    if aims and aims <= ACTIVITY:
        yield alert("EV37")


def _structure(design: Design) -> Iterator[Alert]:
    kind, size, minutes = design.kind, design.group_size, design.meeting_minutes
    if kind == Kind.BUDDY and design.first_meeting_days > BUDDY_DAYS:
        yield alert("EV04a")
    elif kind != Kind.FLASH and (design.first_meeting_days > LATE_DAYS or design.cadence_days > LONG_GAP_DAYS):
        yield alert("EV24")
    if kind == Kind.CIRCLE:
        if design.sheets < CIRCLE_MEETINGS:
            yield alert("EV06")
        if size * MINUTES_EACH > minutes:
            yield alert("EV07", size=size, minutes=minutes, share=minutes // max(size, 1))
    if not design.sheets:
        yield alert("EV21")
    room = plan.meetings_possible(design.weeks, design.cadence_days, design.first_meeting_days)
    if design.sheets > room:
        yield alert("plan", sheets=design.sheets, meetings=room)


def _policy(design: Design) -> Iterator[Alert]:
    rules, weights = design.rules, design.weights
    if rules is None:
        return
    if rules.get("reporting_line", {}).get("levels", 0) < LEVELS:
        yield alert("EV19")
    if design.kind == Kind.PEER and not weights.get("teaching", 0):
        yield alert("EV01")
        yield alert("EV14")
    if design.kind in {Kind.PEER, Kind.CIRCLE} and rules.get("level_distance", {"at_most": 99}).get("at_most", 99) > 1:
        yield alert("EV03")
    if weights.get("working_style", 0) > MOST_STYLE:
        yield alert("EV13")
    if "shared_hour" not in rules:
        yield alert("EV17")
    if "promotion_race" not in rules:
        yield alert("EV18")
    yield from _places(rules, weights, design.aims, design.kind)


def _places(
    rules: Mapping[str, Mapping[str, Any]], weights: Mapping[str, float], aims: frozenset[str], kind: str
) -> Iterator[Alert]:
    department = rules.get("department", {}).get("must")
    if department == "same" and kind != Kind.BUDDY:
        yield alert("EV15c")
    if aims & BRIDGES and department != "different" and not weights.get("different_department", 0):
        yield alert("EV15b")
    if rules.get("site", {}).get("must") == "same":
        yield alert("EV16")


CHECKS: tuple[Callable[[Design], Iterator[Alert]], ...] = (_aims, _structure, _policy)
