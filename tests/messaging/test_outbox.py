from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction

from paripasso.core import hints
from paripasso.messaging import queries
from paripasso.messaging.actions import outbox
from paripasso.messaging.enums import NoticeState
from paripasso.messaging.headers import Injected, guarded
from paripasso.messaging.models import Notice
from paripasso.messaging.queries import Outbox


def test_one_cause_is_one_message(draft, at) -> None:
    first, second = (outbox.add(draft, at=at) for _ in range(2))
    assert (Notice.objects.count(), first.pk, first.message_id) == (1, second.pk, second.message_id)


def test_another_person_kind_or_cause_is_another_message(draft, amadou, at) -> None:
    for one in (draft, replace(draft, to=amadou), replace(draft, cause="meeting:2"), replace(draft, kind="account")):
        outbox.add(one, at=at)
    assert Notice.objects.count() == 4


def test_many_are_added_at_once_and_only_once(draft, amadou, at) -> None:
    outbox.add(draft, at=at)
    outbox.add_all([draft, replace(draft, to=amadou)], at=at)
    assert sorted(Notice.objects.values_list("person__given_name", flat=True)) == ["Amadou", "Chiara"]


def test_the_message_id_is_fixed_when_the_row_is_made(draft, at) -> None:
    notice = outbox.add(draft, at=at)
    assert notice.message_id == f"<{notice.public_id}@valdora.example>"


def test_no_message_outlives_a_cause_that_was_rolled_back(draft, at) -> None:
    with transaction.atomic():
        outbox.add(draft, at=at)
        transaction.set_rollback(True)
    assert (Notice.objects.count(), hints.take()) == (0, set())


def test_a_new_message_wakes_the_worker_once(draft, amadou, at) -> None:
    outbox.add(draft, at=at)
    outbox.add(replace(draft, to=amadou), at=at)
    assert (hints.take(), hints.take()) == ({"messaging"}, set())


def test_a_later_message_wakes_nobody_yet(draft, at) -> None:
    outbox.add(replace(draft, due_at=at + timedelta(days=1)), at=at)
    assert hints.take() == set()


def test_what_is_no_longer_wanted_is_stopped(draft, amadou, at) -> None:
    outbox.add(draft, at=at)
    outbox.add(replace(draft, to=amadou, cause="meeting:2"), at=at)
    assert outbox.stop(cause="meeting:1", at=at) == 1
    assert queries.outbox() == Outbox(queued=1, sent=0, failed=0, stopped=1)


@pytest.fixture
def backend(settings) -> None:
    """pytest-django puts its own in place."""
    settings.EMAIL_BACKEND = "paripasso.messaging.delivery.backend.OutboxBackend"


def test_djangos_own_mail_goes_through_the_outbox(chiara, backend) -> None:
    send_mail("Your code", "ABC-123", None, ["CHIARA@valdora.example", "guest@valdora.example"])
    found = Notice.objects.order_by("address").values_list(
        "kind", "person__given_name", "subject", "body_text", "state"
    )
    assert list(found) == [
        ("account", "Chiara", "Your code", "ABC-123", NoticeState.QUEUED),
        ("account", None, "Your code", "ABC-123", NoticeState.QUEUED),
    ]


def test_the_html_twin_of_djangos_own_mail_is_kept(chiara, backend) -> None:
    mail = EmailMultiAlternatives("Your code", "ABC-123", None, ["chiara@valdora.example"])
    mail.attach_alternative("<p>ABC-123</p>", "text/html")
    mail.send()
    assert Notice.objects.get().body_html == "<p>ABC-123</p>"


@pytest.mark.parametrize("sign", ["\r", "\n", "\0", "\v", "\x85", "\u2028", "\x7f"])
def test_a_header_holds_no_line_break(sign: str) -> None:
    with pytest.raises(Injected):
        guarded(f"Anna{sign}Bcc: all@valdora.example")
    assert guarded("Anna, Bcc: all@valdora.example") == "Anna, Bcc: all@valdora.example"


@pytest.mark.django_db
def test_a_forged_subject_is_refused_before_it_is_queued(at) -> None:
    with pytest.raises(Injected):
        outbox.add_written(address="a@valdora.example", subject="Hi\nBcc: b@c.example", body_text="x", at=at)
    assert Notice.objects.count() == 0
