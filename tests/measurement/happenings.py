"""Relationships as their dates tell them, made up for tests that need no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from paripasso.relationships.queries.happenings import Face, Happening

AT = datetime(2027, 4, 20, 8, 0, tzinfo=UTC)
INTRODUCED = AT - timedelta(days=60)


def face(n: int, department: str = "Quality") -> Face:
    return Face(public_id=UUID(int=n), first_name=f"P{n}", full_name=f"P{n} X", initials="PX", department=department)


def happening(n: int, **fields: object) -> Happening:
    """One pair, introduced sixty days ago and met on the seventh day; `fields` say what is different."""
    plain = Happening(
        relationship=UUID(int=1000 + n),
        kind="pair",
        state="active",
        members=(face(2 * n), face(2 * n + 1, "Logistics")),
        introduced_at=INTRODUCED,
        agreed_at=INTRODUCED + timedelta(days=5),
        closed_at=None,
        first_met_at=INTRODUCED + timedelta(days=7),
        last_met_at=AT - timedelta(days=6),
        next_at=AT + timedelta(days=8),
        meetings_held=4,
        meetings_moved=0,
        moves_in_a_row=0,
        unanswered=0,
        goals=2,
        goals_with_recent_step=1,
        last_happening_at=AT - timedelta(days=2),
        signs=(),
    )
    return replace(plain, **fields)
