"""What the programme wants: rules that never bend, weights, and the order of its objectives."""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pariter.problem.errors import Flaw, ProblemError, nearest

KINDS = ("pairs", "directed", "circles", "rings")
TOTALS = ("plain", "concave")
LEFTOVERS = ("triads", "none")
WEIGHT_UNIT = 100  # weights are kept in hundredths, so that sums stay whole

# In the order in which a pair meets them: the first that fails is the reason that is given.
RULES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "reporting_line": {"levels": 2},
        "same_manager": {},
        "promotion_race": {},
        "department": {"must": "different"},
        "site": {"must": "same"},
        "level_distance": {"at_least": 0, "at_most": 1},
        "common_language": {},
        "shared_hour": {"hours": 1},
        "already_paired": {"months": 24},
        "closed_lists": {},
    }
)

CRITERIA: Mapping[str, str] = MappingProxyType(
    {
        "teaching": "what I seek is offered, the more deeply the better",
        "first_choice": "my first choice of what to learn is offered",
        "aims": "the other shares what I aim at",
        "experience": "the other has been through what I aim at",
        "different_department": "we work in different departments",
        "shared_hours": "free hours in common, up to eight",
        "level_proximity": "our levels are close",
        "new_acquaintance": "we do not know each other yet",
        "working_style": "our answers about working style are close",
    }
)

_CHOICES: Mapping[str, tuple[str, ...]] = {"must": ("any", "same", "different")}
_BALANCE = ("most_per_department", "most_per_site", "most_per_level", "least_departments", "longest_ring")
_PEER_WEIGHTS = (9, 8, 6, 4, 6, 5, 5, 5, 1)


def _frozen(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(mapping))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What is raised first. Each step may be switched off.

    Parameters
    ----------
    most_people
        First of all, as many people as possible above the floor.
    best_worst
        Then the weakest pair as strong as can be, at no loss of people.
    total
        Then the sum: `"plain"`, or `"concave"`, in which raising a weak pair counts more than raising a strong one.
    floor
        Pairs of a lower value are never proposed. Ten-thousandths, 0 to 10,000.
    stronger_share
        Percent of a pair's value that comes from its stronger direction; the rest is the weaker one. 0 to 50.
    seeker_share
        In a directed programme and in rings: percent of a pair's value that is what the seeker gets; the rest is what the giver
        gets out of it. 50 to 100.
    """

    most_people: bool = True
    best_worst: bool = True
    total: str = "plain"
    floor: int = 0
    stronger_share: int = 10
    seeker_share: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Rules, weights and objective of one run. Frozen; the same names in TOML, in results and in web forms.

    Parameters
    ----------
    kind
        `"pairs"`, `"directed"`, `"circles"` or `"rings"`.
    rules
        The rules that are on, each with its parameters, e.g. `{"shared_hour": {"hours": 2}, "same_manager": {}}`.
        Parameters left out take their defaults (`RULES`). Forbidden pairs are always on and have no name here.
    weights
        Criterion to weight, 0 to 10 in steps of 0.01. Criteria left out weigh nothing.
    objective
        See `Objective`.
    leftovers
        `"triads"`: whoever stays over may join a pair, or a person with room for a second partner. `"none"`: nobody may.
    group_size
        Smallest and largest circle, 3 to 8.
    most_per_department, most_per_site, most_per_level
        How many people of one department, site or level a circle may hold; 0 means no limit.
    least_departments
        How many departments a circle must hold at least; 2 means "not all from one". People of unknown department count
        as one department more.
    longest_ring
        3 to 5. The shortest ring has three people.
    seed
        Breaks nothing but ties in searches that draw lots; the same seed gives the same bytes.

    Raises
    ------
    ProblemError
        If a name is unknown or a value impossible; every flaw is named, with the nearest known name.

    Examples
    --------
    >>> policy = Policy(rules={"shared_hour": {"hours": 2}}, weights={"teaching": 9, "aims": 2.5})
    >>> dict(policy.weights), policy.total_weight
    ({'teaching': 9.0, 'aims': 2.5}, 1150)
    """

    kind: str = "pairs"
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=lambda: dict(zip(CRITERIA, _PEER_WEIGHTS, strict=True)))
    objective: Objective = field(default_factory=Objective)
    leftovers: str = "triads"
    group_size: tuple[int, int] = (4, 6)
    most_per_department: int = 0
    most_per_site: int = 0
    most_per_level: int = 0
    least_departments: int = 1
    longest_ring: int = 4
    seed: int = 0

    def __post_init__(self) -> None:
        """Check everything at once, then keep whole numbers in canonical order."""
        flaws = [*_flaws_of_rules(self.rules), *_flaws_of_weights(self.weights), *_flaws_of_rest(self)]
        if flaws:
            raise ProblemError(flaws)
        rules = {name: _frozen({**RULES[name], **self.rules[name]}) for name in RULES if name in self.rules}
        hundredths = {name: round(self.weights.get(name, 0) * WEIGHT_UNIT) for name in CRITERIA}
        weights = {name: weight / WEIGHT_UNIT for name, weight in hundredths.items() if weight > 0}
        object.__setattr__(self, "rules", _frozen(rules))
        object.__setattr__(self, "weights", _frozen(weights))
        object.__setattr__(self, "group_size", tuple(self.group_size))

    @property
    def whole_weights(self) -> dict[str, int]:
        """The weights in hundredths, as the score uses them."""
        return {name: round(weight * WEIGHT_UNIT) for name, weight in self.weights.items()}

    @property
    def total_weight(self) -> int:
        """Sum of the weights in hundredths, at least 1."""
        return max(1, sum(self.whole_weights.values()))

    @classmethod
    def peer(cls, *, seed: int = 0) -> Policy:
        """The policy of a peer programme: every common rule on, the weights of the `peer` template."""
        rules: dict[str, dict[str, Any]] = {
            name: {} for name in ("reporting_line", "same_manager", "promotion_race", "common_language", "shared_hour")
        }
        rules["level_distance"] = {"at_least": 0, "at_most": 1}
        rules["already_paired"] = {"months": 24}
        return cls(rules=rules, seed=seed)

    def to_mapping(self) -> dict[str, Any]:
        """Plain values, in the shape of the TOML file."""
        return {
            "kind": self.kind,
            "seed": self.seed,
            "leftovers": self.leftovers,
            "group_size": list(self.group_size),
            **{name: getattr(self, name) for name in _BALANCE},
            "objective": {name: getattr(self.objective, name) for name in Objective.__slots__},
            "rules": {name: dict(parameters) for name, parameters in self.rules.items()},
            "weights": dict(self.weights),
        }

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Policy:
        """Read what `to_mapping` writes. A rule may be `true`, `false`, or a table of parameters.

        Raises
        ------
        ProblemError
            For every unknown key, with the nearest known one.
        """
        known = ("kind", "seed", "leftovers", "group_size", *_BALANCE, "objective", "rules", "weights")
        flaws = [_unknown(key, "policy", known) for key in values if key not in known]
        flaws += [
            Flaw("not_a_table", key, str(values[key]), f"{key!r} must be a table", f"Write [{key}] and its keys below.")
            for key in ("objective", "rules", "weights")
            if not isinstance(values.get(key, {}), Mapping)
        ]
        if flaws:
            raise ProblemError(flaws)
        chosen = {key: values[key] for key in known[:-3] if key in values}
        objective = values.get("objective", {})
        flaws += [
            _unknown(key, "objective", Objective.__slots__) for key in objective if key not in Objective.__slots__
        ]
        if flaws:
            raise ProblemError(flaws)
        rules = {
            name: {} if parameters is True else parameters
            for name, parameters in values.get("rules", {}).items()
            if parameters is not False
        }
        if "weights" in values:
            chosen["weights"] = values["weights"]
        return cls(**chosen, rules=rules, objective=Objective(**objective))

    @classmethod
    def from_toml(cls, text: str) -> Policy:
        """Read a policy file. Raises `ProblemError` if it is not TOML, or not a policy."""
        try:
            return cls.from_mapping(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            flaw = Flaw("not_toml", "policy file", str(error), "this is not TOML", "See the example in the README.")
            raise ProblemError([flaw]) from error

    def digest(self) -> str:
        """SHA-256 of the canonical form."""
        return hashlib.sha256(json.dumps(self.to_mapping(), sort_keys=True).encode()).hexdigest()


def _unknown(name: str, where: str, known: Any) -> Flaw:
    return Flaw("unknown_name", f"{where}.{name}", name, "no such name", nearest(name, known))


def _flaws_of_rules(rules: Mapping[str, Any]) -> list[Flaw]:
    flaws = []
    for name, parameters in rules.items():
        where = f"rules.{name}"
        if name not in RULES:
            flaws.append(_unknown(name, "rules", RULES))
        elif not isinstance(parameters, Mapping):
            flaws.append(Flaw("bad_value", where, str(parameters), "a rule has true, false or a table", "Write true."))
        else:
            for key, value in parameters.items():
                flaws += _flaws_of_parameter(name, key, value)
    return flaws


def _flaws_of_parameter(rule: str, key: str, value: Any) -> list[Flaw]:
    where = f"rules.{rule}.{key}"
    if key not in RULES[rule]:
        return [_unknown(key, f"rules.{rule}", RULES[rule])]
    if key in _CHOICES:
        if value in _CHOICES[key]:
            return []
        return [Flaw("bad_value", where, str(value), "not a choice", f"One of: {', '.join(_CHOICES[key])}.")]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000:
        return []
    return [Flaw("bad_value", where, str(value), "must be a whole number", "0 to 1000.")]


def _flaws_of_weights(weights: Mapping[str, Any]) -> list[Flaw]:
    flaws = []
    for name, weight in weights.items():
        if name not in CRITERIA:
            flaws.append(_unknown(name, "weights", CRITERIA))
        elif isinstance(weight, bool) or not isinstance(weight, int | float) or not math.isfinite(weight):
            flaws.append(Flaw("bad_weight", f"weights.{name}", str(weight), "not a number", "A number from 0 to 10."))
        elif not 0 <= weight <= 10:
            flaws.append(Flaw("bad_weight", f"weights.{name}", str(weight), "out of range", "A number from 0 to 10."))
    return flaws


def _flaws_of_rest(policy: Policy) -> list[Flaw]:
    objective, size = policy.objective, policy.group_size
    checks = [
        ("kind", policy.kind, policy.kind in KINDS, f"One of: {', '.join(KINDS)}."),
        ("leftovers", policy.leftovers, policy.leftovers in LEFTOVERS, f"One of: {', '.join(LEFTOVERS)}."),
        ("objective.total", objective.total, objective.total in TOTALS, f"One of: {', '.join(TOTALS)}."),
        ("objective.floor", objective.floor, _whole(objective.floor, 0, 10_000), "0 to 10000."),
        ("objective.stronger_share", objective.stronger_share, _whole(objective.stronger_share, 0, 50), "0 to 50."),
        ("objective.most_people", objective.most_people, isinstance(objective.most_people, bool), "true or false."),
        ("objective.best_worst", objective.best_worst, isinstance(objective.best_worst, bool), "true or false."),
        ("seed", policy.seed, _whole(policy.seed, 0, 2**63 - 1), "A whole number from 0."),
        ("objective.seeker_share", objective.seeker_share, _whole(objective.seeker_share, 50, 100), "50 to 100."),
        *((name, getattr(policy, name), _whole(getattr(policy, name), 0, 8), "0 to 8.") for name in _BALANCE[:3]),
        ("least_departments", policy.least_departments, _whole(policy.least_departments, 1, 3), "1 to 3."),
        ("longest_ring", policy.longest_ring, _whole(policy.longest_ring, 3, 5), "3 to 5."),
        ("group_size", size, _size(size), "Two whole numbers from 3 to 8, the smaller first, e.g. [4, 6]."),
    ]
    return [
        Flaw("bad_value", where, str(value), "impossible value", cure) for where, value, ok, cure in checks if not ok
    ]


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _size(size: Any) -> bool:
    if not isinstance(size, tuple | list) or len(size) != 2:
        return False
    return _whole(size[0], 3, 8) and _whole(size[1], size[0], 8)
