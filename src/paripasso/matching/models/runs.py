"""A run of the engine: what went in, what came out, and the proof."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from paripasso.core.models import Leased, PublicRow
from paripasso.enrolment.models import Enrolment
from paripasso.matching.enums import ProposalState, RunState
from paripasso.programs.models import Round


class MatchRun(Leased, PublicRow):
    """One run. Once done it never changes: proposals carry what people decide afterwards."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="match_runs")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.QUEUED)
    policy = models.JSONField(help_text="The policy as it was.")
    seed = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=20, blank=True)
    problem_digest = models.CharField(max_length=80, blank=True)
    result_digest = models.CharField(max_length=80, blank=True)
    result = models.JSONField(default=dict, help_text="The engine's figures, without the pairs that proposals hold.")
    phase = models.CharField(max_length=40, blank=True, help_text="What it is doing, as a code.")
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=400, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.state


class Proposal(PublicRow):
    """A pair or triad that the engine proposes, with its score each way."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="proposals")
    state = models.CharField(max_length=12, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    score = models.PositiveIntegerField(help_text="Ten-thousandths; rests on the weaker direction.")
    why = models.JSONField(default=dict, help_text="Parts and reason codes each way, as the engine gave them.")
    is_across_departments = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.score)


class Seat(PublicRow):
    """A person's place in a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="seats")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "enrolment"], name="seat_once"),
            models.UniqueConstraint(fields=["proposal", "position"], name="seat_position_once"),
        ]

    def __str__(self) -> str:
        return str(self.position)
