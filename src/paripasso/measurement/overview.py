"""The programme manager's page of today: who could use a word, how the round stands, where people stop.

Everything here comes from dates and counts. No words of the peers' space are read, and no sealed door is opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paripasso.enrolment.queries import enrolments
from paripasso.measurement import rules
from paripasso.measurement.enums import Rhythm
from paripasso.measurement.indicators import agreement, cross_department, first_meeting, goals_moving, next_date
from paripasso.people.queries import directory
from paripasso.relationships.queries import happenings as happening_queries

if TYPE_CHECKING:
    from paripasso.measurement.indicators.figure import Figure
    from paripasso.programs.models import Round
    from paripasso.relationships.queries.happenings import Happening

MUST_STAND = timedelta(days=3)
MOST_AT_ONCE = 3


@dataclass(frozen=True)
class FunnelRow:
    """One step from the invitation to a shared pace, in people."""

    code: str
    people: int


@dataclass(frozen=True)
class PathStep:
    """One stretch of the round: its first day, its share of the whole, how much of it is behind us."""

    code: str
    starts_on: date
    weight: int
    percent: int
    state: str


@dataclass(frozen=True)
class Overview:
    """Everything that the page shows, ready to print."""

    today: date
    week: int
    weeks: int
    attention: tuple[Happening, ...]
    later: tuple[Happening, ...]
    figures: tuple[Figure, ...]
    path: tuple[PathStep, ...]
    rhythms: tuple[tuple[Rhythm, int], ...]
    field: tuple[Rhythm, ...]
    funnel: tuple[FunnelRow, ...]
    enrolled: int
    pairs: int


def of_round(round: Round, *, at: datetime, zone: ZoneInfo) -> Overview:
    """Read the round as it stands at `at`, with dates in the reader's zone. The number of queries does not grow with the round."""
    today = at.astimezone(zone).date()
    rows = happening_queries.of_round(round.public_id, at=at)
    counts = enrolments.counts(round)
    waiting = needing_a_word(rows, earlier=happening_queries.of_round(round.public_id, at=at - MUST_STAND))
    rhythms = [rules.rhythm(one) for one in rows]
    order = list(Rhythm)
    found = Counter(rhythms)
    return Overview(
        today=today,
        week=max(0, (today - round.starts_on).days // 7 + 1),
        weeks=max(1, (round.ends_on - round.starts_on).days // 7),
        attention=tuple(waiting[:MOST_AT_ONCE]),
        later=tuple(waiting[MOST_AT_ONCE:]),
        figures=figures(rows, at=at, days=round.program.first_meeting_days),
        path=path(round, today=today),
        rhythms=tuple((one, found[one]) for one in order if found[one] or one != Rhythm.CLOSED),
        field=tuple(rhythms),
        funnel=funnel(eligible=directory.active().count(), counts=counts, rows=rows),
        enrolled=sum(n for state, n in counts.items() if state not in {"draft", "withdrawn"}),
        pairs=len(rows),
    )


def needing_a_word(rows: Sequence[Happening], *, earlier: Sequence[Happening]) -> list[Happening]:
    """Return the relationships whose sign has stood for three days: the peers can still find their pace by themselves."""
    stood = {one.relationship for one in earlier if one.signs}
    waiting = [one for one in rows if one.signs and one.relationship in stood]
    return sorted(waiting, key=lambda one: (one.last_happening_at, str(one.relationship)))


def figures(rows: Sequence[Happening], *, at: datetime, days: int) -> tuple[Figure, ...]:
    """Compute the indicators of the page, in its order."""
    return (
        first_meeting.compute(rows, at=at, days=days),
        next_date.compute(rows, at=at),
        agreement.compute(rows, at=at),
        cross_department.compute(rows),
        goals_moving.compute(rows),
    )


def path(round: Round, *, today: date) -> tuple[PathStep, ...]:
    """Cut the round into its five stretches."""
    stretches = (
        ("enrolment", round.enrol_from, round.match_on),
        ("matching", round.match_on, round.starts_on),
        ("together", round.starts_on, round.middle_on),
        ("middle", round.middle_on, round.ends_on),
        ("close", round.ends_on, round.ends_on + timedelta(days=10)),
    )
    return tuple(_step(code, first, last, today) for code, first, last in stretches)


def _step(code: str, first: date, last: date, today: date) -> PathStep:
    days = max(1, (last - first).days)
    behind = min(days, max(0, (today - first).days))
    state = "on" if today >= last else "now" if today >= first else "next"
    return PathStep(code=code, starts_on=first, weight=days, percent=round(100 * behind / days), state=state)


def funnel(*, eligible: int, counts: dict[str, int], rows: Sequence[Happening]) -> tuple[FunnelRow, ...]:
    """Count people from the first invitation to a shared pace."""

    def members(keep: Sequence[Happening]) -> int:
        return len({face.public_id for one in keep for face in one.members})

    steps = (
        ("invited", eligible),
        ("started", sum(counts.values())),
        ("enrolled", sum(n for state, n in counts.items() if state not in {"draft", "withdrawn"})),
        ("matched", members(rows)),
        ("met", members([one for one in rows if one.first_met_at])),
        ("agreed", members([one for one in rows if one.agreed_at])),
        ("in_step", members([one for one in rows if rules.rhythm(one) == Rhythm.IN_STEP])),
    )
    return tuple(FunnelRow(code=code, people=people) for code, people in steps)
