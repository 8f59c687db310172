"""The rules that never bend and the weights that do."""

from __future__ import annotations

from django.db import models

from paripasso.core.models import PublicRow
from paripasso.programs.models import Round


class Policy(PublicRow):
    """The matching policy of a round, in the engine's own names."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="policy")
    rules = models.JSONField(default=dict, help_text="Rule to parameters; a rule that is absent is off.")
    weights = models.JSONField(default=dict, help_text="Criterion to weight, 0 to 100.")
    seed = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.seed)
