"""The shared notes of a meeting, sealed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.relationships import rules
from paripasso.relationships.actions.space import entered, fresh
from paripasso.relationships.models import Meeting, Note


class CannotWrite(Refusal):
    """There are no notes of a cancelled meeting."""

    sentence = _("This meeting was cancelled, so there are no notes to write.")


class CannotChange(Refusal):
    """Somebody has changed the notes since this copy was opened."""

    sentence = _("Your peer has changed these notes meanwhile. Both versions are here: nothing is lost.")


@transaction.atomic
def write(*, meeting: Meeting, by: Person, at: datetime, text: str, version: int) -> Note:
    """Write the notes of a meeting on top of the version that was read; 0 where there were none yet.

    Raises CannotChange if there is a newer one: it is never written over.
    """
    _relationship, member = entered(meeting.relationship_id, by)
    if not rules.may_prepare(fresh(meeting)):
        raise CannotWrite
    note = Note.objects.filter(meeting=meeting).first()
    if version != (note.version if note else 0):
        raise CannotChange
    if note is None:
        note = Note(
            relationship_id=meeting.relationship_id,
            meeting=meeting,
            author=member,
            changed_by=member,
            text=text,
            written_at=at,
            changed_at=at,
        )
        note.save(force_insert=True)
        audit.record("note.written", by=by, about=note, at=at)
        return note
    note.text, note.version = text, note.version + 1
    note.changed_at, note.changed_by = at, member
    note.save(update_fields=["text", "version", "changed_at", "changed_by"])
    audit.record("note.changed", by=by, about=note, at=at, version=note.version)
    return note
