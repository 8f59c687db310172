"""What the two of them expect of each other."""

from __future__ import annotations

from django.db import models

from paripasso.relationships.models.relationships import InRelationship, Member
from paripasso.sealing.fields import SealedTextField


class Agreement(InRelationship):
    """One version of the agreement. It starts when every member has accepted it."""

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relationship", "version"], name="agreement_version_once")]

    def __str__(self) -> str:
        return str(self.version)


class AgreementPart(InRelationship):
    """What one member gives and wants, and whether they accepted this version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    gives = SealedTextField(blank=True)
    wants = SealedTextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "member"], name="agreement_part_once")]

    def __str__(self) -> str:
        return str(self.accepted_at or "")
