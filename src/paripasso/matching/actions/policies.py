"""Saying what matters in a round."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.matching import engine
from paripasso.matching.models import Policy
from paripasso.matching.queries import policies
from paripasso.people.models import Person
from paripasso.programs.models import Round


class CannotSavePolicy(Refusal):
    """The engine knows no such rule or weight, or not with this value."""

    sentence = _("The matching policy cannot be used as it is: %(flaws)s")


@transaction.atomic
def save(
    *,
    round: Round,
    by: Person | None,
    at: datetime,
    rules: dict[str, dict[str, Any]],
    weights: dict[str, float],
    may_form_triads: bool = True,
    floor: int = 0,
    seed: int = 0,
) -> Policy:
    """Keep a policy for the runs to come; runs already made keep their own copy. Saving the same again changes nothing.

    Raises CannotSavePolicy, naming each flaw.
    """
    policy = policies.of(round)
    before = policies.mapping(policy) if not policy._state.adding else None
    policy.rules, policy.weights, policy.seed = rules, weights, seed
    policy.may_form_triads, policy.floor = may_form_triads, floor
    try:
        engine.canonical(policies.mapping(policy))
    except engine.Impossible as impossible:
        raise CannotSavePolicy(flaws=str(impossible)) from impossible
    if policies.mapping(policy) != before:
        policy.save()
        audit.record("policy.saved", by=by, about=round, at=at, rules=",".join(sorted(rules)), seed=seed)
    return policy
