"""Publishing: everybody in a pair learns who their peer is, once, in their own language, and nothing private is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from paripasso.audit.models import Entry
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.models import Enrolment
from paripasso.matching.actions.runs import AlreadyPublished
from paripasso.matching.enums import ProposalState, RunState
from paripasso.messaging.models import Notice
from paripasso.programs.enums import RoundState
from paripasso.relationships import jobs
from paripasso.relationships.actions import introductions
from paripasso.relationships.models import Member, Relationship
from paripasso.sealing.models import DataKey, Holder
from paripasso.sealing.scopes import ScopeKind
from tests.relationships.scene import AT, round_of, run_to_publish

pytestmark = pytest.mark.django_db


def test_publishing_makes_relationships_and_tells_everybody_once() -> None:
    run = run_to_publish(round_of(state=RoundState.MATCHING), pairs=3)
    made = introductions.publish(run=run, by=None, at=AT)
    run.refresh_from_db()
    assert (run.state, run.round.state) == (RunState.PUBLISHED, RoundState.RUNNING)
    assert [(row.state, row.introduced_at, row.members.count()) for row in made] == [("introduced", AT, 2)] * 3
    assert set(Enrolment.objects.values_list("state", flat=True)) == {EnrolmentState.MATCHED}
    assert set(run.proposals.values_list("state", flat=True)) == {ProposalState.PUBLISHED}
    told = Notice.objects.filter(kind="introduction").values_list("person__given_name", "cause", "state")
    assert sorted(told) == sorted((f"P{n}x{m}", f"introduction:{run.pk}", "queued") for n in range(3) for m in range(2))
    assert Entry.objects.filter(event="relationship.introduced").count() == 3


def test_an_introduction_names_the_peer_in_the_recipients_language() -> None:
    run = run_to_publish(round_of(state=RoundState.MATCHING), pairs=1)
    made = introductions.publish(run=run, by=None, at=AT)
    notices = {row.person.given_name: row for row in Notice.objects.filter(kind="introduction")}
    assert {name: row.values["peer"] for name, row in notices.items()} == {"P0x0": "P0x1", "P0x1": "P0x0"}
    assert {name: row.values["meet_by"] for name, row in notices.items()} == {"P0x0": "4 maggio", "P0x1": "4 May"}
    assert {row.link for row in notices.values()} == {f"/relationships/{made[0].pk}/"}


def test_holders_equal_members() -> None:
    introductions.publish(run=run_to_publish(round_of(state=RoundState.MATCHING), pairs=2), by=None, at=AT)
    held = Holder.objects.filter(scope_kind=ScopeKind.RELATIONSHIP, until=None).values_list("scope_id", "person_id")
    assert sorted(held) == sorted(Member.objects.filter(left_at=None).values_list("relationship_id", "person_id"))


def test_a_pair_that_was_set_aside_is_not_introduced() -> None:
    run = run_to_publish(round_of(state=RoundState.MATCHING), pairs=2)
    run.proposals.filter(position=0).update(state=ProposalState.REJECTED)
    introductions.publish(run=run, by=None, at=AT)
    assert sorted(Member.objects.values_list("person__given_name", flat=True)) == ["P1x0", "P1x1"]


def test_publishing_twice_is_refused_and_changes_nothing() -> None:
    run = run_to_publish(round_of(state=RoundState.MATCHING), pairs=1)
    introductions.publish(run=run, by=None, at=AT)
    with pytest.raises(AlreadyPublished):
        introductions.publish(run=run, by=None, at=AT)
    assert (
        Relationship.objects.count(),
        Notice.objects.count(),
        DataKey.objects.filter(scope_kind="relationship").count(),
    ) == (1, 2, 1)


def test_a_second_try_finds_the_keys_of_the_first() -> None:
    run = run_to_publish(round_of(state=RoundState.MATCHING), pairs=2)
    with pytest.raises(RuntimeError), transaction.atomic():
        introductions.publish(run=run, by=None, at=AT)
        raise RuntimeError
    assert (Relationship.objects.count(), DataKey.objects.filter(scope_kind="relationship").count()) == (0, 2)
    made = introductions.publish(run=run, by=None, at=AT + timedelta(minutes=1))
    keys = DataKey.objects.filter(scope_kind="relationship").values_list("scope_id", flat=True)
    assert sorted(keys) == sorted(row.pk for row in made)


def test_the_job_publishes_what_was_asked_for() -> None:
    run_to_publish(round_of(state=RoundState.MATCHING), pairs=1)
    assert [jobs.sweep(worker="one", at=AT), jobs.sweep(worker="two", at=AT)] == [1, 0]
    assert Notice.objects.filter(kind="introduction").count() == 2


def test_a_bigger_round_costs_no_more_queries_than_its_records() -> None:
    """What grows is the audit log (one entry a relationship) and the keys; a hint to the worker is left once."""
    counts = []
    for number, pairs in enumerate([1, 4]):
        round_ = round_of(slug=f"round-{number}", state=RoundState.MATCHING)
        run = run_to_publish(round_, pairs=pairs, prefix=f"R{number}")
        with CaptureQueriesContext(connection) as queries:
            introductions.publish(run=run, by=None, at=AT)
        counts.append(sum("audit_entry" not in query["sql"] and "dbtask" not in query["sql"] for query in queries))
    assert counts[0] == counts[1]
