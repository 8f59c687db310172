"""A unique word in every sealed field is found by the members alone: in no table, file, page, e-mail, calendar or log of anyone else.

Each search also looks for a control word that was written in clear, and must find it: a search that finds nothing anywhere
would prove nothing.
"""

from __future__ import annotations

import io
import json
import logging
import pickle
import pprint
import secrets
import shutil
import subprocess
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from paripasso.core import clock
from paripasso.enrolment.models import Enrolment
from paripasso.messaging import jobs as post_office
from paripasso.messaging.models import Notice
from paripasso.messaging.queries import notices
from paripasso.people.actions import persons
from paripasso.relationships import access
from paripasso.relationships.actions import closings, departures, goals
from paripasso.relationships.models import Goal
from paripasso.sealing import actions as sealing
from paripasso.sealing import door
from paripasso.sealing.refusals import CannotOpen, NotYours
from paripasso.sealing.scopes import Purpose, Reader, Scope, ScopeKind
from tests.access.doors import SAMPLES
from tests.cast import NOW, Cast, gather
from tests.house import canaries as house

pytestmark = pytest.mark.slow  # each gathers the whole cast

MEMBERS = ("chiara", "amadou")
OTHERS = (*(name for name in Cast.PEOPLE if name not in MEMBERS), "visitor")

# Sealed, and shown on no page, not even to whoever it is about. field -> why
ON_NO_PAGE = {
    "enrolment.CalendarFeed.address": "for the job that reads it; shown to nobody again",
    "enrolment.Enrolment.private_choices": "the id is nobody's; of people, the enrolment's page shows the names",
    "matching.Entrant.private_choices": "a copy for the engine",
    "matching.MatchRun.certificate": "for the engine",
    "relationships.CheckIn.mood": "of a week long gone",
}


@pytest.fixture(autouse=True)
def in_april(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views ask the clock; the cast lives in April 2027."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cast(db: None) -> Cast:
    gathered = gather()
    house.plant(gathered)
    return gathered


@pytest.fixture
def words(cast: Cast) -> Mapping[str, str]:
    return cast.canaries


def control(cast: Cast) -> dict[str, str]:
    """Write a word into a field in clear that the programme manager reads."""
    word = f"control-{secrets.token_hex(16)}"
    assert Enrolment.objects.filter(round=cast.round, person=cast.chiara).update(aims=word) == 1
    return {"control": word}


def delivered() -> int:
    """Send every message that is due; return how many were looked at."""
    return post_office.sweep(worker="canaries", at=NOW)


# every sealed field holds a canary


def test_every_sealed_field_holds_a_word_of_its_own(words: Mapping[str, str]) -> None:
    """A new sealed field fails here until somebody seals a canary in it: in tests/cast.py or in canaries.plant."""
    told: dict[str, str] = {}
    for cell in house.cells():
        told[cell.name] = told.get(cell.name, "") + house.words_in(cell.sealed())
    assert sorted(words) == sorted(house.sealed_fields())
    assert [name for name, word in words.items() if word not in told[name]] == []
    assert len(set(words.values())) == len(words) - 1  # an entrant is a copy of an enrolment


# databases and files


def test_no_table_session_or_file_of_the_house_holds_a_word(cast: Cast, words: Mapping[str, str]) -> None:
    sought = {**words, **control(cast)}
    for name in (*MEMBERS, "paola"):
        for _ in house.pages(cast, name, SAMPLES):
            """Each of them has looked at everything: sessions, openings and audit entries are there."""
    delivered()
    assert house.search(sought, house.tables()) == ["control in default.enrolment_enrolment.aims"]
    assert house.search(words, [*house.sessions(), *house.beside()]) == []


def test_the_search_finds_a_word_in_every_shape(words: Mapping[str, str]) -> None:
    hidden = [
        (name, b"x" * lead + shape) for name, word in words.items() for lead in range(3) for shape in house.shapes(word)
    ]
    missed = [name for name, held in hidden if not house.search({name: words[name]}, [("here", held)])]
    assert (missed, len(hidden) > 300) == ([], True)


@pytest.mark.django_db(transaction=True)
def test_no_byte_that_the_databases_lie_in_holds_a_word() -> None:
    """Committed, and read past the database: its files with their logs; of PostgreSQL's, a dump as well."""
    cast = gather()
    words = house.plant(cast)
    sought = control(cast)
    Enrolment.objects.filter(person=cast.chiara).update(
        aims=f"{sought['control']}."
    )  # older versions of a row count too
    raw = list(house.raw_files())
    assert house.search(words, raw) == []
    assert house.search(sought, raw) != []
    if dumps := list(dumped()):
        assert house.search(words, dumps) == []
        assert house.search(sought, dumps) == ["control in dump of default"]


def dumped() -> Iterator[tuple[str, bytes]]:
    """What pg_dump makes of each database; nothing on SQLite."""
    for alias in house.ALIASES:
        settings = connections[alias].settings_dict
        if connections[alias].vendor == "postgresql" and shutil.which("pg_dump"):
            place = ["-h", settings["HOST"], "-U", settings["USER"], settings["NAME"]]
            yield f"dump of {alias}", subprocess.run(["pg_dump", *place], check=True, capture_output=True).stdout


# pages, e-mails, calendars, logs


def test_nobody_but_the_members_meets_a_word_on_any_page_or_in_any_log(cast: Cast, words: Mapping[str, str]) -> None:
    sought = {**words, **control(cast)}
    with house.Listener() as log:
        found = [hit for name in OTHERS for hit in house.search(sought, house.pages(cast, name, SAMPLES))]
    assert {hit for hit in found if not hit.startswith("control")} == set()
    assert "control in program_manager:enrolment for paola" in found
    assert log.heard
    assert house.search(words, [("log", "\n".join(log.heard).encode())]) == []


def test_the_members_find_every_word_on_their_pages(cast: Cast, words: Mapping[str, str]) -> None:
    """So that what nobody else finds was there to be found. What their pages say reaches no log either."""
    shown = {name: word for name, word in words.items() if name not in ON_NO_PAGE}
    with house.Listener() as log:
        for name in MEMBERS:
            met = {hit.partition(" in ")[0] for hit in house.search(words, house.pages(cast, name, SAMPLES))}
            assert met == set(shown)
    assert house.search(words, [("log", "\n".join(log.heard).encode())]) == []


def test_no_message_or_invitation_holds_a_word(cast: Cast, words: Mapping[str, str]) -> None:
    """Every notice there is, in both languages, and every e-mail with its calendar, as it lies in the spool."""
    departures.leave(relationship=cast.pair, by=cast.amadou, at=NOW)  # ends the path: meetings are called off
    written = []
    for language in ("it", "en"):
        for notice in Notice.objects.select_related("person"):
            if notice.person:
                notice.person.language = language
            written.append((notice.kind, f"{notices.rendered(notice)} {notice.calendar} {notice.values}".encode()))
    with house.Listener() as log:
        assert delivered() == Notice.objects.count()
    spooled = list(house.post())
    assert {kind for kind, _ in written} >= {
        "introduction",
        "meeting_accepted",
        "meeting_cancelled",
        "relationship_closed",
    }
    assert any(b"BEGIN:VCALENDAR" in held for _, held in spooled)
    assert house.search(words, [*written, *spooled, ("log", "\n".join(log.heard).encode())]) == []


# moved ciphertexts


def test_no_ciphertext_opens_anywhere_but_where_it_was_sealed(
    cast: Cast, record_testsuite_property: Callable[..., None]
) -> None:
    """Each sealed text of the house pasted into each other place, by SQL: of the same row, people, or of others."""
    goals.add(
        relationship=cast.other_pair, by=cast.yara, at=NOW, title="Theirs", why="own", measure="own", steps=["own"]
    )
    cells = house.cells()
    blobs = [cell.sealed().blob for cell in cells]
    tries, opened = 0, []
    for place, own in zip(cells, blobs, strict=True):
        reader, purpose = reader_of(place, cast)
        for source, blob in zip(cells, blobs, strict=True):
            if source != place:
                tries += 1
                place.paste(blob)
                if opens(reader, purpose, place):
                    opened.append(f"{source.name} opens as {place.name}")
        place.paste(own)
        assert opens(reader, purpose, place), f"{place.name} should open where it belongs"
    record_testsuite_property("ciphertexts moved", tries)
    assert opened == []
    assert tries == len(cells) * (len(cells) - 1) > 700


def reader_of(cell: house.Cell, cast: Cast) -> tuple[Reader, Purpose]:
    """Somebody who may open what is in this place."""
    scope = cell.sealed().place.scope
    if scope.kind is ScopeKind.RUN:
        return Reader(job="canaries"), Purpose.ENGINE
    readers = {cast.pair.pk: cast.chiara.pk, cast.other_pair.pk: cast.yara.pk}
    return Reader(person=readers.get(scope.id, scope.id)), Purpose.SHOW


def opens(reader: Reader, purpose: Purpose, cell: house.Cell) -> bool:
    """Whether the door opens; what it did on the way is undone, so that no alarm counts it."""
    try:
        with transaction.atomic():
            door.open_sealed(reader, purpose, [cell.sealed()], at=NOW)
            transaction.set_rollback(True)
    except CannotOpen:
        return False
    return True


# printed values


def test_a_sealed_value_prints_no_word_in_any_way(cast: Cast, words: Mapping[str, str]) -> None:
    rows = [cell.model._default_manager.get(pk=cell.key) for cell in house.cells()]
    read = access.read(Reader(person=cast.chiara.pk), [cast.goal, cast.step], at=NOW)
    fresh = Goal(relationship=cast.pair, title=words["relationships.Goal.title"])
    values = [
        *rows,
        *(cell.sealed() for cell in house.cells()),
        read,
        *read.shown(cast.goal).values(),
        fresh,
        fresh.title,
    ]
    values += list(fresh.__dict__.values())
    told = io.StringIO()
    talker = logging.StreamHandler(told)
    logging.getLogger("canaries").addHandler(talker)
    for value in values:
        print(repr(value), str(value), f"{value}", pprint.pformat(vars_of(value)), file=told)
        print(json.dumps({"value": value}, default=str), file=told)
        logging.getLogger("canaries").warning("A value: %s %r", value, value)
        print(traceback_of(value), file=told)
    logging.getLogger("canaries").removeHandler(talker)
    print(serializers.serialize("json", rows), file=told)
    assert read.of(cast.goal, "title").reveal() == words["relationships.Goal.title"]
    assert house.search(words, [("print", told.getvalue().encode())]) == []


def vars_of(value: object) -> object:
    """What a debugger lists of a value; of one with slots, its own print."""
    return getattr(value, "__dict__", value)


def traceback_of(value: object) -> str:
    """A traceback that shows local variables, as error reports do."""
    try:
        raise RuntimeError(f"{value}")
    except RuntimeError as problem:
        return "".join(traceback.TracebackException.from_exception(problem, capture_locals=True).format())


def test_neither_an_opened_text_nor_one_still_to_be_sealed_can_be_pickled(cast: Cast, words: Mapping[str, str]) -> None:
    """So that none lands in a cache, a session or a job. What can be pickled is ciphertext."""
    opened = access.read(Reader(person=cast.chiara.pk), [cast.goal], at=NOW).of(cast.goal, "title")
    fresh = Goal(relationship=cast.pair, title=words["relationships.Goal.title"])
    for value in (opened, fresh):
        with pytest.raises(TypeError):
            pickle.dumps(value)
    kept = [pickle.dumps(cell.model._default_manager.get(pk=cell.key)) for cell in house.cells()]
    assert house.search(words, [("pickle", b"".join(kept))]) == []


# leaving


def asked(client: Client, cast: Cast) -> int:
    """The status of a member's page with sealed words."""
    return client.get(reverse("peer:goals", args=[cast.pair.pk])).status_code


def signed_in(cast: Cast) -> dict[str, Client]:
    """Both members, with their page open."""
    clients = {name: Client() for name in MEMBERS}
    for name, client in clients.items():
        client.force_login(getattr(cast, name))
        assert (asked(client, cast), name) == (200, name)
    return clients


def test_whoever_leaves_is_refused_at_the_next_request_and_the_other_reads_on(cast: Cast) -> None:
    clients = signed_in(cast)
    departures.leave(relationship=cast.pair, by=cast.chiara, at=NOW)
    assert {name: asked(client, cast) for name, client in clients.items()} == {"chiara": 404, "amadou": 200}
    title = cast.canaries["relationships.Goal.title"]
    assert house.search({"title": title}, house.pages(cast, "amadou", SAMPLES)) != []
    assert not shows(cast.goal, cast.chiara.pk)
    assert shows(cast.goal, cast.amadou.pk)


def test_a_closed_path_is_read_by_its_members_and_by_nobody_else(cast: Cast) -> None:
    clients = signed_in(cast)
    closings.close(relationship=cast.pair, by=cast.chiara, at=NOW)
    assert {name: asked(client, cast) for name, client in clients.items()} == {"chiara": 200, "amadou": 200}
    bruno = Client()
    bruno.force_login(cast.bruno)
    assert bruno.get(reverse("peer:relationship", args=[cast.former_pair.pk])).status_code == 404


def test_without_a_key_of_theirs_a_member_meets_no_word_at_the_next_request(
    cast: Cast, words: Mapping[str, str]
) -> None:
    """The sealing door asks on its own who holds the space, whatever the rows of the relationship say."""
    signed_in(cast)
    sealing.revoke(Scope.relationship(cast.pair.pk), cast.chiara.pk, at=NOW)
    assert house.search(words, house.pages(cast, "chiara", SAMPLES)) == []
    assert not shows(cast.goal, cast.chiara.pk)


def test_a_closed_account_is_sent_to_the_door_of_the_house(cast: Cast) -> None:
    clients = signed_in(cast)
    persons.deactivate(person=cast.chiara, by=cast.ines, at=NOW)
    assert {name: asked(client, cast) for name, client in clients.items()} == {"chiara": 302, "amadou": 200}


def shows(goal: Goal, person_id: object) -> bool:
    """Whether the sealing door opens a goal for a person, a minute later."""
    try:
        access.read(Reader(person=person_id), [goal], at=NOW + timedelta(minutes=1))
    except NotYours:
        return False
    return True


def test_the_manager_the_line_manager_an_administrator_and_a_stranger_get_404(cast: Cast) -> None:
    statuses = {}
    for name in ("paola", "marco", "ines", "yara", "livia", "teresa"):
        client = Client()
        client.force_login(getattr(cast, name))
        found = [
            client.get(reverse(f"peer:{page}", args=[cast.pair.pk])).status_code
            for page in ("relationship", "agreement", "goals", "meetings", "follow-ups")
        ]
        statuses[name] = set(found)
    assert set.union(*statuses.values()) == {404}, statuses
