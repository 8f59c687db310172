"""What a search for canaries needs: every sealed field there is, every shape a word could hide in, every place to look."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Self
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.db.models import Model
from django.test import Client

from paripasso.config.settings import ENV
from paripasso.enrolment.models import CalendarFeed
from paripasso.matching.models import MatchRun
from paripasso.relationships.models import CheckIn
from paripasso.sealing import keys
from paripasso.sealing.crypto import key_of
from paripasso.sealing.fields import Sealed, SealedTextField
from paripasso.sealing.opening import unseal
from tests.access.walker import addresses, path_of
from tests.cast import NOW, Cast

ALIASES = ("default", "keys")

# Fields that no person writes words into: the house test seals a canary in them, through their model. field -> whose words
WRITTEN_BY_THE_HOUSE = {
    "enrolment.CalendarFeed.address": "an address, shown to nobody again",
    "matching.MatchRun.certificate": "the engine's",
    "relationships.CheckIn.mood": "one of four codes",
}


def sealed_fields() -> dict[str, SealedTextField]:
    """Return every sealed field of the house by its name, "app.Model.field"."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField) and model.__module__.startswith("paripasso.")
    }


def plant(cast: Cast) -> Mapping[str, str]:
    """Seal canaries where no form lets one in, and return all of the cast's: field -> word."""
    run = MatchRun.objects.get(pk=cast.run.pk)
    run.certificate = cast.canaries["matching.MatchRun.certificate"]
    run.save(update_fields=["certificate"])
    CalendarFeed.objects.create(
        person=cast.chiara,
        address=cast.canaries["enrolment.CalendarFeed.address"],
        connected_at=NOW - timedelta(days=28),
        due_at=NOW + timedelta(days=3650),  # no worker opens it
    )
    CheckIn.objects.create(
        relationship=cast.pair,
        person=cast.chiara,
        week=date(2027, 3, 22),  # weeks ago: no page shows it any more
        mood=cast.canaries["relationships.CheckIn.mood"],
        answered_at=NOW - timedelta(days=28),
    )
    return cast.canaries


@dataclass(frozen=True)
class Cell:
    """One sealed text in the database."""

    model: type[Model]
    field: SealedTextField
    key: UUID

    @property
    def name(self) -> str:
        """The field, as `sealed_fields` names it."""
        return f"{self.model._meta.label}.{self.field.name}"

    def sealed(self) -> Sealed:
        """Read it anew."""
        return getattr(self.model._default_manager.get(pk=self.key), self.field.name)

    def paste(self, blob: bytes) -> None:
        """Overwrite the ciphertext as somebody with the database in hand would: no model, no field, no key."""
        connection = connections["default"]
        key = self.key.hex if connection.vendor == "sqlite" else str(self.key)
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{self.model._meta.db_table}" SET "{self.field.column}" = %s WHERE public_id = %s',
                [connection.Database.Binary(blob), key],
            )
            assert cursor.rowcount == 1


def cells() -> list[Cell]:
    """Return every sealed text there is."""
    return [
        Cell(field.model, field, key)
        for field in sealed_fields().values()
        for key in field.model._default_manager.order_by("pk").values_list("pk", flat=True)
    ]


def words_in(sealed: Sealed) -> str:
    """Open a text with the keys themselves, past the door: only a test may."""
    assert sealed.blob is not None
    key_id = key_of(sealed.blob)
    _scope, data_key = keys.by_ids([key_id])[key_id]
    return unseal(sealed.place, data_key, sealed.blob)


def shapes(word: str) -> set[bytes]:
    """Return what a word looks like: plain, UTF-16, hexadecimal, base64 at each of its three offsets; an id in its raw forms too."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    for lead in range(3):
        text = base64.b64encode(b"\0" * lead + plain)
        whole = text[4 if lead else 0 : -4]  # the characters that no neighbour can change
        found |= {whole, whole.replace(b"+", b"-").replace(b"/", b"_")}
    if not word.startswith(("canary", "control")):
        found |= {UUID(word).bytes, UUID(word).hex.encode()}
    return found


def search(words: Mapping[str, str], places: Iterable[tuple[str, bytes]]) -> list[str]:
    """Name each word found and where, "field in place", sorted."""
    wanted = [(name, shape) for name, word in words.items() for shape in shapes(word)]
    return sorted({f"{name} in {place}" for place, held in places for name, shape in wanted if shape in held})


def tables() -> Iterator[tuple[str, bytes]]:
    """Yield every column of every table of both databases, whole."""
    for alias in ALIASES:
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                names = [column[0] for column in cursor.description]
                for name, values in zip(names, zip(*cursor.fetchall(), strict=True), strict=False):
                    yield f"{alias}.{table}.{name}", b"\n".join(map(as_bytes, values))


def as_bytes(value: object) -> bytes:
    """A value of the database as bytes."""
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()


def sessions() -> Iterator[tuple[str, bytes]]:
    """Yield what sessions hold: in the table it is packed."""
    for session in Session.objects.all():
        yield "session", repr(session.get_decoded()).encode()


def beside() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the house's home, databases and secrets included; the key-encryption key lives elsewhere."""
    for path in sorted(ENV.home.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(ENV.home)), path.read_bytes()


def post() -> Iterator[tuple[str, bytes]]:
    """Yield every part of every e-mail in the spool, as a mail program shows it: no line of it wrapped or packed."""
    for path in sorted((ENV.home / "spool").rglob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        for part in mail.walk():
            yield f"e-mail {mail['Subject']}", repr(part.items()).encode()
            if not part.is_multipart():
                yield f"e-mail {mail['Subject']}, {part.get_content_type()}", part.get_payload(decode=True)


def pages(cast: Cast, name: str, samples: Mapping) -> Iterator[tuple[str, bytes]]:
    """Yield what one of the cast gets from every address there is, headers included. Whatever a page did is undone."""
    client = Client()
    if name != "visitor":
        client.force_login(getattr(cast, name))
    for address in addresses():
        with transaction.atomic():
            response = client.get(path_of(address, cast, samples))
            held = response.getvalue() if response.streaming else response.content
            transaction.set_rollback(True)
        yield f"{address.name} for {name}", repr(response.items()).encode() + held


class Listener(logging.Handler):
    """Hears everything that any logger says, arguments and tracebacks included."""

    NAMES = ("", "django", "paripasso")

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []
        self.levels: dict[str, int] = {}
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line as it would be printed, and every argument."""
        self.heard.append(f"{self.format(record)} {record.args!r}")

    def __enter__(self) -> Self:
        for name in self.NAMES:
            logger = logging.getLogger(name)
            self.levels[name] = logger.level
            logger.setLevel(logging.DEBUG)
            logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        for name, level in self.levels.items():
            logging.getLogger(name).setLevel(level)
            logging.getLogger(name).removeHandler(self)


def raw_files() -> Iterator[tuple[str, bytes]]:
    """Yield the bytes both databases lie in: files, write-ahead logs, and whatever else the server keeps."""
    for alias in ALIASES:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            path = Path(str(connection.settings_dict["NAME"]))
            files = sorted(path.parent.glob(f"{path.name}*"))
        else:
            with connection.cursor() as cursor:
                cursor.execute("CHECKPOINT")
            files = sorted(one for one in (Path(connection.settings_dict["HOST"]) / "rows").rglob("*") if one.is_file())
        assert files, f"No file of {alias} was found."
        yield from ((f"{alias}: {one.name}", one.read_bytes()) for one in files)
