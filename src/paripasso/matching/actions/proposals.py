"""What the programme manager decides about a proposal. Each decision can be taken back until the pairs are published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.matching import rules
from paripasso.matching.enums import ProposalState
from paripasso.matching.models import MatchRun, Proposal
from paripasso.people.models import Person


class CannotDecide(Refusal):
    """The pairs are on their way to people, or this one is not in the state the decision asks for."""

    sentence = _(
        "Nothing can be decided about this pair any more, or somebody else has just done it. Reload to see it."
    )


class CannotLock(CannotDecide):
    """Three cannot be locked."""

    sentence = _("Only pairs can be locked. A third person finds a place again in the next run.")


@transaction.atomic
def lock(*, proposal: Proposal, by: Person | None, at: datetime) -> Proposal:
    """Keep this pair in every run to come."""
    proposal = _held(proposal)
    members = proposal.seats.count()
    if rules.may_decide(proposal) and members != 2:
        raise CannotLock
    if not rules.may_lock(proposal, members=members):
        raise CannotDecide
    return _decide(proposal, ProposalState.LOCKED, "proposal.locked", by=by, at=at)


@transaction.atomic
def unlock(*, proposal: Proposal, by: Person | None, at: datetime) -> Proposal:
    """Let the next run decide about this pair again."""
    return _move(proposal, {ProposalState.LOCKED}, ProposalState.PROPOSED, "proposal.unlocked", by=by, at=at)


@transaction.atomic
def reject(*, proposal: Proposal, by: Person | None, at: datetime) -> Proposal:
    """Set a pair aside: it is not published, and runs to come keep these people apart."""
    before = {ProposalState.PROPOSED, ProposalState.LOCKED}
    return _move(proposal, before, ProposalState.REJECTED, "proposal.rejected", by=by, at=at)


@transaction.atomic
def restore(*, proposal: Proposal, by: Person | None, at: datetime) -> Proposal:
    """Take back that a pair was set aside."""
    return _move(proposal, {ProposalState.REJECTED}, ProposalState.PROPOSED, "proposal.restored", by=by, at=at)


def _held(proposal: Proposal) -> Proposal:
    """The proposal as it is now. Its run is held: publishing and deciding cannot pass each other."""
    run = MatchRun.objects.select_for_update().get(pk=proposal.run_id)
    fresh = Proposal.objects.get(pk=proposal.pk)
    fresh.run = run
    return fresh


def _move(
    proposal: Proposal, before: set[ProposalState], to: ProposalState, event: str, *, by: Person | None, at: datetime
) -> Proposal:
    proposal = _held(proposal)
    if not rules.may_decide(proposal) or proposal.state not in before:
        raise CannotDecide
    return _decide(proposal, to, event, by=by, at=at)


def _decide(proposal: Proposal, to: ProposalState, event: str, *, by: Person | None, at: datetime) -> Proposal:
    proposal.state, proposal.decided_at, proposal.decided_by = to, at, by
    proposal.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record(event, by=by, about=proposal, at=at)
    return proposal
