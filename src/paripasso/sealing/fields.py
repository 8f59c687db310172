"""SealedTextField: sealed by the type, so that forgetting is safe.

    note = Note.objects.create(text="words")   # sealed as it is saved, never stored otherwise
    note.text                                  # a Sealed: prints •••, opens at the door alone

The model says whom its words belong to, without a query: `def sealing_scope(self) -> Scope`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, Self, cast, overload
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from paripasso.core import clock
from paripasso.core.privacy import Privacy
from paripasso.sealing import keys
from paripasso.sealing.crypto import Place, seal
from paripasso.sealing.refusals import CannotSeal
from paripasso.sealing.scopes import Scope, ScopeKind

if TYPE_CHECKING:
    Base = models.Field["str | Sealed", "Sealed"]
else:
    Base = models.BinaryField


class SealedRow(Protocol):
    """What a model with sealed fields offers."""

    pk: UUID

    def sealing_scope(self) -> Scope:
        """Return whom the words of this row belong to, from its own columns."""


class Ciphertext(bytes):
    """What came from the database or goes there. Other bytes are refused, so that none can be clear text by mistake."""

    __slots__ = ()


class Pending:
    """A text on its way to be sealed. It prints nothing and refuses to be pickled."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "‹sealed›"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A text that is not sealed yet goes into no cache, session or job.")


@dataclass(frozen=True, slots=True, eq=False)
class Sealed:
    """A sealed text: where it lives and its ciphertext. `blob` is None while it has not been saved."""

    place: Place
    blob: bytes | None
    written_at: datetime | None = None

    def __str__(self) -> str:
        return "•••"

    def __repr__(self) -> str:
        return "‹sealed›"

    def __format__(self, spec: str) -> str:
        return "•••"


class SealedAttribute(DeferredAttribute):
    """Gives a `Sealed` and takes a text."""

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> Self: ...
    @overload
    def __get__(self, instance: models.Model, owner: type | None = None) -> Sealed: ...
    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Self | Sealed:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        blob = bytes(value) if isinstance(value, Ciphertext) else None
        return Sealed(place_of(instance, self.field), blob, getattr(instance, "written_at", None))

    def __set__(self, instance: models.Model, value: object) -> None:
        if isinstance(value, str):
            value = Pending(value)
        elif isinstance(value, Sealed):  # refresh_from_db copies from another copy of the same row
            if value.blob is None or (value.place.row, value.place.column) != (instance.pk, self.field.column):
                raise TypeError("A sealed text cannot be copied to another row: it would not open there.")
            value = Ciphertext(value.blob)
        elif not isinstance(value, Ciphertext):
            raise TypeError(f"A sealed field takes a text, not {type(value).__name__}.")
        instance.__dict__[self.field.attname] = value


def place_of(instance: models.Model, field: Any) -> Place:
    """Return where a field of a row lives."""
    row = cast("SealedRow", instance)
    return Place(instance._meta.db_table, field.column, row.pk, row.sealing_scope())


class SealedTextField(Base):
    """Text that only the sealing door opens. It cannot be searched, sorted, filtered or updated in bulk."""

    privacy = Privacy.SEALED
    descriptor_class = SealedAttribute
    empty_values = [None, b""]

    def get_internal_type(self) -> str:
        """Live in a binary column."""
        return "BinaryField"

    def get_default(self) -> str:
        """Seal an empty text where none is given: presence must not be readable off the table."""
        return ""

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Ciphertext | None:
        """Mark what comes from the database."""
        return None if value is None else Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext:  # noqa: ARG002, FBT001 - Django's signature
        """Seal what is pending. Raises CannotSeal; then nothing is written."""
        value = model_instance.__dict__[self.attname]
        if isinstance(value, Pending):
            value = Ciphertext(sealed_for(place_of(model_instance, self), value.text))
            model_instance.__dict__[self.attname] = value
        return cast("Ciphertext", value)

    def get_db_prep_value(self, value: object, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        """Let ciphertext through, and nothing else: `queryset.update(text="clear")` is refused here."""
        blob = value.blob if isinstance(value, Sealed) else value
        if not isinstance(blob, Ciphertext | bytes) or (not isinstance(value, Sealed | Ciphertext)):
            raise TypeError("A sealed field is written by saving its row, never in bulk and never in clear.")
        return connection.Database.Binary(blob)

    def get_lookup(self, lookup_name: str) -> None:
        """Offer no lookup at all: what is sealed cannot be searched."""

    def value_to_string(self, obj: models.Model) -> str:
        """Serialize as dots."""
        return str(getattr(obj, self.attname))


def sealed_for(place: Place, text: str) -> bytes:
    """Seal a text for its place. Raises CannotSeal whatever goes wrong; no key is made for a scope that was never opened.

    A person's own scope is opened by the first word they write.
    """
    try:
        found = keys.current(place.scope)
        if found is None and place.scope.kind is ScopeKind.PERSON:
            keys.make(place.scope, at=clock.now())
            found = keys.current(place.scope)
        if found is None:
            raise CannotSeal
        return seal(place, *found, text)
    except CannotSeal:
        raise
    except Exception:  # noqa: BLE001 - fail closed: the error may hold what must not be told
        raise CannotSeal from None


def seal_all(rows: Sequence[models.Model]) -> None:
    """Seal what is pending in many rows, with one query for their keys: before `bulk_create`, where each would ask for its own.

    Raises CannotSeal; then nothing may be written.
    """
    pending = [
        (row, field, cast("Pending", row.__dict__[field.attname]).text)
        for row in rows
        for field in row._meta.concrete_fields
        if isinstance(field, SealedTextField) and isinstance(row.__dict__.get(field.attname), Pending)
    ]
    try:
        places = [place_of(row, field) for row, field, _ in pending]
        known = keys.current_of(place.scope for place in places)
        for (row, field, text), place in zip(pending, places, strict=True):
            found = known.get(place.scope)
            row.__dict__[field.attname] = Ciphertext(seal(place, *found, text) if found else sealed_for(place, text))
    except CannotSeal:
        raise
    except Exception:  # noqa: BLE001 - fail closed, as above
        raise CannotSeal from None
