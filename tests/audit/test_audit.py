from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction

from paripasso.audit import actions as audit
from paripasso.audit import chain, queries
from paripasso.audit.models import Entry, Head
from paripasso.audit.queries import Look
from paripasso.people.models import Person

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def paola(db: None) -> Person:
    return Person.objects.create(email="paola@valdora.example", given_name="Paola")


def fill(count: int) -> None:
    for n in range(count):
        audit.record("test.happened", by=None, about=None, at=AT + timedelta(seconds=n), n=n)
    chain.link_waiting()


def test_an_entry_says_who_did_what_to_which_thing(paola: Person) -> None:
    audit.record("round.opened", by=paola, about=paola, at=AT, places=12, is_open=True)
    audit.record("key.turned", by=None, about=None, at=AT)
    found = Entry.objects.order_by("-event").values_list(
        "event", "by", "about_kind", "about_id", "facts", "happened_at"
    )
    assert list(found) == [
        ("round.opened", str(paola.pk), "people.Person", str(paola.pk), {"places": 12, "is_open": True}, AT),
        ("key.turned", "house", "", "", {}, AT),
    ]


def test_nothing_is_recorded_of_what_was_rolled_back(paola: Person) -> None:
    with transaction.atomic():
        audit.record("round.opened", by=paola, about=None, at=AT)
        transaction.set_rollback(True)
    assert Entry.objects.count() == 0


def test_a_person_sees_who_looked(paola: Person) -> None:
    chiara = uuid.uuid4()
    for minutes, page in ((0, "enrolment"), (5, "matching")):
        audit.opened(chiara, by=paola, at=AT + timedelta(minutes=minutes), page=page)
    audit.opened(uuid.uuid4(), by=paola, at=AT, page="of somebody else")
    assert queries.who_looked(chiara) == [
        Look(AT + timedelta(minutes=5), paola.pk, "matching"),
        Look(AT, paola.pk, "enrolment"),
    ]


@pytest.mark.django_db
def test_an_untouched_record_is_whole() -> None:
    assert queries.verify() == chain.Verdict(0, [])
    fill(5)
    audit.record("test.waiting", by=None, about=None, at=AT)
    assert queries.verify() == chain.Verdict(6, [])
    chain.link_waiting()
    assert queries.verify() == chain.Verdict(6, [])


def changed(**values: object):
    return lambda: Entry.objects.filter(number=3).update(**values)


def swapped() -> None:
    one, two = Entry.objects.get(number=2), Entry.objects.get(number=4)
    Entry.objects.filter(pk=one.pk).update(number=None)
    Entry.objects.filter(pk=two.pk).update(number=2)
    Entry.objects.filter(pk=one.pk).update(number=4)


def renumbered_after_a_deletion() -> None:
    Entry.objects.filter(number=3).delete()
    for number in (4, 5):
        Entry.objects.filter(number=number).update(number=number - 1)


def cut_with_its_head() -> None:
    Entry.objects.filter(number=5).delete()
    Head.objects.update(length=4, link=Entry.objects.get(number=4).link)


SABOTAGE = {
    "event": changed(event="test.other"),
    "who": changed(by=str(uuid.uuid4())),
    "about whom": changed(about_id="someone"),
    "when": changed(happened_at=AT - timedelta(days=1)),
    "facts": changed(facts={"n": 99}),
    "mark": changed(mark="0" * 64),
    "link": changed(link="0" * 64),
    "taken out": lambda: Entry.objects.filter(number=3).delete(),
    "taken out and renumbered": renumbered_after_a_deletion,
    "first taken out": lambda: Entry.objects.filter(number=1).delete(),
    "swapped": swapped,
    "tail cut": lambda: Entry.objects.filter(number=5).delete(),
    "tail cut, head moved": cut_with_its_head,
    "head gone": lambda: Head.objects.all().delete(),
    "unlinked": changed(number=None, link=""),
}


@pytest.mark.django_db
@pytest.mark.parametrize("sabotage", SABOTAGE.values(), ids=SABOTAGE)
def test_whatever_is_done_to_the_record_is_found(sabotage) -> None:
    fill(5)
    assert queries.verify() == chain.Verdict(5, [])
    sabotage()
    assert queries.verify().faults != []


@pytest.mark.django_db
def test_an_entry_put_in_by_hand_is_found() -> None:
    fill(2)
    Entry.objects.create(event="test.forged", by="house", happened_at=AT, mark="0" * 64)
    assert len(queries.verify().faults) == 1


@pytest.mark.django_db
def test_another_secret_key_verifies_nothing(settings) -> None:
    fill(2)
    settings.SECRET_KEY = "another" * 8
    assert len(queries.verify().faults) >= 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_entries_of_many_threads_form_one_chain() -> None:
    start, failed = threading.Barrier(6), []

    def work(name: int) -> None:
        start.wait()
        try:
            for n in range(8):
                with transaction.atomic():
                    audit.record("test.happened", by=None, about=None, at=AT, thread=name, n=n)
        except Exception as problem:  # noqa: BLE001 - shown by the assertion below
            failed.append(problem)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain.link_waiting()
    numbers = sorted(Entry.objects.values_list("number", flat=True))
    assert (failed, numbers, queries.verify().faults) == ([], list(range(1, 49)), [])


@pytest.mark.django_db(transaction=True)
def test_entries_are_linked_as_soon_as_their_cause_has_committed() -> None:
    with transaction.atomic():
        audit.record("test.happened", by=None, about=None, at=AT)
        audit.record("test.happened", by=None, about=None, at=AT)
        assert len(connection.run_on_commit) == 1
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2]
