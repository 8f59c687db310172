"""One person in one round."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.enrolment.enums import DepartmentWish, Depth, EnrolmentState, MeetingMode, Priority
from paripasso.people.models import Skill
from paripasso.programs.models import Round
from paripasso.sealing.fields import SealedTextField
from paripasso.sealing.scopes import Scope


@classified(
    purpose="To find somebody with whom giving and receiving works both ways.",
    personal="round person state step aims experience hours has_shifts languages meeting_mode department_wish capacity "
    "may_be_counted paused_until",
    trace="started_at saved_at submitted_at submitted_by",
)
class Enrolment(PublicRow):
    """What a person gives, seeks and needs in a round. Wishes and vetoes are one sealed text, written even when empty."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    state = models.CharField(max_length=12, choices=EnrolmentState.choices, default=EnrolmentState.DRAFT)
    step = models.PositiveSmallIntegerField(default=0, help_text="The furthest step that was saved, 0 to 6.")
    aims = models.TextField(blank=True, max_length=1000)
    experience = models.TextField(blank=True, max_length=1000, help_text="Experiences and achievements worth sharing.")
    hours = models.JSONField(
        default=list, help_text="Free hours of the person's own week, 0 (Monday 00:00) to 167, in their zone, in order."
    )
    has_shifts = models.BooleanField(
        default=False, help_text="Hours change from week to week: ask, rather than compute."
    )
    languages = models.JSONField(default=list, help_text="Codes of the languages the person is happy to meet in.")
    meeting_mode = models.CharField(max_length=12, choices=MeetingMode.choices, default=MeetingMode.EITHER)
    department_wish = models.CharField(max_length=12, choices=DepartmentWish.choices, default=DepartmentWish.ANY)
    capacity = models.PositiveSmallIntegerField(default=1, help_text="How many peers at once.")
    private_choices = SealedTextField(
        help_text="JSON of one length: wishes and vetoes, as ids. Read by the engine and the person alone."
    )
    paused_until = models.DateField(null=True, blank=True, help_text="The day a pause ends by itself.")
    may_be_counted = models.BooleanField(default=False, help_text="May enter the programme's figures, without a name.")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="enrolment_once_a_round")]
        indexes = [models.Index(fields=["round", "state"], name="enrolment_round_state")]

    def sealing_scope(self) -> Scope:
        """Wishes and vetoes are sealed under the person's own key."""
        return Scope.person(self.person_id)


@classified(purpose="To know what a person can give.", personal="enrolment skill depth proof position")
class Offer(PublicRow):
    """A skill a person can give, how deep, and a line of proof."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="offers")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    depth = models.PositiveSmallIntegerField(choices=Depth.choices, default=Depth.PRACTICE)
    proof = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "skill"], name="offer_once")]


@classified(purpose="To know what a person wants to learn.", personal="enrolment skill priority why position")
class Seek(PublicRow):
    """A skill a person seeks, how urgently, and why."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="seeks")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.SECOND)
    why = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "skill"], name="seek_once")]
