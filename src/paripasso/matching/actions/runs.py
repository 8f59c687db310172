"""The life of a match run: started, executed by a worker (see `execution`), cancelled, published once."""

from __future__ import annotations

import uuid
from datetime import datetime
from itertools import combinations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core import hints
from paripasso.core.refusals import Refusal
from paripasso.matching import engine, rules
from paripasso.matching.enums import UNDER_WAY, ProposalState, RunState
from paripasso.matching.models import MatchRun, Proposal, Seat
from paripasso.matching.queries import policies, pool, runs
from paripasso.matching.queries.cards import engine_id
from paripasso.people.models import Person
from paripasso.programs.actions import rounds
from paripasso.programs.enums import RoundState
from paripasso.programs.models import Round
from paripasso.sealing.actions import open_scope
from paripasso.sealing.scopes import Scope

AT_WORK = UNDER_WAY | {RunState.PUBLISHING}


class CannotStart(Refusal):
    """The round is past matching, or its policy cannot be used."""

    sentence = _("This round cannot be matched any more: people have met their peers, or the round has ended.")


class AlreadyAtWork(CannotStart):
    """One run at a time: two would give two answers to one question."""

    sentence = _("A run is already under way for this round. Wait for it, or cancel it first.")


class CannotUsePolicy(CannotStart):
    """The engine refuses the policy."""

    sentence = _("The matching policy cannot be used as it is: %(flaws)s")


class CannotCancel(Refusal):
    """The run has ended already."""

    sentence = _("This run has already ended, so there is nothing left to cancel.")


class CannotPublish(Refusal):
    """There is no result to publish, or the round is not there yet, or a newer run has taken its place."""

    sentence = _("These pairs cannot be published: the run has no result, or a newer one has taken its place.")


class AlreadyPublished(CannotPublish):
    """Two people pressed the button; one of them was first."""

    sentence = _("Already on its way: %(name)s published these pairs first. Nothing was sent twice.")


class NothingToPublish(CannotPublish):
    """Every pair has been set aside, or there was none."""

    sentence = _("There is no pair to publish in this run.")


class SomebodyLeft(CannotPublish):
    """A person in a pair no longer takes part."""

    sentence = _("Some people in these pairs no longer take part: %(names)s. Set their pairs aside, or run again.")


class PoolChanged(CannotPublish):
    """The pool is no longer what the run saw; the programme manager may go on, knowing it."""

    sentence = _("The pool has changed since this run. Look at what changed, then publish or run again.")


@transaction.atomic
def start(*, round: Round, by: Person | None, at: datetime, seed: int | None = None) -> MatchRun:
    """Queue a run: the policy as it is now, the pairs locked in the last result, the pairs set aside in any.

    The pool is copied by the worker, because private choices open for a job and never for a web request. `seed` is
    for this run alone; without it the policy's own counts.
    Raises CannotStart, AlreadyAtWork or CannotUsePolicy.
    """
    round = Round.objects.select_for_update().select_related("program").get(pk=round.pk)
    if not rules.may_start(round.state):
        raise CannotStart
    if MatchRun.objects.filter(round=round, state__in=AT_WORK).exists():
        raise AlreadyAtWork
    try:
        asked = policies.mapping(policies.of(round))
        policy = engine.canonical(asked if seed is None else {**asked, "seed": seed})
    except engine.Impossible as impossible:
        raise CannotUsePolicy(flaws=str(impossible)) from impossible
    run_id = uuid.uuid4()
    open_scope(Scope.run(run_id), at=at)
    try:
        with transaction.atomic():
            run = MatchRun.objects.create(
                public_id=run_id,
                round=round,
                number=1 + (MatchRun.objects.filter(round=round).aggregate(last=Max("number"))["last"] or 0),
                policy=policy,
                seed=policy["seed"],
                settled=_settled(round),
                started_at=at,
                started_by=by,
                due_at=at,
            )
    except IntegrityError as second:
        raise AlreadyAtWork from second
    audit.record("match_run.started", by=by, about=run, at=at, number=run.number, seed=run.seed)
    hints.give("matching")
    return run


def _settled(round: Round) -> dict[str, list[list[str]]]:
    """What the manager has decided already, in engine ids."""
    last = runs.answered(round)
    apart = {(one, other) for aside in runs.set_aside(round) for one, other in combinations(_ids(aside), 2)}
    return {
        "locked": [_ids(proposal) for proposal in runs.locked(last)] if last else [],
        "apart": [list(pair) for pair in sorted(apart)],
    }


def _ids(proposal: Proposal) -> list[str]:
    return sorted(engine_id(seat.enrolment.person) for seat in proposal.seats.all())


@transaction.atomic
def cancel(*, run: MatchRun, by: Person | None, at: datetime) -> MatchRun:
    """Stop a run. The worker notices at its next step; whatever it finds after that is thrown away."""
    run = MatchRun.objects.select_for_update().get(pk=run.pk)
    if not rules.may_cancel(run):
        raise CannotCancel
    run.state, run.ended_at = RunState.CANCELLED, at
    run.save(update_fields=["state", "ended_at"])
    audit.record("match_run.cancelled", by=by, about=run, at=at)
    return run


@transaction.atomic
def request_publish(*, run: MatchRun, by: Person | None, at: datetime, despite_changes: bool = False) -> MatchRun:
    """Hand a run to the worker that introduces people. From here it happens once, whatever dies in between.

    If enrolment is still open, it closes with this. Raises CannotPublish and its kinds; PoolChanged only as long as
    `despite_changes` is False, SomebodyLeft always.
    """
    run = _locked(run)
    if run.state in {RunState.PUBLISHING, RunState.PUBLISHED}:
        raise AlreadyPublished(name=run.publish_asked_by or _("somebody"))
    newest = runs.answered(run.round)
    if not rules.may_publish(run, round_state=run.round.state) or newest != run:
        raise CannotPublish
    _must_still_hold(run, despite_changes=despite_changes)
    if run.round.state == RoundState.ENROLLING:
        rounds.move(round=run.round, to=RoundState.MATCHING, by=by, at=at)
    run.state, run.publish_asked_at, run.publish_asked_by, run.due_at = RunState.PUBLISHING, at, by, at
    run.leased_by, run.leased_until, run.attempts = "", None, 0
    run.save(
        update_fields=[
            "state", "publish_asked_at", "publish_asked_by", "due_at", "leased_by", "leased_until", "attempts"
        ]
    )  # fmt: skip
    audit.record("match_run.publish_asked", by=by, about=run, at=at)
    hints.give("relationships")
    return run


def _must_still_hold(run: MatchRun, *, despite_changes: bool) -> None:
    """Nobody is introduced who has left, and no change goes unsaid."""
    if not runs.to_introduce(run).exists():
        raise NothingToPublish
    drift = pool.since(run)
    placed = Seat.objects.filter(proposal__run=run).exclude(proposal__state=ProposalState.REJECTED)
    names = {seat.enrolment.person.full_name for seat in placed.select_related("enrolment__person")}
    if gone := [name for name in drift.left if name in names]:
        raise SomebodyLeft(names=", ".join(gone))
    if drift and not despite_changes:
        raise PoolChanged


@transaction.atomic
def mark_published(*, run: MatchRun, by: Person | None, at: datetime) -> MatchRun:
    """Say that the pairs were introduced. Called inside the transaction that introduces them, by relationships alone.

    Raises AlreadyPublished if another worker got there first: its transaction stands, this one is undone.
    """
    run = _locked(run)
    if run.state == RunState.PUBLISHED:
        raise AlreadyPublished(name=run.published_by or _("somebody"))
    if run.state != RunState.PUBLISHING:
        raise CannotPublish
    kept = Proposal.objects.filter(run=run, state__in=[ProposalState.PROPOSED, ProposalState.LOCKED])
    introduced = kept.update(state=ProposalState.PUBLISHED)
    run.state, run.published_at, run.published_by = RunState.PUBLISHED, at, by
    run.leased_by, run.leased_until = "", None
    run.save(update_fields=["state", "published_at", "published_by", "leased_by", "leased_until"])
    audit.record("match_run.published", by=by, about=run, at=at, proposals=introduced)
    return run


def _locked(run: MatchRun) -> MatchRun:
    """The row as it is now, kept from everyone else until this transaction ends."""
    runs_ = MatchRun.objects.select_for_update(of=("self",)).select_related("round__program", "publish_asked_by")
    return runs_.get(pk=run.pk)
