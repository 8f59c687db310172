"""What the two of them expect of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from paripasso.core.privacy import classified
from paripasso.relationships.models.relationships import InRelationship, Member
from paripasso.sealing.fields import SealedTextField

if TYPE_CHECKING:
    from uuid import UUID


@classified(
    purpose="To let members agree on how they meet, and to know that they did.",
    house="version",
    personal="cadence_days meeting_minutes review_on",
    trace="proposed_at proposed_by started_at",
)
class Agreement(InRelationship):
    """One version of the agreement. It starts when every member has accepted it; earlier versions stay as they were."""

    version = models.PositiveSmallIntegerField(default=1)
    cadence_days = models.PositiveSmallIntegerField(default=14)
    meeting_minutes = models.PositiveSmallIntegerField(default=60)
    channel = SealedTextField(blank=True)
    confidentiality = SealedTextField(blank=True)
    how_to_end = SealedTextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField()

    if TYPE_CHECKING:
        proposed_by_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relationship", "version"], name="agreement_version_once")]

    def __str__(self) -> str:
        return str(self.version)


@classified(purpose="To keep what each member gives and wants, in their own words.", personal="agreement member")
class AgreementPart(InRelationship):
    """What one member gives and wants, as of one version. The newest one up to a version is the one that counts in it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    gives = SealedTextField(blank=True)
    wants = SealedTextField(blank=True)

    if TYPE_CHECKING:
        agreement_id: UUID
        member_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "member"], name="agreement_part_once")]

    def __str__(self) -> str:
        return str(self.member_id)


@classified(purpose="To know who has accepted an agreement.", personal="agreement member", trace="accepted_at")
class AgreementAcceptance(InRelationship):
    """One member's yes to one version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="acceptances")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField()

    if TYPE_CHECKING:
        agreement_id: UUID
        member_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "member"], name="agreement_acceptance_once")]

    def __str__(self) -> str:
        return str(self.accepted_at)
