from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from paripasso.core import links
from paripasso.core.links import CannotFollow, Tap
from paripasso.core.models import Link

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CHIARA = uuid.UUID(int=1)
WEEK = timedelta(days=7)


@pytest.fixture
def token() -> str:
    return links.make("meeting.accept", CHIARA, "meeting-1", lasts=WEEK, at=AT)


def test_a_link_may_be_read_often_and_used_once(token: str) -> None:
    tap = Tap(CHIARA, "meeting-1")
    assert [links.read(token, "meeting.accept", AT) for _ in range(20)] == [tap] * 20
    assert links.use(token, "meeting.accept", at=AT) == tap
    for attempt in (lambda: links.use(token, "meeting.accept", at=AT), lambda: links.read(token, "meeting.accept", AT)):
        with pytest.raises(CannotFollow):
            attempt()


def test_a_link_serves_one_purpose(token: str) -> None:
    with pytest.raises(CannotFollow):
        links.use(token, "meeting.cancel", at=AT)
    assert links.use(token, "meeting.accept", at=AT) == Tap(CHIARA, "meeting-1")


def test_a_link_ends(token: str) -> None:
    last = AT + WEEK - timedelta(seconds=1)
    assert links.read(token, "meeting.accept", last) == Tap(CHIARA, "meeting-1")
    with pytest.raises(CannotFollow):
        links.read(token, "meeting.accept", AT + WEEK)


def test_a_forged_token_is_refused_without_a_query(token: str, django_assert_num_queries) -> None:
    signed, _, signature = token.rpartition(".")
    forged = [f"{signed}x.{signature}", f"{signed}.{signature[::-1]}", signed, "", "."]
    with django_assert_num_queries(0):
        for words in forged:
            with pytest.raises(CannotFollow):
                links.read(words, "meeting.accept", AT)


def test_only_the_hash_is_kept_and_the_token_has_256_bits(token: str) -> None:
    plain = token.rpartition(".")[0]
    kept = Link.objects.get()
    assert (len(plain), len(kept.token_hash), plain in str(vars(kept))) == (43, 64, False)
