"""Reading the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from paripasso.audit import chain
from paripasso.audit.actions import LOOKED
from paripasso.audit.models import Entry


@dataclass(frozen=True)
class Look:
    """Somebody looked at a person's record: who, by public id, when, on which page."""

    at: datetime
    by: UUID
    page: str


def who_looked(person_id: UUID, *, limit: int = 100) -> list[Look]:
    """Return who opened this person's record, the latest first."""
    found = Entry.objects.filter(event=LOOKED, about_id=str(person_id)).order_by("-happened_at", "pk")[:limit]
    return [Look(at=entry.happened_at, by=UUID(entry.by), page=str(entry.facts.get("page", ""))) for entry in found]


def verify() -> chain.Verdict:
    """Say whether the record is whole."""
    return chain.verify()
