"""Many taps at once have one effect, on both databases."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from paripasso.core.refusals import Refusal
from paripasso.messaging.models import Notice
from paripasso.relationships.actions import agreements, follow_ups, goals, meetings, notes
from paripasso.relationships.models import Agreement, AgreementAcceptance, FollowUp, Goal, Meeting, MeetingTime, Note
from tests.relationships.scene import AT, THURSDAY, Pair, pair_in, round_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TAPS = 12


def all_at_once(*verbs: Callable[[], object]) -> Counter[str]:
    """Run every verb in a thread of its own, all starting together; return how each ended."""
    ended: Counter[str] = Counter()
    start, lock = threading.Barrier(len(verbs)), threading.Lock()

    def tap(verb: Callable[[], object]) -> None:
        start.wait()
        try:
            verb()
            outcome = "done"
        except Refusal as refusal:
            outcome = type(refusal).__name__
        finally:
            connections.close_all()
        with lock:
            ended[outcome] += 1

    threads = [threading.Thread(target=tap, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.fixture
def two(transactional_db: None) -> Pair:
    return pair_in(round_of())


def test_one_form_sent_many_times_makes_one_row(two: Pair) -> None:
    once = uuid4()
    common = {"relationship": two.relationship, "by": two.chiara, "at": AT, "once": once}
    verbs: list[Callable[[], object]] = []
    verbs += [lambda: goals.add(title="Speak", steps=["one"], **common)] * TAPS
    verbs += [lambda: meetings.propose(starts=[THURSDAY], **common)] * TAPS
    verbs += [lambda: follow_ups.add(text="read", owners=[two.me], **common)] * TAPS
    assert all_at_once(*verbs) == {"done": 3 * TAPS}
    counts = {model.__name__: model.objects.count() for model in (Goal, Meeting, MeetingTime, FollowUp, Notice)}
    assert counts == {"Goal": 1, "Meeting": 1, "MeetingTime": 1, "FollowUp": 1, "Notice": 1}


def test_accepting_many_times_at_once_is_accepting_once(two: Pair) -> None:
    meeting = meetings.propose(relationship=two.relationship, by=two.chiara, at=AT, starts=[THURSDAY])
    time = meeting.times.get()
    ended = all_at_once(*[lambda: meetings.accept(meeting=meeting, time=time, by=two.amadou, at=AT)] * TAPS)
    meeting.refresh_from_db()
    assert (ended, meeting.sequence, meeting.moves) == ({"done": TAPS}, 0, 0)
    assert Notice.objects.filter(kind="meeting_accepted").count() == 2


def test_two_answers_to_two_times_give_one_date(two: Pair) -> None:
    starts = [THURSDAY, THURSDAY + timedelta(days=1)]
    meeting = meetings.propose(relationship=two.relationship, by=two.chiara, at=AT, starts=starts)
    verbs = [
        lambda time=time: meetings.accept(meeting=meeting, time=time, by=two.amadou, at=AT)
        for time in meeting.times.all()
    ]
    ended = all_at_once(*verbs)
    meeting.refresh_from_db()
    assert ended == {"done": 1, "CannotAccept": 1}
    assert (meeting.starts_at in starts, meeting.moves) == (True, 0)


def test_two_writers_of_one_page_lose_nothing(two: Pair) -> None:
    """One is written, the other is told; neither is written over."""
    meeting = meetings.propose(relationship=two.relationship, by=two.chiara, at=AT, starts=[THURSDAY])
    ended = all_at_once(
        lambda: notes.write(meeting=meeting, by=two.chiara, at=AT, text="mine", version=0),
        lambda: notes.write(meeting=meeting, by=two.amadou, at=AT, text="yours", version=0),
    )
    assert (ended, Note.objects.get().version) == ({"done": 1, "CannotChange": 1}, 1)


def test_two_proposals_at_once_make_one_version(two: Pair) -> None:
    terms = {"relationship": two.relationship, "at": AT, "replaces": 0, "cadence_days": 14, "meeting_minutes": 45}
    ended = all_at_once(
        lambda: agreements.propose(by=two.chiara, **terms), lambda: agreements.propose(by=two.amadou, **terms)
    )
    assert ended == {"done": 1, "CannotPropose": 1}
    assert (Agreement.objects.count(), AgreementAcceptance.objects.count()) == (1, 1)
