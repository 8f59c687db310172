"""The rules that never bend and the weights that do."""

from __future__ import annotations

from django.db import models

from paripasso.core.models import PublicRow
from paripasso.core.privacy import classified
from paripasso.programs.models import Round


@classified(
    purpose="To know what matters in this round, and to say it to everyone who takes part.",
    house="round rules weights may_form_triads floor seed",
)
class Policy(PublicRow):
    """The matching policy of a round, in the engine's own names. A run keeps a copy, so this may change at any time."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="policy")
    rules = models.JSONField(default=dict, help_text="Rule to parameters; a rule that is absent is off.")
    weights = models.JSONField(default=dict, help_text="Criterion to weight, 0 to 10.")
    may_form_triads = models.BooleanField(default=True, help_text="Whoever is left over may join a pair, as a third.")
    floor = models.PositiveSmallIntegerField(default=0, help_text="No pair below this quality, 0 to 100.")
    seed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(floor__lte=100), name="policy_floor_in_hundredths")]
