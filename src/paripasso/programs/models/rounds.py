"""A dated run of a programme."""

from __future__ import annotations

from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.programs.enums import RoundState
from paripasso.programs.models.programs import Program


@classified(
    purpose="To run a programme on dates that everybody knows.",
    house="program slug name_it name_en state enrol_from enrol_until match_on starts_on middle_on ends_on places has_answers",
)
class Round(PublicRow):
    """People enrol, are matched, meet and close, on these dates."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="rounds")
    slug = models.SlugField(max_length=60, unique=True)
    name_it = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=RoundState.choices, default=RoundState.DRAFT)
    enrol_from = models.DateField()
    enrol_until = models.DateField()
    match_on = models.DateField()
    starts_on = models.DateField()
    middle_on = models.DateField()
    ends_on = models.DateField()
    places = models.PositiveIntegerField(null=True, blank=True, help_text="Nobody waits where this is empty.")
    has_answers = models.BooleanField(
        default=False, help_text="Somebody has enrolled and was told so: the round cannot go back to a draft."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(enrol_from__lte=models.F("enrol_until"))
                & models.Q(enrol_until__lte=models.F("match_on"))
                & models.Q(match_on__lte=models.F("starts_on"))
                & models.Q(starts_on__lte=models.F("middle_on"))
                & models.Q(middle_on__lte=models.F("ends_on")),
                name="round_dates_in_order",
            )
        ]

    def name(self, language: str) -> str:
        """Return the name in "it" or "en"."""
        return self.name_it if language.startswith("it") else self.name_en
