"""What is answered: pairs and groups with their reasons, who stays out and why, and the proof.

Scores and values are whole ten-thousandths: 10,000 is as good as can be. Prices are whole *halves* of ten-thousandths,
so that the proof stays exact. People are named by id everywhere; lists of prices and labels follow the ids in sorted order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

FORMAT = 2
_SIMPLE = frozenset({int, str, bool, float, type(None)})


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with plain parameters; the words are the application's.

    The codes for a pair: `teaches`, `first_choice`, `shared_aims`, `experience`, `different_department`,
    `shared_hours`, `close_levels`, `new_acquaintance`, `met_before`, `similar_style`, `common_languages`.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Direction:
    """What one person gets out of a pair: the score, and its parts by criterion, before weighing."""

    score: int
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, `a` before `b` in id order. In a directed programme `a` seeks and `b` gives.

    `value` rests on the weaker of `a_gets` and `b_gets`. `locked`: it was settled before. `second`: it is not part of
    the matching that the proof speaks of, but a place found for someone left over.
    """

    a: str
    b: str
    value: int
    a_gets: Direction
    b_gets: Direction
    reasons: tuple[Reason, ...] = ()
    locked: bool = False
    second: bool = False

    @property
    def weaker(self) -> int:
        """The score of the weaker direction."""
        return min(self.a_gets.score, self.b_gets.score)


@dataclass(frozen=True, slots=True)
class Group:
    """A `triad`, `circle` or `ring`. `value` is the mean of its pairs' values, rounded down.

    `host` is the pair that a triad's third member joined; the proof counts it as a pair. In a ring, everybody
    gives to the next, and the last to the first; its `pairs` are those, each with the seeker as `a`.
    """

    kind: str
    members: tuple[str, ...]
    value: int
    pairs: tuple[Pair, ...]
    host: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change that would have given somebody a partner, found by trying it.

    Codes: `one_more_hour` (`hour`), `one_more_language` (`language`), `one_more_wish` (`skill`),
    `one_more_offer` (`skill`), `without_rule` (`rule`). `partner` and `value` say what it would have led to.
    """

    code: str
    params: Mapping[str, Any]
    partner: str
    value: int


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Somebody without a place, and why.

    `reason`: `"alone"` (nobody else takes part), `"rules"` (a visible rule stands between them and everyone),
    `"below_floor"` (no one fits well enough), or `"better_elsewhere"` (everyone who fits is better placed, *or a wish
    that stays private*: the two are never told apart). `barred` counts, for everyone else, the first rule that fails;
    `open_to` how many no visible rule bars.
    """

    person: str
    reason: str
    open_to: int
    barred: Mapping[str, int]
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class OddSet:
    """An odd set of people in the proof: at most `(size − 1) / 2` pairs fit inside it. `price` in halves."""

    members: tuple[int, ...]
    price: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Why nothing can be much better. Anybody can add it up again: `pariter.checks` does.

    *Head count.* Every person has a label in `head_count`: −1, or the number of an island. Each allowed pair touches
    a −1 or stays on one island. Hence there are at most `count(−1) + Σ ⌊island / 2⌋` pairs (Tutte, Berge).
    *Worst pair.* `worst_cover` says the same of the pairs worth more than the weakest one here: fewer fit. Empty if the
    objective does not ask for it, or if it could not be shown.
    *Value.* Everyone whom as many pairs leave alone takes an empty chair: `chairs` are the chairs' prices. For two who may be
    paired, `price_a + price_b + Σ odd sets around both ≥ 2 · worth`; for somebody and a chair, `≥ 0`. Hence no matching of
    as many pairs is worth more than `bound_halves / 2`, half the sum of all prices. `worth` is the value, or its
    concave form. Whoever fits nobody has price 0 and needs no chair; chairs count from `n` on in odd sets. Without
    `most_people` there are no chairs, and no price is below 0.

    *Directed programmes and rings.* `head_count` and `worst_cover` hold a label for everybody as seeker, then one for everybody as
    giver: −1 in the cover, else 0. Each allowed pair touches the cover, so there are no more pairs than it has places (König).
    `prices` are those of seekers, `giving` those of one place with each giver, both at least 0, in parts of a ten-thousandth of
    which `unit` make a whole: `price_seeker + giving_giver + base ≥ unit · worth`. Hence as many pairs as here are worth
    no more than `(Σ prices + Σ room · giving + base · pairs) / unit`.
    *Circles.* A circle counts `2 · Σ worths // (size − 1)`: everybody the mean of their circle. For prices in halves, none below 0, no
    circles are worth more than `Σ prices + Σ max(0, 2 · worth − price_a − price_b) / (smallest size − 1)` over all allowed pairs.
    `head_count` is −1 for whoever fits enough people to fill the smallest circle, else 0; `pairs_bound` counts those.
    """

    pairs_bound: int
    head_count: tuple[int, ...]
    worst_cover: tuple[int, ...]
    prices: tuple[int, ...]
    chairs: tuple[int, ...]
    odd_sets: tuple[OddSet, ...]
    bound_halves: int
    giving: tuple[int, ...] = ()
    base: int = 0
    unit: int = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the objective: what it reached, the most it could reach, and what it cost the next step."""

    name: str
    reached: int
    bound: int
    cost: int | None = None


@dataclass(frozen=True)
class Result:
    """The answer to a `Problem`. Frozen; `to_json` gives the same bytes for the same problem, policy and version.

    `value` is the sum of the worths of the matching that the proof speaks of (pairs that are not `second`, and the
    hosts of triads), locked pairs apart; `bound` the most that sum could be; `gap` the difference. All in ten-thousandths.
    """

    engine: str
    kind: str
    people: int
    problem_digest: str
    policy: Mapping[str, Any]
    policy_digest: str
    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    unmatched: tuple[Unmatched, ...]
    value: int
    bound: int
    steps: tuple[Step, ...]
    proof: Proof
    notes: tuple[Reason, ...] = ()

    @property
    def gap(self) -> int:
        """How much better the value could be at most, in ten-thousandths."""
        return self.bound - self.value

    @property
    def gap_percent(self) -> float:
        """The gap in percent of the value; 0 when nothing better exists."""
        return 100 * self.gap / self.value if self.value else 0.0

    @property
    def placed(self) -> int:
        """How many people have a place in a pair or a group."""
        people = {one for pair in self.pairs for one in (pair.a, pair.b)}
        return len(people.union(*(group.members for group in self.groups)))

    @property
    def mean(self) -> int:
        """The mean value of all pairs, those of groups included, rounded down; 0 without pairs."""
        values = self._values
        return sum(values) // len(values) if values else 0

    @property
    def worst(self) -> int:
        """The value of the weakest pair, 0 without pairs."""
        return min(self._values, default=0)

    @cached_property
    def _values(self) -> list[int]:
        return [pair.value for pair in self.pairs] + [pair.value for group in self.groups for pair in group.pairs]

    def partners(self) -> dict[str, tuple[str, ...]]:
        """For everybody with a place: whom they were given."""
        met: dict[str, set[str]] = {}
        for circle in (*((pair.a, pair.b) for pair in self.pairs), *(group.members for group in self.groups)):
            for one in circle:
                met.setdefault(one, set()).update(other for other in circle if other != one)
        return {one: tuple(sorted(others)) for one, others in sorted(met.items())}

    def to_mapping(self) -> dict[str, Any]:
        """Plain values, sealed with a digest of their own (`seal`)."""
        content = {"format": FORMAT, **_plain(self)}
        return {**content, "gap": self.gap, "gap_percent": round(self.gap_percent, 6), "seal": seal(content)}

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no times, no machine; the same answer gives the same bytes."""
        content = {"format": FORMAT, **_plain(self)}
        text, rest = _canonical(content), {"gap": self.gap, "gap_percent": round(self.gap_percent, 6)}
        return f'{text[:-1]},{_canonical(rest)[1:-1]},"seal":"{_digest(text)}"}}\n'

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_mapping` writes. Raises `ResultError` if anything is missing, or if the seal is broken."""
        content = {key: value for key, value in values.items() if key not in {"seal", "gap", "gap_percent"}}
        if values.get("format") != FORMAT:
            raise ResultError(f"This is not a result of pariter in format {FORMAT}.")
        if values.get("seal") != seal(content):
            raise ResultError("The seal is broken: something in the file was altered after it was written.")
        try:
            answer = cls(**{name: _FIELDS.get(name, _same)(content[name]) for name in cls.__dataclass_fields__})
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ResultError(f"The file is incomplete or misshapen: {error!r}.") from error
        if (values.get("gap"), values.get("gap_percent")) != (answer.gap, round(answer.gap_percent, 6)):
            raise ResultError("The gap stated is not the difference of bound and value.")
        return answer

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` writes. Raises `ResultError`."""
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise ResultError(f"This is not JSON: {error}.") from error
        if not isinstance(values, dict):
            raise ResultError("This is not a result: an object was expected.")
        return cls.from_mapping(values)


class ResultError(ValueError):
    """A result file cannot be read, or has been altered."""


def seal(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form of everything but seal and gap."""
    return _digest(_canonical(content))


def _canonical(content: Any) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Dataclasses as mappings, rows as lists. `dataclasses.asdict` would copy every number: five times as slow."""
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if kind is tuple or kind is list:
        return list(value) if all(type(one) in _SIMPLE for one in value) else [_plain(one) for one in value]
    fields = value if isinstance(value, Mapping) else value.__dataclass_fields__
    if fields is value:
        return {key: _plain(one) for key, one in value.items()}
    return {name: _plain(getattr(value, name)) for name in fields}


def _same(value: Any) -> Any:
    return value


def _reasons(values: Any) -> tuple[Reason, ...]:
    return tuple(Reason(**one) for one in values)


def _pair(value: Mapping[str, Any]) -> Pair:
    ways = {way: Direction(**value[way]) for way in ("a_gets", "b_gets")}
    return Pair(**{**value, **ways, "reasons": _reasons(value["reasons"])})


def _group(value: Mapping[str, Any]) -> Group:
    host = tuple(value["host"]) if value["host"] else None
    pairs = tuple(_pair(one) for one in value["pairs"])
    return Group(**{**value, "members": tuple(value["members"]), "pairs": pairs, "host": host})


def _unmatched(value: Mapping[str, Any]) -> Unmatched:
    return Unmatched(**{**value, "change": Change(**value["change"]) if value["change"] else None})


def _proof(value: Mapping[str, Any]) -> Proof:
    rows = {name: tuple(value[name]) for name in ("head_count", "worst_cover", "prices", "chairs", "giving")}
    odd = tuple(OddSet(members=tuple(one["members"]), price=one["price"]) for one in value["odd_sets"])
    return Proof(**{**value, **rows, "odd_sets": odd})


_FIELDS: Mapping[str, Any] = {
    "pairs": lambda values: tuple(_pair(one) for one in values),
    "groups": lambda values: tuple(_group(one) for one in values),
    "unmatched": lambda values: tuple(_unmatched(one) for one in values),
    "steps": lambda values: tuple(Step(**one) for one in values),
    "notes": _reasons,
    "proof": _proof,
}
