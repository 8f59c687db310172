"""What a field tells about somebody, said beside the field; the privacy papers are made from it.

    @classified(
        purpose="To greet people, to write to them, to find colleagues.",
        directory="given_name family_name email department manager",
        personal="languages pronouns",
        house="is_active",
        secret="password",
    )
    class Person(PublicRow): ...

Every field of every model has a class: `tests/house/test_models.py` names those without. Fields inherited from an abstract
model are classed there. A sealed field classes itself, through its attribute `privacy`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django.db.models import Model

M = TypeVar("M", bound="type[Model]")


class Privacy(StrEnum):
    """What a field tells, from nothing to everything."""

    HOUSE = "house"  # nothing about anybody: a programme's name, a job's lease, a state of the house
    DIRECTORY = "directory"  # what the company's directory says: name, department, manager
    PERSONAL = "personal"  # what someone said or did here: offers, hours, goals, when they met
    TRACE = "trace"  # who did what, kept as proof: the audit log, `…_by` beside `…_at`
    SEALED = "sealed"  # readable through the sealing door alone: notes, messages, wishes, vetoes, concerns
    ANSWER = "answer"  # what someone answered, kept apart from who: leaves through disclosure alone
    SECRET = "secret"  # noqa: S105 - the class of passwords, not one: password hashes, wrapped keys, tokens; shown to nobody


@dataclass(frozen=True)
class Handling:
    """What follows from a class. Days are counted from the end of what the row belongs to; None: as long as that lasts."""

    seen_by: str
    days_kept: int | None
    in_export: bool
    on_erasure: str


HANDLING: dict[Privacy, Handling] = {
    Privacy.HOUSE: Handling("whoever works with it", None, in_export=False, on_erasure="kept"),
    Privacy.DIRECTORY: Handling("colleagues", None, in_export=True, on_erasure="replaced by a tombstone"),
    Privacy.PERSONAL: Handling("the person, their peers, the programme manager", 365, True, "deleted"),
    Privacy.TRACE: Handling("the person, the programme manager", 365, in_export=True, on_erasure="kept without a name"),
    Privacy.SEALED: Handling("those it was written for", 90, in_export=True, on_erasure="its key is shredded"),
    Privacy.ANSWER: Handling(
        "nobody; figures leave by disclosure", 30, in_export=False, on_erasure="discarded with its wave"
    ),
    Privacy.SECRET: Handling("nobody", None, in_export=False, on_erasure="deleted"),
}


class Misclassified(Exception):
    """A class names a field that its model does not have, or names it twice."""


def classified(*, purpose: str = "", **fields: str) -> Callable[[M], M]:
    """Class a model's fields: `<class>="field field …"`; `purpose` is the sentence that the privacy papers print.

    Raises Misclassified while the module loads, so that a typing slip cannot leave a field unclassed in silence.
    """
    listed = [(name, Privacy(kind)) for kind, names in fields.items() for name in names.split()]

    def mark(model: M) -> M:
        known = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
        names = [name for name, _ in listed]
        wrong = sorted((set(names) - known) | {name for name in names if names.count(name) > 1})
        if wrong:
            message = f"{model.__name__} has no such field, or it is classed twice: {', '.join(wrong)}"
            raise Misclassified(message)
        model.privacy_purpose = purpose  # type: ignore[attr-defined]
        model.privacy_classes = dict(listed)  # type: ignore[attr-defined]
        return model

    return mark


def purpose_of(model: type[Model]) -> str:
    """The sentence that says what these rows are kept for; empty if nobody wrote one."""
    return str(model.__dict__.get("privacy_purpose", ""))


def classes_of(model: type[Model]) -> dict[str, Privacy | None]:
    """Each field's class, abstract parents included; None where nobody has said."""
    said: dict[str, Privacy] = {}
    for parent in reversed(model.__mro__):
        said |= parent.__dict__.get("privacy_classes", {})
    fields = (*model._meta.concrete_fields, *model._meta.local_many_to_many)
    return {field.name: getattr(field, "privacy", None) or said.get(field.name) for field in fields}
