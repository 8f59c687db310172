"""The policy form: rules as switches with their parameters, weights as numbers, a floor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paripasso.matching import words
from paripasso.matching.defaults import CRITERIA, RULES
from paripasso.matching.models import Policy

MOST = {("shared_hour", "hours"): 40, ("already_paired", "months"): 240}
MOST_LEVELS = 20
MUST = [
    ("different", pgettext_lazy("department or site", "must differ")),
    ("same", pgettext_lazy("department or site", "must be the same")),
]


@dataclass(frozen=True)
class RuleRow:
    """A switch and its parameters, as the page shows them."""

    switch: BoundField
    parameters: list[BoundField]


class PolicyForm(forms.Form):
    """What never bends, and what matters more. `values` are what `actions.policies.save` takes."""

    may_form_triads = forms.BooleanField(label=_("Whoever is left over may join a pair, as a third"), required=False)
    floor = forms.IntegerField(label=_("No pair below a quality of"), min_value=0, max_value=100)
    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=2**31 - 1, help_text=_("The same seed gives the same pairs.")
    )

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "policy-%s")
        super().__init__(*args, **{"initial": _initial(policy), **kwargs})
        for rule, parameters in RULES.items():
            self.fields[f"rule_{rule}"] = forms.BooleanField(label=words.RULES[rule], required=False)
            for name in parameters:
                self.fields[f"rule_{rule}_{name}"] = _parameter(rule, name)
        for criterion in CRITERIA:
            self.fields[f"weight_{criterion}"] = forms.DecimalField(
                label=words.WEIGHTS[criterion], min_value=0, max_value=10, decimal_places=2
            )

    def clean(self) -> dict[str, Any]:
        """Least and most must not cross."""
        found = super().clean() or self.cleaned_data
        least, most = found.get("rule_level_distance_at_least"), found.get("rule_level_distance_at_most")
        if least is not None and most is not None and least > most:
            self.add_error("rule_level_distance_at_most", _("Must not be smaller than the least distance."))
        return found

    @property
    def rules(self) -> Iterator[RuleRow]:
        """The switches, in the order in which pages list them."""
        for rule, parameters in RULES.items():
            yield RuleRow(self[f"rule_{rule}"], [self[f"rule_{rule}_{name}"] for name in parameters])

    @property
    def weights(self) -> Iterator[BoundField]:
        """The weights, in the engine's order."""
        for criterion in CRITERIA:
            yield self[f"weight_{criterion}"]

    @property
    def values(self) -> dict[str, Any]:
        """Clean values in the engine's names."""
        found = self.cleaned_data
        rules = {
            rule: {name: found[f"rule_{rule}_{name}"] for name in parameters}
            for rule, parameters in RULES.items()
            if found[f"rule_{rule}"]
        }
        weights = {criterion: _number(found[f"weight_{criterion}"]) for criterion in CRITERIA}
        plain = {name: found[name] for name in ("may_form_triads", "floor", "seed")}
        return {"rules": rules, "weights": weights, **plain}


def _parameter(rule: str, name: str) -> forms.Field:
    label = words.PARAMETERS[rule, name]
    if name == "must":
        return forms.ChoiceField(label=label, choices=MUST)
    return forms.IntegerField(
        label=label, min_value=1 if name in {"hours", "levels"} else 0, max_value=MOST.get((rule, name), MOST_LEVELS)
    )


def _initial(policy: Policy) -> dict[str, Any]:
    found: dict[str, Any] = {
        "may_form_triads": policy.may_form_triads, "floor": policy.floor, "seed": policy.seed,
    }  # fmt: skip
    for rule, defaults in RULES.items():
        found[f"rule_{rule}"] = rule in policy.rules
        for name, default in defaults.items():
            found[f"rule_{rule}_{name}"] = policy.rules.get(rule, {}).get(name, default)
    return found | {f"weight_{criterion}": policy.weights.get(criterion, 0) for criterion in CRITERIA}


def _number(weight: Any) -> int | float:
    """A whole weight as a whole number: the same policy must give the same digest."""
    return int(weight) if weight == int(weight) else float(weight)


class PublishForm(forms.Form):
    """One explicit yes; a second one if the pool has changed since the run."""

    sure = forms.BooleanField(
        label=_("I have looked at the pairs, and want these people to be introduced now"),
        error_messages={"required": _("Tick this to publish. Until then, nothing is sent.")},
    )
    despite_changes = forms.BooleanField(
        label=_("I have seen what changed, and want to publish all the same"),
        error_messages={"required": _("Tick this to publish in spite of the changes, or run again.")},
    )

    def __init__(self, *args: Any, has_changes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_changes:
            del self.fields["despite_changes"]
