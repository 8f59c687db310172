"""A run as plain values, for commands and for whoever compares them with a page. No private choice, no certificate."""

from __future__ import annotations

from typing import Any

from paripasso.matching.models import MatchRun, Proposal, Unmatched
from paripasso.matching.queries import runs
from paripasso.matching.queries.cards import engine_id


def told(run: MatchRun) -> dict[str, Any]:
    """The stored figures of a run, and everybody without a peer with the reason. Scores are ten-thousandths."""
    figures = {name: value for name, value in run.result.items() if name not in {"pool", "unmatched"}}
    return {
        "round": run.round.slug,
        "run": run.number,
        "state": str(run.state),
        "engine": run.engine_version,
        **figures,
        "unmatched": [_left(one) for one in runs.unmatched(run)],
    }


def whole(run: MatchRun) -> dict[str, Any]:
    """The same with pool, policy, digests of what is not private, and every proposal as it stands now."""
    return {
        **told(run),
        "pool": run.result.get("pool", {}),
        "policy": run.policy,
        "policy_digest": run.policy_digest,
        "pool_digest": run.pool_digest,
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "published_at": run.published_at.isoformat() if run.published_at else None,
        "failure": run.failure,
        "proposed": [_proposal(one) for one in runs.proposals(run)],
    }


def _left(one: Unmatched) -> dict[str, Any]:
    change = {**one.change, "partner": engine_id(one.partner.person)} if one.change and one.partner else one.change
    return {
        "person": engine_id(one.enrolment.person),
        "reason": one.reason,
        "open_to": one.open_to,
        "barred": one.barred,
        "change": change or None,
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    seats = list(one.seats.all())
    return {
        "id": str(one.pk),
        "people": [engine_id(seat.enrolment.person) for seat in seats],
        "score": one.score,
        "gets": [seat.gets for seat in seats],
        "state": str(one.state),
        "across_departments": one.is_across_departments,
        "both_ways": one.is_both_ways,
    }
