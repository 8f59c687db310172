from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from paripasso.core import leases
from paripasso.core.leases import LEASE
from paripasso.messaging.models import Notice

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def queue(count: int) -> list[Notice]:
    return [
        Notice.objects.create(
            kind="account",
            cause=f"test:{n}",
            message_id=f"<{n}@test.example>",
            queued_at=AT,
            due_at=AT + timedelta(seconds=n),
        )
        for n in range(count)
    ]


def take(worker: str, at: datetime = AT) -> Notice | None:
    return leases.claim(Notice.objects.all(), worker=worker, at=at)


@pytest.mark.django_db
def test_the_oldest_free_row_is_taken_first() -> None:
    rows = queue(3)
    assert [take("a"), take("b"), take("a"), take("a")] == [*rows, None]


@pytest.mark.django_db
def test_a_taken_row_says_who_has_it_until_when_and_how_often_it_was_tried() -> None:
    queue(1)
    row = take("a")
    found = Notice.objects.get()
    state = ("a", AT + LEASE, 1)
    assert (row.leased_by, row.leased_until, row.attempts) == state
    assert (found.leased_by, found.leased_until, found.attempts) == state


@pytest.mark.django_db
def test_a_row_is_free_again_when_its_worker_has_died() -> None:
    queue(1)
    assert take("dead") is not None
    late = AT + LEASE + timedelta(seconds=1)
    assert [take("a"), take("a", AT + LEASE) is None, take("a", late) is None] == [None, True, False]
    assert Notice.objects.get().attempts == 2


@pytest.mark.django_db
def test_a_heartbeat_keeps_a_row() -> None:
    queue(1)
    row = take("a")
    later = AT + LEASE / 2
    assert (leases.renew(row, at=later), take("b", AT + LEASE + timedelta(seconds=1))) == (True, None)


@pytest.mark.django_db
def test_a_lost_row_cannot_be_renewed_or_released() -> None:
    queue(1)
    late = AT + LEASE + timedelta(seconds=1)
    row = take("a")
    assert take("b", late) is not None
    assert (leases.renew(row, at=late), leases.release(row, at=late)) == (False, False)
    assert Notice.objects.get().leased_by == "b"


@pytest.mark.django_db
def test_a_released_row_is_due_when_it_was_told_to_be() -> None:
    queue(1)
    row = take("a")
    assert leases.release(row, at=AT, due_at=AT + timedelta(hours=1))
    found = Notice.objects.get()
    assert (found.leased_by, found.leased_until, found.due_at) == ("", None, AT + timedelta(hours=1))


@pytest.mark.django_db
def test_one_heartbeat_keeps_all_rows_of_these_workers_and_no_others() -> None:
    queue(3)
    for worker in ("a", "b", "c"):
        take(worker)
    assert leases.renew_all({"a", "b"}, at=AT + LEASE / 2) == 2
    kept = dict(Notice.objects.values_list("leased_by", "leased_until"))
    assert kept == {"a": AT + LEASE * 1.5, "b": AT + LEASE * 1.5, "c": AT + LEASE}


@pytest.mark.django_db
def test_a_failed_worker_gives_its_rows_back() -> None:
    queue(2)
    take("a")
    take("b")
    assert leases.free_all("a", at=AT) == 1
    assert sorted(Notice.objects.values_list("leased_by", flat=True)) == ["", "b"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_take_each_row_once() -> None:
    rows = queue(24)
    taken: list[Notice] = []
    start = threading.Barrier(6)

    def work(name: str) -> None:
        start.wait()
        while (row := take(name)) is not None:
            taken.append(row)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(f"worker {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row.pk for row in taken) == sorted(row.pk for row in rows)
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}
