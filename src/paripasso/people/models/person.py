"""The person: the account and the employee in one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.people.enums import Fluency, Language, Theme
from paripasso.people.models.company import Department, Level, Site


class People(BaseUserManager["Person"]):
    """The manager that Django's auth asks for."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find an account by its address, whatever its capitals."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Make an account, as allauth asks for it. A missing password means: asks for a link first."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


@classified(
    purpose="To greet people, to write to them, to find colleagues, to pair them.",
    directory="email directory_id given_name family_name job_title department site level line_manager hired_on left_on "
    "missing_since is_from_directory",
    personal="preferred_name pronouns time_zone language theme",
    house="is_active is_administrator",
    trace="last_login",
    secret="password",
)
class Person(AbstractBaseUser, PublicRow):
    """A colleague. Imported people cannot sign in until they first ask for a link."""

    email = models.EmailField(max_length=254, unique=True)
    directory_id = models.CharField(
        max_length=80, blank=True, help_text="The company's own number of this person, when it has one."
    )
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)
    preferred_name = models.CharField(max_length=80, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    line_manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    time_zone = models.CharField(max_length=64, default="Europe/Rome")
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.DEVICE)
    hired_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    missing_since = models.DateField(
        null=True, blank=True, help_text="The first import whose file no longer named this person."
    )
    is_from_directory = models.BooleanField(
        default=False, help_text="A directory import named this person; only such people can go missing from one."
    )
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False, help_text="Runs the house and opens no letters.")

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once_whatever_its_capitals"),
            models.UniqueConstraint(
                fields=["directory_id"], condition=~models.Q(directory_id=""), name="person_directory_id_once"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def first_name(self) -> str:
        """The name a colleague would call."""
        return self.preferred_name or self.given_name

    @property
    def full_name(self) -> str:
        """First and family name."""
        return f"{self.first_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        """One or two letters for a face without a photo."""
        return (self.first_name[:1] + self.family_name[:1]).upper()

    def get_full_name(self) -> str:
        """Answer Django's auth."""
        return self.full_name

    def get_short_name(self) -> str:
        """Answer Django's auth."""
        return self.first_name


@classified(purpose="To pair people who can talk to each other.", personal="person code fluency")
class SpokenLanguage(PublicRow):
    """A language a person speaks, as an ISO 639-1 code, and how well."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spoken_languages")
    code = models.CharField(max_length=8)
    fluency = models.PositiveSmallIntegerField(choices=Fluency.choices, default=Fluency.WORKING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "code"], name="spoken_language_once")]

    def __str__(self) -> str:
        return self.code


@classified(purpose="To share what worked, where its owner wants to.", personal="person text achieved_on")
class Achievement(PublicRow):
    """Something a person is proud of: short, dated, their own."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="achievements")
    text = models.CharField(max_length=200)
    achieved_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text
