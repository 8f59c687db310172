"""What a run proposes, and who stays without a peer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.enrolment.models import Enrolment
from paripasso.matching.enums import Obstacle, ProposalState
from paripasso.matching.models.runs import MatchRun

if TYPE_CHECKING:
    from uuid import UUID


@classified(
    purpose="To show who would walk with whom, and why, before anybody is told.",
    house="run position",
    personal="score why is_across_departments is_both_ways",
    trace="state decided_at decided_by",
)
class Proposal(PublicRow):
    """A pair or triad that the engine proposes, with its score each way."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="proposals")
    state = models.CharField(max_length=12, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    score = models.PositiveIntegerField(help_text="Ten-thousandths; rests on the weaker direction.")
    why = models.JSONField(
        default=dict,
        help_text='{"pairs": [{"seats": [0, 1], "value", "gets": [{score, parts}, …], "reasons": [{code, params}]}]}; '
        "people in parameters are places of seats.",
    )
    is_across_departments = models.BooleanField(default=False)
    is_both_ways = models.BooleanField(default=False, help_text="Everybody in it learns something they asked for.")
    position = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["run", "score", "position"], name="proposal_by_score")]
        constraints = [models.CheckConstraint(condition=models.Q(score__lte=10_000), name="proposal_score_in_range")]


@classified(purpose="To seat a person in a proposal.", personal="proposal enrolment position gets")
class Seat(PublicRow):
    """A person's place in a proposal, and what they get out of it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="seats")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()
    gets = models.PositiveIntegerField(default=0, help_text="Ten-thousandths: what this person gets from the others.")

    if TYPE_CHECKING:
        enrolment_id: UUID
        proposal_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "enrolment"], name="seat_once"),
            models.UniqueConstraint(fields=["proposal", "position"], name="seat_position_once"),
        ]


@classified(
    purpose="To say to somebody without a peer why, and what would help.",
    house="run",
    personal="enrolment reason open_to barred change partner",
)
class Unmatched(PublicRow):
    """Somebody the run found no place for. The reason never tells a private wish from a better pair elsewhere."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="unmatched")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=Obstacle.choices)
    open_to = models.PositiveIntegerField(default=0, help_text="How many people no visible rule bars.")
    barred = models.JSONField(default=dict, help_text="Rule to number of people it bars, the first that fails counts.")
    change = models.JSONField(default=dict, help_text="The smallest change that helps: {code, params, value}.")
    partner = models.ForeignKey(
        Enrolment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Whom it leads to."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "enrolment"], name="unmatched_once_a_run")]
