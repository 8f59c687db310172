"""Who we have."""

from paripasso.people.models.company import Department, Level, Site
from paripasso.people.models.imports import Import
from paripasso.people.models.person import Achievement, Person, SpokenLanguage
from paripasso.people.models.skills import Skill

__all__ = ["Achievement", "Department", "Import", "Level", "Person", "Site", "Skill", "SpokenLanguage"]
