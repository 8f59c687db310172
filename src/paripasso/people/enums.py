"""The closed lists of people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    """The languages of the interface. Both are complete."""

    ENGLISH = "en", "English"
    ITALIAN = "it", "Italiano"


class Theme(models.TextChoices):
    """Light, dark, or what the device says."""

    DEVICE = "device", _("As on this device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Fluency(models.IntegerChoices):
    """How well a person speaks a language."""

    BASIC = 1, _("basic")
    WORKING = 2, _("working")
    FLUENT = 3, _("fluent")
    NATIVE = 4, _("native")


class SkillState(models.TextChoices):
    """A proposed skill is usable by whoever proposed it until a manager accepts or merges it."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")


class ImportKind(models.TextChoices):
    """What a file holds."""

    PEOPLE = "people", _("people")
    ENROLMENTS = "enrolments", _("enrolments")


class ImportState(models.TextChoices):
    """Read first, looked at, then all or nothing."""

    WAITING = "waiting", pgettext_lazy("import", "waiting to be read")
    PREVIEWED = "previewed", pgettext_lazy("import", "read, nothing written yet")
    APPLYING = "applying", pgettext_lazy("import", "being written")
    APPLIED = "applied", pgettext_lazy("import", "written")
    REFUSED = "refused", pgettext_lazy("import", "could not be read")
