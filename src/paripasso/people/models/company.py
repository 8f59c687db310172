"""The small tables of a company: where people work, and at what level."""

from __future__ import annotations

from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified


@classified(purpose="To know who works with whom, and to pair across departments.", directory="name parent")
class Department(PublicRow):
    """A part of the company. Departments form a tree."""

    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "parent"], nulls_distinct=False, name="department_once_under_its_parent"
            )
        ]

    def __str__(self) -> str:
        return self.name


@classified(purpose="To know where people work, and by which clock.", directory="name time_zone")
class Site(PublicRow):
    """A place of work, with the zone its clocks show."""

    name = models.CharField(max_length=120, unique=True)
    time_zone = models.CharField(max_length=64, default="Europe/Rome")

    def __str__(self) -> str:
        return self.name


@classified(purpose="To keep pairs among equals, or not, as the policy says.", directory="name rank")
class Level(PublicRow):
    """A step of seniority. Ranks order them; 1 is where careers begin."""

    name = models.CharField(max_length=120, unique=True)
    rank = models.PositiveSmallIntegerField(unique=True)

    def __str__(self) -> str:
        return self.name
