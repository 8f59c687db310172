from __future__ import annotations

import base64
import secrets
import stat
import uuid
from pathlib import Path

import pytest
from django.db import connection, transaction

from paripasso.sealing import actions, door, health, keys
from paripasso.sealing.models import DataKey, Holder
from paripasso.sealing.providers import FileProvider, ProviderFailed, key_id, keys_in, make_file
from paripasso.sealing.refusals import CannotOpen, CannotSeal, KeyGone
from paripasso.sealing.scopes import Purpose, Reader, Scope, ScopeKind
from tests.sealing.letters import AT


def line() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def rewrite(kek: Path, *lines: str) -> None:
    kek.chmod(0o600)
    kek.write_text("\n".join(lines) + "\n")


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from sealing_letter")
        return cursor.fetchone()[0]


def test_opening_a_scope_twice_makes_one_key(kek, db) -> None:
    scope = Scope.relationship(uuid.uuid4())
    for _ in range(2):
        actions.open_scope(scope, at=AT)
    assert DataKey.objects.count() == 1


def test_granting_and_revoking_may_be_repeated(db) -> None:
    scope, person = Scope.relationship(uuid.uuid4()), uuid.uuid4()
    for action in (actions.grant, actions.grant, actions.revoke, actions.revoke, actions.grant):
        action(scope, person, at=AT)
    assert sorted(Holder.objects.values_list("person_id", "until"), key=str) == [(person, None), (person, AT)]


def test_a_persons_own_space_opens_with_their_first_word(letters, kek) -> None:
    letters.objects.create(kind=ScopeKind.PERSON, owner_id=uuid.uuid4(), text="words")
    assert DataKey.objects.filter(scope_kind=ScopeKind.PERSON).count() == 1


def test_without_the_key_file_nothing_is_written_and_no_key_made(letters, kek, pair) -> None:
    kek.unlink()
    before = DataKey.objects.count()
    for scope in (pair, Scope.person(uuid.uuid4())):
        with pytest.raises(CannotSeal), transaction.atomic():
            letters.objects.create(kind=scope.kind, owner_id=scope.id, text="canary")
    with pytest.raises(CannotSeal):
        actions.open_scope(Scope.relationship(uuid.uuid4()), at=AT)
    assert (rows(), DataKey.objects.count()) == (0, before)


def test_with_another_key_file_nothing_opens_and_no_key_is_made(letters, kek, pair, chiara) -> None:
    letter = letters.objects.create(owner_id=pair.id, text="words")
    rewrite(kek, line())
    before = DataKey.objects.count()
    for attempt in (
        lambda: letters.objects.create(owner_id=pair.id, text="canary"),
        lambda: letters.objects.create(kind=ScopeKind.PERSON, owner_id=uuid.uuid4(), text="canary"),
        lambda: actions.open_scope(Scope.relationship(uuid.uuid4()), at=AT),
    ):
        with pytest.raises(CannotSeal), transaction.atomic():
            attempt()
    with pytest.raises(CannotOpen):
        door.open_sealed(chiara, Purpose.SHOW, [letter.text], at=AT)
    assert (rows(), DataKey.objects.count()) == (1, before)


def test_an_older_key_stays_readable_as_a_later_line(letters, kek, pair, chiara) -> None:
    letter = letters.objects.create(owner_id=pair.id, text="words")
    old = kek.read_text().strip()
    rewrite(kek, line(), old)
    (text,) = door.open_sealed(chiara, Purpose.SHOW, [letter.text], at=AT)
    assert text.reveal() == "words"


def test_a_shredded_key_opens_nothing_and_is_not_made_again(letters, kek, pair, chiara) -> None:
    letter = letters.objects.create(owner_id=pair.id, text="words")
    assert actions.shred([pair], at=AT) == 1
    with pytest.raises(KeyGone):
        door.open_sealed(chiara, Purpose.SHOW, [letter.text], at=AT)
    with pytest.raises(CannotSeal), transaction.atomic():
        letters.objects.create(owner_id=pair.id, text="more")
    with pytest.raises(CannotSeal):
        actions.open_scope(pair, at=AT)
    assert [bytes(row.wrapped) for row in DataKey.objects.filter(scope_id=pair.id)] == [b""]


def test_a_persons_shredded_space_stays_closed_to_new_words(letters, kek) -> None:
    scope = Scope.person(uuid.uuid4())
    letters.objects.create(kind=scope.kind, owner_id=scope.id, text="words")
    actions.shred([scope], at=AT)
    with pytest.raises(CannotSeal), transaction.atomic():
        letters.objects.create(kind=scope.kind, owner_id=scope.id, text="more")
    assert DataKey.objects.filter(scope_id=scope.id).count() == 1


def test_a_house_knows_its_own_key_file(kek, db) -> None:
    assert health.fault() == "The house has no key yet. Run: paripasso init"
    actions.open_scope(Scope.house(), at=AT)
    assert health.fault() is None
    own = kek.read_text().strip()
    rewrite(kek, line())
    assert (health.fault() or "").startswith("The key file is not the one this house was set up with.")
    rewrite(kek, line(), own)
    assert health.fault() is None


def test_a_key_belongs_to_its_scope(kek, pair) -> None:
    row = DataKey.objects.get(scope_id=pair.id)
    row.scope_id = uuid.uuid4()
    with pytest.raises(ProviderFailed):
        keys.unwrap(row, FileProvider(kek))


def test_a_new_key_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "apart" / "kek"
    make_file(path)
    first = path.read_text()
    make_file(path)
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o400, 0o700)
    assert (path.read_text(), len(keys_in(first)[0])) == (first, 32)


@pytest.mark.parametrize("words", ["", "not base64!", "c2hvcnQ=", f"{'A' * 43}=\nc2hvcnQ="])
def test_a_malformed_key_file_is_refused(words: str) -> None:
    with pytest.raises(ProviderFailed):
        keys_in(words)


def test_the_id_of_a_key_tells_nothing_of_it() -> None:
    key = secrets.token_bytes(32)
    assert (len(key_id(key)), key.hex()[:8] in key_id(key), key_id(key) == key_id(key)) == (16, False, True)


def test_readers_hold_nothing_secret() -> None:
    assert repr(Reader(job="match:1")) == "Reader(person=None, login=None, job='match:1')"
