"""A programme, its aims, and who holds which role in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.programs.enums import Kind, Role, Visibility


@classified(
    purpose="To say why a programme exists, for whom, and how it runs.",
    house="slug kind name_it name_en promise_it promise_en purpose_it purpose_en problem_it problem_en weeks cadence_days "
    "first_meeting_days meeting_minutes capacity group_size is_rolling topics milestones faq visibility seen_steps",
    trace="made_at made_by changed_at changed_by archived_at archived_by",
)
class Program(PublicRow):
    """A mentoring programme: its reason, its structure and its public words, in both languages."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name_it = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    promise_it = models.CharField(max_length=300, blank=True, help_text="The heading of the public page, a line each.")
    promise_en = models.CharField(max_length=300, blank=True)
    purpose_it = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    problem_it = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    weeks = models.PositiveSmallIntegerField(default=20, help_text="How long a relationship lasts.")
    cadence_days = models.PositiveSmallIntegerField(
        default=21, help_text="Days from one meeting to the next, once the pair is under way."
    )
    first_meeting_days = models.PositiveSmallIntegerField(
        default=14, help_text="Days from the introduction within which to meet first."
    )
    meeting_minutes = models.PositiveSmallIntegerField(default=45)
    capacity = models.PositiveSmallIntegerField(
        default=1, help_text="Peers at once, where people do not say otherwise."
    )
    group_size = models.PositiveSmallIntegerField(default=2, help_text="People in one relationship.")
    is_rolling = models.BooleanField(default=False, help_text="People enter as they come, instead of all on one day.")
    milestones = models.JSONField(default=dict, help_text="Milestone to the weeks it falls in, from the introduction.")
    topics = models.JSONField(
        default=list,
        help_text="The conversation plan, one sheet a meeting: {week, it, en, aim, before, prompts, leave}.",
    )
    faq = models.JSONField(default=list, help_text="Questions people ask: {question: {it, en}, answer: {it, en}}.")
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.ANYONE)
    seen_steps = models.JSONField(default=list, help_text="Steps of the designer that somebody has saved.")
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def name(self, language: str) -> str:
        """Return the name in "it" or "en"."""
        return self.name_it if language.startswith("it") else self.name_en


@classified(
    purpose="To say what a programme wants to reach, in a figure with a date.",
    house="program indicator baseline target due_on",
)
class Aim(PublicRow):
    """A purpose stated as something measurable: indicator, baseline, target, by when."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="aims")
    indicator = models.SlugField(max_length=60)
    baseline = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=10, decimal_places=2)
    due_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "indicator"], name="aim_once_per_indicator")]


@classified(
    purpose="To know who runs a programme, who pays for it and whom to trust with a concern.",
    directory="program person role",
    trace="granted_at granted_by",
)
class Grant(PublicRow):
    """A role given to a person in one programme."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="grants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "person", "role"], name="grant_once")]


@classified(
    purpose="To show that somebody stands behind a programme with their time.",
    directory="program person",
    personal="hours_a_month words is_public",
    trace="pledged_at",
)
class Pledge(PublicRow):
    """A manager's or head's promise of time and support."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="pledges")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pledges")
    hours_a_month = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400, blank=True)
    is_public = models.BooleanField(default=False)
    pledged_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "person"], name="pledge_once")]
