"""What must hold for every model of ours, asked of the models themselves."""

import inspect

from django.apps import apps
from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import Privacy, classes_of, purpose_of

OURS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("paripasso.")), key=lambda m: m._meta.label
)

# Moments that nobody chose: what a job, the database or time itself brought about. field -> why there is no `…_by`.
BY_NOBODY: dict[str, str] = {
    "core.Link.used_at": "whoever holds the link: its person_id",
    "enrolment.CalendarFeed.read_at": "the worker reads a calendar",
    "due_at": "when a job falls due",
    "matching.MatchRun.ended_at": "the worker ends a run",
    "matching.MatchRun.snapshot_at": "the worker takes the snapshot",
    "messaging.Notice.sent_at": "when the worker had handed it over",
    "people.Import.ended_at": "when the file had been written, or could not be",
    "relationships.Agreement.started_at": "it starts by itself when the last member has accepted",
    "relationships.Meeting.starts_at": "a plan, not a deed",
    "relationships.Member.left_at": "who asked for the end of a path is told to nobody",
    "relationships.Relationship.closed_at": "who asked for the end of a path is told to nobody",
    "sealing.DataKey.retired_at": "when a job made a new key for the scope",
    "sealing.DataKey.shredded_at": "when retention or an erasure destroyed it; the audit log says which",
}

# Names of fields that somebody else has chosen, or that read better without an ending.
NAMED_OTHERWISE: dict[str, str] = {
    "people.Person.last_login": "Django's own",
    "programs.Round.enrol_from": "stands beside enrol_until",
    "relationships.CheckIn.week": "the Monday of the week that it is about",
    "sealing.Holder.since": "stands beside until",
    "sealing.Holder.until": "stands beside since",
}


def fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.get_fields() if field.concrete]


def test_every_field_has_its_privacy_class() -> None:
    unclassed = [
        f"{model._meta.label}.{name}"
        for model in OURS
        for name, privacy in classes_of(model).items()
        if privacy is None
    ]
    assert unclassed == []


def test_every_model_says_what_its_rows_are_for() -> None:
    assert [model._meta.label for model in OURS if not purpose_of(model).endswith(".")] == []


def test_every_row_is_known_by_its_public_id() -> None:
    others = [
        model._meta.label for model in OURS if not issubclass(model, PublicRow) or model._meta.pk.name != "public_id"
    ]
    assert others == []


def test_whoever_did_it_stands_beside_when() -> None:
    """`held_at` may be empty until somebody holds the meeting; then `held_by` says who."""
    alone = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in fields(model)
        if field.name.endswith("_at")
        and field.null
        and not {field.name, f"{model._meta.label}.{field.name}"} & set(BY_NOBODY)
        and f"{field.name.removesuffix('_at')}_by" not in {other.name for other in fields(model)}
    ]
    assert alone == []


def test_no_reason_stands_for_a_moment_that_is_gone() -> None:
    known = {
        name for model in OURS for field in fields(model) for name in (field.name, f"{model._meta.label}.{field.name}")
    }
    assert set(BY_NOBODY) - known == set()


def says_what_it_holds(field: models.Field) -> bool:
    """`_at` is a moment, `_on` a day, `is_` and its like a truth; and the other way round."""
    name, kind = field.name, type(field)
    if isinstance(field, models.BooleanField):
        return name.startswith(("is_", "has_", "may_", "wants_"))
    if name.endswith("_at") or kind is models.DateTimeField:
        return kind is models.DateTimeField and name.endswith(("_at", "_until", "_since"))
    if name.endswith("_on") or kind is models.DateField:
        return kind is models.DateField and name.endswith(("_on", "_until", "_since"))
    return True


def test_names_of_fields_say_what_they_hold() -> None:
    wrong = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in fields(model)
        if not says_what_it_holds(field)
    }
    assert wrong == set(NAMED_OTHERWISE)


def test_no_order_nor_verb_hides_in_a_model() -> None:
    """Ordering is asked for where it is needed; saving does nothing that its caller cannot see."""
    hidden = [model._meta.label for model in OURS if model._meta.ordering]
    hidden += [
        f"{model._meta.label}.{name}"
        for model in OURS
        for name, member in vars(model).items()
        if name in {"save", "delete", "full_clean", "clean"} and inspect.isfunction(member)
    ]
    assert hidden == []


def test_sealed_fields_class_themselves() -> None:
    sealed = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in fields(model)
        if type(field).__name__.startswith("Sealed") and classes_of(model)[field.name] is not Privacy.SEALED
    ]
    assert sealed == []
