"""Rows point upstream: what came later in the story may point to what came before, never the other way."""

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey

STORY = (
    "core",
    "audit",
    "sealing",
    "people",
    "messaging",
    "programs",
    "enrolment",
    "matching",
    "relationships",
    "concerns",
    "measurement",
)
WITHOUT_TABLES = {"config", "web", "api"}


def test_foreign_keys_point_upstream() -> None:
    """A row may point to what came before it in the story, never to what comes after."""
    place = {app: n for n, app in enumerate(STORY)}
    backwards = [
        str(field)
        for model in apps.get_models()
        if model._meta.app_label in place
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model._meta.app_label in place
        and place[field.related_model._meta.app_label] > place[model._meta.app_label]
    ]
    assert backwards == []


def test_every_app_of_ours_has_its_place_in_the_story() -> None:
    ours = {app.name.removeprefix("paripasso.") for app in apps.get_app_configs() if app.name.startswith("paripasso.")}
    assert ours - set(STORY) - WITHOUT_TABLES == set()


def test_pages_own_no_table() -> None:
    owned = [model._meta.label for model in apps.get_models() if model._meta.app_label in WITHOUT_TABLES]
    assert owned == []


def test_the_ground_points_at_nobody() -> None:
    """Audit and sealing keep strings and ids: an erased person leaves no broken chain behind."""
    pointing = [
        str(field)
        for model in apps.get_models()
        if model._meta.app_label in {"core", "audit", "sealing"}
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model._meta.app_label not in {"core", "audit", "sealing"}
    ]
    assert pointing == []


def test_no_row_points_at_just_anything() -> None:
    generic = [
        str(field)
        for model in apps.get_models()
        if model.__module__.startswith("paripasso.")
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ]
    assert generic == []
