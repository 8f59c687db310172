"""A run of the engine: what went in, what came out, and the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from paripasso.core.models import Leased, PublicRow
from paripasso.core.privacy import classified
from paripasso.enrolment.models import Enrolment
from paripasso.matching.enums import RunState
from paripasso.programs.models import Round
from paripasso.sealing.fields import SealedTextField
from paripasso.sealing.scopes import Scope

if TYPE_CHECKING:
    from uuid import UUID


@classified(
    purpose="To propose pairs, to prove how good they are, and to be able to check it later.",
    house="round number state policy seed engine_version policy_digest problem_digest pool_digest result_digest "
    "result phase progress_done progress_total course failure snapshot_at ended_at",
    personal="settled staff",
    trace="started_at started_by publish_asked_at publish_asked_by published_at published_by",
)
class MatchRun(Leased, PublicRow):
    """One run. Once done it never changes: proposals carry what people decide afterwards.

    Digests of anything that depends on a veto are keyed, because the vetoes of a small pool could be guessed from a plain
    one. The certificate is sealed for the same reason: its prices say which pairs were not allowed.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="match_runs")
    number = models.PositiveIntegerField(help_text="1 for the first run of a round.")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.QUEUED)
    policy = models.JSONField(help_text="The policy as it was, in the engine's own form.")
    seed = models.PositiveIntegerField()
    settled = models.JSONField(default=dict, help_text='{"locked": [[enrolment, enrolment]], "apart": [[…]]}.')
    staff = models.JSONField(default=list, help_text="Managers outside the pool, each with their own manager.")
    snapshot_at = models.DateTimeField(null=True, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    policy_digest = models.CharField(max_length=80, blank=True)
    pool_digest = models.CharField(max_length=80, blank=True, help_text="Of everything but private choices.")
    problem_digest = models.CharField(max_length=80, blank=True, help_text="Keyed.")
    result_digest = models.CharField(max_length=80, blank=True, help_text="Keyed.")
    result = models.JSONField(default=dict, help_text="The figures, without the pairs that proposals hold.")
    certificate = SealedTextField(blank=True)
    phase = models.CharField(max_length=40, blank=True, help_text="What it is doing, as a code.")
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    course = models.JSONField(default=list, help_text="[seconds, found, bound] as the run went along.")
    failure = models.JSONField(default=dict, help_text="A code with parameters, when the run failed.")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    publish_asked_at = models.DateTimeField(null=True, blank=True)
    publish_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="match_run_number_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(state__in=["queued", "running", "publishing"]),
                name="match_run_one_at_work",
            ),
        ]

    def sealing_scope(self) -> Scope:
        """The certificate is sealed under the run's own key; it has no holder but the engine's job."""
        return Scope.run(self.public_id)


@classified(
    purpose="To know what a run was given about each person, so that it can be checked and repeated.",
    house="run",
    personal="enrolment person card",
)
class Entrant(PublicRow):
    """One person as a run saw them: a copy that later changes of the enrolment do not touch.

    Wishes and vetoes are in it as ciphertext under the person's own key, and go when that key goes.
    """

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="entrants")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    card = models.JSONField(help_text="What the engine was told, in its own names.")
    private_choices = SealedTextField(blank=True)

    if TYPE_CHECKING:
        enrolment_id: UUID
        person_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "enrolment"], name="entrant_once_a_run")]

    def sealing_scope(self) -> Scope:
        """Wishes and vetoes stay under the person's own key."""
        return Scope.person(self.person_id)
