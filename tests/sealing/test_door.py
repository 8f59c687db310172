from __future__ import annotations

import pickle
import uuid
from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from paripasso.audit.models import Entry
from paripasso.sealing import actions, door
from paripasso.sealing.models import Opening
from paripasso.sealing.refusals import CannotOpen, NotYours, TooFast
from paripasso.sealing.scopes import Purpose, Reader, Scope, ScopeKind
from tests.sealing.letters import AT


def show(reader, *items, at=AT) -> list[str]:
    return [text.reveal() for text in door.open_sealed(reader, Purpose.SHOW, items, at=at)]


@pytest.fixture
def letter(letters, pair):
    return letters.objects.create(owner_id=pair.id, title="Ciao", text="words", written_at=AT)


def test_a_member_reads_in_the_order_asked(letter, chiara) -> None:
    assert show(chiara, letter.text, letter.title) == ["words", "Ciao"]


def test_nothing_asked_is_nothing_opened(chiara) -> None:
    assert door.open_sealed(chiara, Purpose.SHOW, [], at=AT) == []


def test_a_stranger_reads_nothing(letter, chiara) -> None:
    with pytest.raises(NotYours):
        show(Reader(person=uuid.uuid4(), login="a browser"), letter.text)
    assert show(chiara, letter.text) == ["words"]


def test_one_foreign_text_among_many_closes_them_all(letter, letters, chiara) -> None:
    elsewhere = Scope.relationship(uuid.uuid4())
    actions.open_scope(elsewhere, at=AT)
    foreign = letters.objects.create(owner_id=elsewhere.id, text="not yours")
    with pytest.raises(NotYours):
        show(chiara, letter.text, foreign.text)


def test_leaving_closes_the_space_at_the_next_request(letter, pair, chiara) -> None:
    assert show(chiara, letter.text) == ["words"]
    actions.revoke(pair, chiara.person, at=AT)
    with pytest.raises(NotYours):
        show(chiara, letter.text)


def test_a_newcomer_reads_from_the_day_they_joined(letter, letters, pair) -> None:
    newcomer = Reader(person=uuid.uuid4(), login="a browser")
    actions.grant(pair, newcomer.person, at=AT + timedelta(days=1))
    later = letters.objects.create(owner_id=pair.id, text="after", written_at=AT + timedelta(days=2))
    assert show(newcomer, later.text, at=AT + timedelta(days=2)) == ["after"]
    with pytest.raises(NotYours):
        show(newcomer, letter.text, at=AT + timedelta(days=2))


def test_membership_begins_when_it_begins(letters, chiara) -> None:
    scope = Scope.relationship(uuid.uuid4())
    actions.open_scope(scope, at=AT)
    actions.grant(scope, chiara.person, at=AT + timedelta(hours=1))
    letter = letters.objects.create(owner_id=scope.id, text="words")
    with pytest.raises(NotYours):
        show(chiara, letter.text)
    assert show(chiara, letter.text, at=AT + timedelta(hours=1)) == ["words"]


def test_a_persons_own_words_are_theirs_alone(letters, chiara) -> None:
    letter = letters.objects.create(kind=ScopeKind.PERSON, owner_id=chiara.person, text="a veto")
    assert show(chiara, letter.text) == ["a veto"]
    with pytest.raises(NotYours):
        show(Reader(person=uuid.uuid4(), login="a browser"), letter.text)


WEB = Reader(person=uuid.UUID(int=7), login="a browser")
JOB = Reader(job="match:run-1")
BOTH = Reader(person=uuid.UUID(int=7), job="match:run-1")
NOBODY = Reader()
FITS = {
    (Purpose.SHOW, "web", ScopeKind.RELATIONSHIP),
    (Purpose.SHOW, "web", ScopeKind.PERSON),
    (Purpose.EXPORT_SELF, "web", ScopeKind.RELATIONSHIP),
    (Purpose.EXPORT_SELF, "web", ScopeKind.PERSON),
    (Purpose.SHOW, "web", ScopeKind.ASK),
    (Purpose.EXPORT_SELF, "web", ScopeKind.ASK),
    (Purpose.CASE, "web", ScopeKind.CASE),
    (Purpose.ENGINE, "job", ScopeKind.PERSON),
    (Purpose.ENGINE, "job", ScopeKind.RUN),
    (Purpose.FLUSH, "job", ScopeKind.SURVEY),
} | {(Purpose.REKEY, "job", kind) for kind in ScopeKind}


@pytest.mark.parametrize("purpose", list(Purpose))
def test_each_purpose_fits_one_kind_of_reader(letters, purpose: Purpose) -> None:
    opened = set()
    for kind in ScopeKind:
        scope = Scope(kind, WEB.person)
        actions.open_scope(scope, at=AT)
        actions.grant(scope, WEB.person, at=AT)
        letter = letters.objects.create(kind=kind, owner_id=scope.id, text="words")
        for name, reader in {"web": WEB, "job": JOB, "both": BOTH, "nobody": NOBODY}.items():
            try:
                door.open_sealed(reader, purpose, [letter.text], at=AT)
            except NotYours:
                continue
            opened.add((purpose, name, kind))
    assert opened == {cell for cell in FITS if cell[0] == purpose}


@pytest.mark.slow
def test_reading_costs_the_same_queries_for_one_and_for_a_hundred(letters, pair, chiara) -> None:
    rows = [letters.objects.create(owner_id=pair.id, text=f"{n}") for n in range(100)]
    show(chiara, rows[0].text)
    counts = []
    for many in (1, 100):
        texts = [row.text for row in rows[:many]]
        with (
            CaptureQueriesContext(connections["default"]) as rows_asked,
            CaptureQueriesContext(connections["keys"]) as keys_asked,
        ):
            assert show(chiara, *texts) == [f"{n}" for n in range(many)]
        counts.append((len(rows_asked), len(keys_asked)))
    assert counts == [(1, 2), (1, 2)]


def test_reading_is_on_record_once_an_hour(letter, pair, chiara) -> None:
    for minutes in (0, 5, 29, 30):
        show(chiara, letter.text, at=AT + timedelta(minutes=minutes))
    entries = Entry.objects.filter(event="sealing.opened").order_by("happened_at")
    facts = {"reader": str(chiara.person), "purpose": "show", "scope_kind": "relationship", "scope_id": str(pair.id)}
    assert [(entry.happened_at.hour, entry.happened_at.minute, entry.facts) for entry in entries] == [
        (9, 0, facts),
        (10, 0, facts),
    ]


@pytest.mark.slow
def test_the_thirty_first_space_in_an_hour_is_refused_and_told(letters, chiara) -> None:
    texts = []
    for _ in range(31):
        scope = Scope.relationship(uuid.uuid4())
        actions.open_scope(scope, at=AT)
        actions.grant(scope, chiara.person, at=AT)
        texts.append(letters.objects.create(owner_id=scope.id, text="words").text)
    assert show(chiara, *texts[:30]) == ["words"] * 30
    with pytest.raises(TooFast):
        show(chiara, texts[30])
    assert Entry.objects.filter(event="sealing.too_fast").count() == 1
    assert show(chiara, texts[30], at=AT + timedelta(hours=1)) == ["words"]


def test_refusals_leave_no_record_of_an_opening(letter) -> None:
    with pytest.raises(NotYours):
        show(Reader(person=uuid.uuid4(), login="a browser"), letter.text)
    assert list(Opening.objects.all()) == []


def test_an_opened_text_shows_itself_to_nobody(letter, chiara) -> None:
    (text,) = door.open_sealed(chiara, Purpose.SHOW, [letter.text], at=AT)
    assert (str(text), repr(text), f"{text}", f"{text:>9}", bool(text)) == ("‹sealed›",) * 4 + (True,)
    with pytest.raises(TypeError):
        pickle.dumps(text)


def test_an_unsaved_text_cannot_be_opened(letters, pair, chiara) -> None:
    with pytest.raises(CannotOpen):
        show(chiara, letters(owner_id=pair.id, text="pending").text)


def test_an_error_means_no_and_tells_nothing(letter, chiara, kek) -> None:
    kek.chmod(0o600)
    kek.write_text("what a mess of words")
    with pytest.raises(CannotOpen) as refused:
        show(chiara, letter.text)
    assert (refused.value.__cause__, "mess" in str(refused.value)) == (None, False)
