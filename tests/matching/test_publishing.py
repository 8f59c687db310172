"""Asking for a run to be published, and saying that it was: once, whoever asks and whatever has changed since."""

import pytest
from django.db import transaction

from paripasso.enrolment.enums import EnrolmentState
from paripasso.matching.actions import proposals, runs
from paripasso.matching.enums import ProposalState, RunState
from paripasso.matching.models import MatchRun, Proposal
from paripasso.matching.queries import pool
from paripasso.matching.queries import runs as run_queries
from paripasso.programs.enums import RoundState
from paripasso.programs.models import Round
from tests.matching.small_company import AT, a_manager, a_person, a_round, enrol, four, run_now

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def spring() -> Round:
    made = a_round()
    four(made)
    return made


def test_publishing_is_asked_for_and_then_done(spring: Round) -> None:
    paola = a_manager(spring)
    run = runs.request_publish(run=run_now(spring), by=paola, at=AT)
    assert (run.state, run.publish_asked_by, list(run_queries.to_publish())) == (RunState.PUBLISHING, paola, [run])
    run = runs.mark_published(run=run, by=paola, at=AT)
    states = set(Proposal.objects.filter(run=run).values_list("state", flat=True))
    assert (run.state, run.published_by, states) == (RunState.PUBLISHED, paola, {ProposalState.PUBLISHED})


def test_of_two_managers_one_wins_and_the_other_is_told_who(spring: Round) -> None:
    paola, piero = a_manager(spring), a_manager(spring, "Piero")
    run = run_now(spring)
    runs.request_publish(run=run, by=paola, at=AT)
    with pytest.raises(runs.AlreadyPublished, match="Paola Prova published these pairs first"):
        runs.request_publish(run=run, by=piero, at=AT)
    assert MatchRun.objects.get(pk=run.pk).publish_asked_by == paola


def test_a_second_worker_cannot_publish_again(spring: Round) -> None:
    run = runs.request_publish(run=run_now(spring), by=None, at=AT)
    runs.mark_published(run=run, by=None, at=AT)
    with pytest.raises(runs.AlreadyPublished):
        runs.mark_published(run=run, by=None, at=AT)


def test_publishing_that_is_undone_leaves_the_run_waiting(spring: Round) -> None:
    run = runs.request_publish(run=run_now(spring), by=None, at=AT)
    with pytest.raises(RuntimeError), transaction.atomic():
        runs.mark_published(run=run, by=None, at=AT)
        raise RuntimeError
    assert MatchRun.objects.get(pk=run.pk).state == RunState.PUBLISHING
    assert Proposal.objects.filter(run=run, state=ProposalState.PUBLISHED).count() == 0


def test_a_pair_set_aside_is_not_introduced(spring: Round) -> None:
    run = run_now(spring)
    aside, kept = run_queries.proposals(run)
    proposals.reject(proposal=aside, by=None, at=AT)
    run = runs.request_publish(run=run, by=None, at=AT)
    assert list(run_queries.to_introduce(run)) == [kept]
    runs.mark_published(run=run, by=None, at=AT)
    aside.refresh_from_db()
    assert aside.state == ProposalState.REJECTED


def test_nothing_is_decided_once_publishing_was_asked_for(spring: Round) -> None:
    run = run_now(spring)
    first = run_queries.proposals(run)[0]
    runs.request_publish(run=run, by=None, at=AT)
    for verb in (proposals.lock, proposals.reject, proposals.unlock, proposals.restore):
        with pytest.raises(proposals.CannotDecide):
            verb(proposal=first, by=None, at=AT)


def test_an_older_run_gives_way_to_a_newer_one(spring: Round) -> None:
    first = run_now(spring)
    run_now(spring)
    with pytest.raises(runs.CannotPublish, match="a newer one has taken its place"):
        runs.request_publish(run=first, by=None, at=AT)


def test_what_changed_in_the_pool_is_said_before_publishing(spring: Round) -> None:
    run = run_now(spring)
    enrol(spring, a_person("Luca"), offers=["welding"], seeks=["power-bi"])
    yara = spring.enrolments.get(person__given_name="Yara")
    yara.aims = "Presenting figures to the board"
    yara.save(update_fields=["aims"])
    assert pool.since(run) == pool.Drift(joined=("Luca Prova",), left=(), changed=("Yara Prova",))
    with pytest.raises(runs.PoolChanged):
        runs.request_publish(run=run, by=None, at=AT)
    assert runs.request_publish(run=run, by=None, at=AT, despite_changes=True).state == RunState.PUBLISHING


def test_nobody_who_has_left_is_introduced(spring: Round) -> None:
    run = run_now(spring)
    spring.enrolments.filter(person__given_name="Yara").update(state=EnrolmentState.WITHDRAWN)
    with pytest.raises(runs.SomebodyLeft, match="Yara Prova"):
        runs.request_publish(run=run, by=None, at=AT, despite_changes=True)
    theirs = next(one for one in run_queries.proposals(run, find="Yara"))
    proposals.reject(proposal=theirs, by=None, at=AT)
    assert runs.request_publish(run=run, by=None, at=AT, despite_changes=True).state == RunState.PUBLISHING


def test_a_run_without_pairs_has_nothing_to_publish(spring: Round) -> None:
    run = run_now(spring)
    for one in run_queries.proposals(run):
        proposals.reject(proposal=one, by=None, at=AT)
    with pytest.raises(runs.NothingToPublish):
        runs.request_publish(run=run, by=None, at=AT)


def test_publishing_closes_enrolment_that_is_still_open() -> None:
    spring = a_round(state=RoundState.ENROLLING)
    four(spring)
    run = runs.request_publish(run=run_now(spring), by=None, at=AT)
    assert Round.objects.get(pk=spring.pk).state == RoundState.MATCHING
    assert run.state == RunState.PUBLISHING


def test_a_draft_round_may_be_tried_but_not_published() -> None:
    spring = a_round(state=RoundState.DRAFT)
    four(spring)
    with pytest.raises(runs.CannotPublish):
        runs.request_publish(run=run_now(spring), by=None, at=AT)


def test_no_run_starts_while_one_is_being_published(spring: Round) -> None:
    runs.request_publish(run=run_now(spring), by=None, at=AT)
    with pytest.raises(runs.AlreadyAtWork):
        runs.start(round=spring, by=None, at=AT)
