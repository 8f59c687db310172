"""Who has met before: matching's own published proposals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from uuid import UUID

from paripasso.matching.enums import ProposalState
from paripasso.matching.models import Seat
from paripasso.matching.queries.cards import engine_id


def met(people: Iterable[UUID], *, on: date) -> list[tuple[str, str, int]]:
    """Pairs of engine ids of those who were introduced before, and how many months before `on`. One query."""
    wanted = set(people)
    seats = Seat.objects.filter(proposal__state=ProposalState.PUBLISHED, proposal__run__published_at__isnull=False)
    seats = seats.select_related("enrolment__person", "proposal__run").order_by("proposal_id", "position")
    together: dict[UUID, list[str]] = {}
    when: dict[UUID, date] = {}
    for seat in seats:
        if seat.enrolment.person_id in wanted and seat.proposal.run.published_at:
            together.setdefault(seat.proposal_id, []).append(engine_id(seat.enrolment.person))
            when[seat.proposal_id] = seat.proposal.run.published_at.date()
    found: list[tuple[str, str, int]] = []
    for proposal, names in together.items():
        months = max(0, _months(when[proposal], on))
        found += [(one, other, months) for one, other in combinations(sorted(names), 2)]
    return sorted(found)


def _months(then: date, now: date) -> int:
    return (now.year - then.year) * 12 + now.month - then.month
