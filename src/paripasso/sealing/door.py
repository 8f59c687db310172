"""The one decrypting door. Nothing else in Paripasso opens a sealed text.

It checks, in this order and before any key is unwrapped: the purpose fits the reader; the reader is a member now, and was
when the row was written; the reader is not too fast; the opening is on record. Any error means refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.db import transaction

from paripasso.audit import actions as audit
from paripasso.sealing import keys
from paripasso.sealing.crypto import key_of
from paripasso.sealing.fields import Sealed
from paripasso.sealing.models import Holder, Opening
from paripasso.sealing.opening import unseal
from paripasso.sealing.refusals import CannotOpen, KeyGone, NotYours, TooFast
from paripasso.sealing.scopes import Purpose, Reader, Scope, ScopeKind

__all__ = ["Purpose", "Reader", "SealedText", "open_sealed"]

SCOPES_AN_HOUR = 30
JOBS = {
    Purpose.ENGINE: {ScopeKind.PERSON, ScopeKind.RUN},
    Purpose.FEED: {ScopeKind.PERSON},
    Purpose.FLUSH: {ScopeKind.SURVEY},
    Purpose.REKEY: set(ScopeKind),
}
PEOPLE = {
    Purpose.SHOW: {ScopeKind.RELATIONSHIP, ScopeKind.PERSON, ScopeKind.ASK},
    Purpose.EXPORT_SELF: {ScopeKind.RELATIONSHIP, ScopeKind.PERSON, ScopeKind.ASK},
    Purpose.CASE: {ScopeKind.CASE},
}
# A purpose that needs one field opens that field alone, table and column. A place cannot be feigned: the text is bound to it.
FIELDS = {Purpose.FEED: ("enrolment_calendarfeed", "address")}


class SealedText:
    """An opened text that still shows nothing by itself: only `{% sealed %}` and the export writer reveal it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the words. Called by the template tag, the export writer and the engine alone."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __str__(self) -> str:
        return "‹sealed›"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return "‹sealed›"

    def __reduce__(self) -> NoReturn:
        raise TypeError("An opened text goes into no cache, session or job.")


def open_sealed(reader: Reader, purpose: Purpose, items: Sequence[Sealed], *, at: datetime) -> list[SealedText]:
    """Open texts for a reader, in the order given; three queries, however many.

    Raises NotYours, TooFast, KeyGone, or CannotOpen for anything else that goes wrong.
    """
    try:
        return _open(reader, purpose, items, at) if items else []
    except CannotOpen:
        raise
    except Exception:  # noqa: BLE001 - fail closed: an error means no, and may not tell what it saw
        raise CannotOpen from None


def _open(reader: Reader, purpose: Purpose, items: Sequence[Sealed], at: datetime) -> list[SealedText]:
    scopes = {item.place.scope for item in items}
    _purpose_fits(reader, purpose, scopes)
    _field_fits(purpose, items)
    if reader.person is not None:
        _is_holder(reader.person, items, at)
    _on_record(reader, purpose, scopes, at)
    blobs = [item.blob or b"" for item in items]
    ids = [key_of(blob) for blob in blobs]
    found = keys.by_ids(ids)
    return [SealedText(_text(item, *found[key_id])) for item, key_id in zip(items, ids, strict=True)]


def _text(item: Sealed, scope: Scope, data_key: bytes) -> str:
    if scope != item.place.scope:
        raise KeyGone
    return unseal(item.place, data_key, item.blob or b"")


def _purpose_fits(reader: Reader, purpose: Purpose, scopes: Iterable[Scope]) -> None:
    """A job is nobody, and a person is no job."""
    allowed = PEOPLE.get(purpose) if reader.person is not None and reader.job is None else None
    if reader.person is None and reader.job:
        allowed = JOBS.get(purpose)
    if allowed is None or any(scope.kind not in allowed for scope in scopes):
        raise NotYours


def _field_fits(purpose: Purpose, items: Sequence[Sealed]) -> None:
    """A key of a person's own seals much; reading a calendar needs its address, and no veto that lies beside it."""
    wanted = FIELDS.get(purpose)
    if wanted and any((item.place.table, item.place.column) != wanted for item in items):
        raise NotYours


def _is_holder(person: UUID, items: Sequence[Sealed], at: datetime) -> None:
    """Membership now, and when the row was written. A person's own scope is theirs alone."""
    held = {
        (holder.scope_kind, holder.scope_id): holder.since
        for holder in Holder.objects.filter(
            person_id=person,
            scope_id__in={item.place.scope.id for item in items},
            until=None,
            since__lte=at,
        )
    }
    for item in items:
        scope = item.place.scope
        if scope.kind is ScopeKind.PERSON:
            if scope.id != person:
                raise NotYours
            continue
        since = held.get((scope.kind, scope.id))
        if since is None or (item.written_at is not None and item.written_at < since):
            raise NotYours


def _on_record(reader: Reader, purpose: Purpose, scopes: set[Scope], at: datetime) -> None:
    """Write down, once an hour, who opens which scope; refuse whoever opens too many.

    A job opens thousands at once and is named after the run it works for: one entry says how many.
    """
    if reader.person is None:
        audit.record(
            "sealing.opened",
            by=None,
            about=None,
            at=at,
            reader=f"job:{reader.job}",
            purpose=purpose,
            scopes=len(scopes),
        )
        return
    hour = at.replace(minute=0, second=0, microsecond=0)
    name = str(reader.person)
    known = set(Opening.objects.filter(reader=name, hour_at=hour).values_list("purpose", "scope_kind", "scope_id"))
    new = [scope for scope in scopes if (purpose, scope.kind, scope.id) not in known]
    if not new:
        return
    opened = {(kind, scope_id) for _, kind, scope_id in known} | {(scope.kind, scope.id) for scope in new}
    if len(opened) > SCOPES_AN_HOUR:
        audit.record("sealing.too_fast", by=None, about=None, at=at, reader=name, scopes=len(opened))
        raise TooFast
    with transaction.atomic():
        Opening.objects.bulk_create(
            [
                Opening(reader=name, purpose=purpose, scope_kind=scope.kind, scope_id=scope.id, hour_at=hour)
                for scope in new
            ],
            ignore_conflicts=True,
        )
        for scope in new:
            audit.record(
                "sealing.opened",
                by=None,
                about=None,
                at=hour,
                reader=name,
                purpose=purpose,
                scope_kind=scope.kind,
                scope_id=str(scope.id),
            )
