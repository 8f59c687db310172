"""What an import would do, before it does it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from paripasso.people.enums import ImportKind
from paripasso.people.imports.columns import Column
from paripasso.people.imports.faults import Fault
from paripasso.people.imports.sheets import Sheet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from paripasso.people.models import Person

Progress = Callable[[int], None]


class Verb(StrEnum):
    """What would happen to one person's rows."""

    ADD = "add"
    CHANGE = "change"
    MISSING = "missing"
    BACK = "back"


NOTES: dict[str, StrPromise] = {
    "departments": _("New departments: %(names)s"),
    "sites": _("New sites: %(names)s"),
    "levels": _("New levels, the first being where careers begin: %(names)s"),
    "skills": _("New skills: %(names)s"),
}


@dataclass(frozen=True)
class Note:
    """Something that the import also makes, said in one line."""

    code: str
    params: dict[str, str | int]

    @property
    def sentence(self) -> str:
        """The line, in the active language."""
        return str(NOTES[self.code]) % self.params


@dataclass(frozen=True)
class FieldChange:
    """One field, as it is and as it would be."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What would change for one person; `line` is 0 for those the file does not name."""

    verb: Verb
    line: int
    key: str
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Ask:
    """What whoever brought the file asked for: where it goes, how to read it, who they are, and when."""

    target: UUID | None
    options: Mapping[str, str]
    by: Person | None
    at: datetime


@dataclass(frozen=True)
class Plan:
    """All that would happen, or all that keeps it from happening. `rows` is the importer's own, and is not kept."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    same: int = 0
    notes: tuple[Note, ...] = ()
    rows: Any = field(default=None, repr=False, compare=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many people are added, changed, missing, back, and the same as before."""
        found = Counter(change.verb for change in self.changes)
        return {verb.value: found[verb] for verb in Verb} | {"same": self.same}

    def digest(self) -> str:
        """One line that differs as soon as anything would happen differently."""
        said = json.dumps([asdict(change) for change in self.changes], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def as_report(self, dropped: Sequence[str]) -> dict[str, Any]:
        """Plain values, for the row that keeps them."""
        return {
            "counts": self.counts,
            "changes": [asdict(change) for change in self.changes],
            "faults": [fault.as_json() for fault in self.faults],
            "notes": [asdict(note) for note in self.notes],
            "dropped": list(dropped),
            "digest": self.digest(),
        }


class Importer(Protocol):
    """One kind of import. `plan` only reads; `write` runs inside the one transaction that also marks the import applied."""

    kind: ImportKind
    columns: Sequence[Column]

    def plan(self, sheet: Sheet, ask: Ask, progress: Progress) -> Plan: ...

    def write(self, plan: Plan, ask: Ask, progress: Progress) -> None: ...
