"""Who may take part: by where people work and how long, or because a list names them. Never by who they are."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.people.models import Department, Level, Site
from paripasso.programs.models.programs import Program


@classified(
    purpose="To say who may take part in a programme, in terms of work alone.",
    house="program departments sites levels least_months most_months",
)
class Eligibility(PublicRow):
    """The rules of a programme. What is left empty does not count; what is filled must hold together."""

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="eligibility")
    departments = models.ManyToManyField(Department, blank=True, related_name="+")
    sites = models.ManyToManyField(Site, blank=True, related_name="+")
    levels = models.ManyToManyField(Level, blank=True, related_name="+")
    least_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In the company, at least.")
    most_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In the company, at most.")


@classified(
    purpose="To keep a programme for the people it was made for.",
    house="program name",
    directory="people",
)
class ClosedList(PublicRow):
    """People named one by one. Where a programme has lists, only whoever is on one of them may take part."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="closed_lists")
    name = models.CharField(max_length=120)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "name"], name="closed_list_once_per_name")]
