from __future__ import annotations

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from paripasso.core import hints

pytestmark = pytest.mark.django_db


def test_a_hint_is_given_once_and_taken_once() -> None:
    for name in ("messaging", "matching", "messaging"):
        hints.give(name)
    assert (DBTaskResult.objects.count(), hints.take(), hints.take()) == (2, {"messaging", "matching"}, set())


def test_a_hint_goes_with_its_transaction() -> None:
    with transaction.atomic():
        hints.give("messaging")
        transaction.set_rollback(True)
    assert hints.take() == set()


def test_another_worker_of_the_queue_may_follow_a_hint_too() -> None:
    heard: list[str] = []
    hints.listeners["test"] = lambda: heard.append("test")
    try:
        for name in ("test", "nobody listens"):
            hints.look.call(name)
    finally:
        del hints.listeners["test"]
    assert heard == ["test"]
