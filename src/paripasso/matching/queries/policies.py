"""What matters in a round, as the engine is told."""

from __future__ import annotations

from typing import Any

from paripasso.matching.defaults import ENGINE_KIND, MOST_PER_DEPARTMENT, rules_of, weights_of
from paripasso.matching.models import Policy
from paripasso.programs.enums import Kind
from paripasso.programs.models import Round


def of(round: Round) -> Policy:
    """The round's policy; until somebody saves one, the defaults of its kind, not yet a row."""
    found = Policy.objects.filter(round=round).first()
    return found or Policy(
        round=round, rules=rules_of(round.program.kind), weights=dict(weights_of(round.program.kind))
    )


def mapping(policy: Policy) -> dict[str, Any]:
    """A policy in the engine's form. Scores there are ten-thousandths, floors here hundredths."""
    kind = Kind(policy.round.program.kind)
    return {
        "kind": ENGINE_KIND[kind],
        "seed": policy.seed,
        "leftovers": "triads" if policy.may_form_triads else "none",
        "most_per_department": MOST_PER_DEPARTMENT.get(kind, 0),
        "objective": {"floor": policy.floor * 100},
        "rules": policy.rules,
        "weights": policy.weights,
    }
