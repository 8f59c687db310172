"""Companies that do not exist: populations with documented knobs, for tests, benchmarks and "what if 500 people enrol like this?".

Vectorised: a million people in seconds. The same knobs and seed give the same people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from pariter.problem import Policy, Population, Problem, Ragged
from pariter.progress import Listener
from pariter.solvers import Solver

_ZONES = (1, 1, 0, 1, -5, 1, 8, 2, -8, 5, 9, -3)  # hours ahead of UTC, by site
_LEVELS = (10, 16, 19, 17, 13, 10, 7, 4, 3, 1)  # how many of a hundred stand on each level
_ANSWERS = 3
_CHUNK = 1 << 17  # people whose draws are held at once
Rng = np.random.Generator
Ints = npt.NDArray[np.integer]
Draw = Callable[[slice, int], Ints]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """What a simulated company looks like.

    Parameters
    ----------
    people
        How many take part.
    departments, sites, skills, words, races
        How many there are of each. Departments, sites and skills are Zipf-distributed: few large, many small.
    offers, seeks, aims, experience
        Fewest and most a person has.
    focus
        Share of offers that come from the favourite skills of one's own department.
    free
        Mean share of working hours (8 to 18, Monday to Friday, local time) that a person is free.
    english, second
        Share who speak English besides the language of their site; share who speak one more.
    met, forbidden
        Past pairs, and forbidden pairs, a person.
    room
        Share with room for a second partner.
    """

    people: int = 500
    departments: int = 12
    sites: int = 6
    skills: int = 120
    words: int = 24
    races: int = 40
    offers: tuple[int, int] = (3, 8)
    seeks: tuple[int, int] = (1, 5)
    aims: tuple[int, int] = (1, 3)
    experience: tuple[int, int] = (0, 3)
    focus: float = 0.55
    free: float = 0.3
    english: float = 0.88
    second: float = 0.2
    met: float = 0.3
    forbidden: float = 0.1
    room: float = 0.15


def company(knobs: Knobs, *, seed: int = 0, policy: Policy | None = None) -> Problem:
    """A whole problem.

    Examples
    --------
    >>> problem = company(Knobs(people=50), seed=7)
    >>> len(problem.population), problem.digest() == company(Knobs(people=50), seed=7).digest()
    (50, True)
    """
    rng = np.random.default_rng(seed)
    population = _population(knobs, rng)
    forbidden = _ties(rng, knobs.people, knobs.forbidden)
    past = _ties(rng, knobs.people, knobs.met)
    ages = rng.integers(1, 60, len(past), dtype=np.int32)
    return Problem(
        population=population, policy=policy or Policy.peer(seed=seed), forbidden=forbidden,
        past=np.column_stack([past, ages]).astype(np.int32).reshape(-1, 3), locked=np.zeros((0, 2), np.int32),
    )  # fmt: skip


def _population(knobs: Knobs, rng: Rng) -> Population:
    size = knobs.people
    ids = tuple(f"p{place:07d}" for place in range(size))
    department = _zipf(rng, size, knobs.departments, 1.0)
    site = _zipf(rng, size, knobs.sites, 0.7)
    weights = np.array(_LEVELS) / sum(_LEVELS)
    level = rng.choice(len(_LEVELS), size, p=weights)
    favourites = np.stack([rng.permutation(knobs.skills) for _ in range(knobs.departments)])
    offers = _rows(
        rng, size, knobs.offers, lambda who, most: _liked(rng, most, favourites, department[who], knobs.focus), (1, 4)
    )
    elsewhere = rng.integers(0, knobs.departments, size)
    seeks = _rows(rng, size, knobs.seeks, lambda who, most: _liked(rng, most, favourites, elsewhere[who], 0.4), (1, 3))

    def words(people: slice, most: int) -> Ints:
        return _draw(rng, (people.stop - people.start, most), knobs.words, 0.6)

    return Population(
        ids=ids, staff=ids, managers=_managers(rng, department, level), department=_short(department),
        departments=_names("department", knobs.departments), site=_short(site), sites=_names("site", knobs.sites),
        race=_short(np.where(rng.random(size) < 0.3, rng.integers(0, knobs.races, size), -1)), races=_names("race", knobs.races),
        time_zone=_short(site), time_zones=tuple(f"{_ahead(place):+03d}:00" for place in range(knobs.sites)), level=_short(level),
        tenure=_short(rng.integers(1, 240, size)), role=np.zeros(size, np.int32),
        max_partners=_short(1 + (rng.random(size) < knobs.room)), languages=_languages(rng, knobs, site),
        tongues=_names("language", 8), hours=_hours(rng, knobs, site), skills=_names("skill", knobs.skills),
        offers=offers, seeks=_without(seeks, offers, knobs.skills), words=_names("word", knobs.words),
        aims=_rows(rng, size, knobs.aims, words, (1, 1)), experience=_rows(rng, size, knobs.experience, words, (1, 1)),
        style=_short(np.where(rng.random((size, 1)) < 0.5, rng.integers(1, 6, (size, _ANSWERS)), 0)),
    )  # fmt: skip


def _short(values: npt.NDArray[np.integer]) -> npt.NDArray[np.int32]:
    return np.ascontiguousarray(values, np.int32)


def _names(noun: str, count: int) -> tuple[str, ...]:
    return tuple(f"{noun}-{place:04d}" for place in range(count))


def _ahead(site: int) -> int:
    return _ZONES[site % len(_ZONES)]


def _draw(rng: Rng, shape: tuple[int, ...], count: int, slope: float) -> Ints:
    """Numbers below `count`, the small ones far more often (Zipf)."""
    chance = 1 / np.arange(1, count + 1) ** slope
    return _short(np.minimum(np.searchsorted(np.cumsum(chance / chance.sum()), rng.random(shape)), count - 1))


def _zipf(rng: Rng, size: int, count: int, slope: float) -> Ints:
    return _draw(rng, (size,), count, slope)


def _liked(rng: Rng, count: int, favourites: Ints, department: Ints, focus: float) -> Ints:
    """Skills: a share from the favourites of the department, the others popular everywhere."""
    shape = (len(department), count)
    anywhere = _draw(rng, shape, favourites.shape[1], 0.9)
    own = favourites[department[:, None], _draw(rng, shape, favourites.shape[1], 1.3)]
    return np.where(rng.random(shape) < focus, own, anywhere)


def _rows(rng: Rng, size: int, span: tuple[int, int], draw: Draw, marks: tuple[int, int]) -> Ragged:
    """Between `span` different codes a person, with marks. Drawn in chunks, so that a million people fit into little memory."""
    counts, codes = [np.zeros(1, np.int64)], [np.zeros(0, np.int32)]
    for start in range(0, size, _CHUNK):
        people = slice(start, min(size, start + _CHUNK))
        drawn = np.sort(draw(people, span[1]), axis=1)
        fresh = np.ones(drawn.shape, bool)
        fresh[:, 1:] = drawn[:, 1:] != drawn[:, :-1]
        places = np.argsort(rng.random(drawn.shape), axis=1)
        fresh &= places < rng.integers(span[0], span[1] + 1, len(drawn))[:, None]
        counts.append(fresh.sum(axis=1))
        codes.append(_short(drawn[fresh]))
    starts = np.cumsum(np.concatenate(counts), dtype=np.int64)
    return Ragged(starts, np.concatenate(codes), rng.integers(marks[0], marks[1] + 1, int(starts[-1]), dtype=np.int32))


def _without(rows: Ragged, others: Ragged, width: int) -> Ragged:
    """The entries of `rows` whose code does not stand in the same row of `others`: nobody seeks what they offer."""
    asked, held = rows.owners() * width + rows.codes, others.owners() * width + others.codes  # both ascend
    place = np.searchsorted(held, asked)
    keep = np.append(held, -1)[place] != asked
    counts = np.bincount(rows.owners()[keep], minlength=len(rows.starts) - 1)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Ragged(starts, rows.codes[keep], rows.marks[keep])


def _managers(rng: Rng, department: Ints, level: Ints) -> npt.NDArray[np.int32]:
    """Somebody of the same department, one or two levels up; −1 at the top."""
    boss = np.full(len(level), -1, np.int32)
    order = np.lexsort((level, department))
    for group in np.split(order, np.flatnonzero(np.diff(department[order])) + 1):
        ranks = level[group]
        above = np.searchsorted(ranks, ranks, side="right")
        reach = np.minimum(len(group), above + np.maximum(1, (len(group) - above) // 2))
        chosen = above + (rng.random(len(group)) * (reach - above)).astype(np.int64)
        has = above < len(group)
        boss[group[has]] = group[chosen[has]]
    return boss


def _languages(rng: Rng, knobs: Knobs, site: Ints) -> npt.NDArray[np.uint64]:
    own = np.array([0, 1, 2, 0, 0, 0, 3, 4, 0, 5, 6, 0], np.uint64)[site % len(_ZONES)]
    spoken = np.left_shift(np.uint64(1), own) | (rng.random(len(site)) < knobs.english).astype(np.uint64)
    extra = np.left_shift(np.uint64(1), rng.integers(1, 8, len(site)).astype(np.uint64))
    return np.where(rng.random(len(site)) < knobs.second, spoken | extra, spoken)


def _hours(rng: Rng, knobs: Knobs, site: Ints) -> npt.NDArray[np.uint64]:
    """Working hours, each free with the person's own chance, shifted to UTC."""
    hours = np.zeros((len(site), 3), np.uint64)
    chance = rng.beta(2, 2 / max(knobs.free, 0.01) - 2 + 1e-9, len(site))
    ahead = np.array([_ahead(place) for place in range(knobs.sites)])[site]
    for local in (24 * day + hour for day in range(5) for hour in range(8, 18)):
        free = np.flatnonzero(rng.random(len(site)) < chance)
        hour = (local - ahead[free]) % 168
        hours[free, hour // 64] |= np.left_shift(np.uint64(1), (hour % 64).astype(np.uint64))
    return hours


def _ties(rng: Rng, size: int, share: float) -> npt.NDArray[np.int32]:
    """Pairs of different people, each once, sorted."""
    drawn = np.sort(rng.integers(0, max(size, 1), (int(share * size), 2)), axis=1)
    return _short(np.unique(drawn[drawn[:, 0] != drawn[:, 1]], axis=0).reshape(-1, 2))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came out of one drawn company. Percent of the people, values of 100."""

    seed: int
    placed_percent: float
    mean_value: float
    weakest_pair: float
    gap_percent: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What comes out if so many people enrol like this, company by company."""

    people: int
    runs: tuple[Drawn, ...]

    def spread(self) -> dict[str, tuple[float, float, float]]:
        """Least, median and most of each figure."""
        columns = {name: [getattr(run, name) for run in self.runs] for name in Drawn.__slots__[1:]}
        return {name: (min(column), float(np.median(column)), max(column)) for name, column in columns.items()}

    def to_mapping(self) -> dict[str, object]:
        """Plain values."""
        return {**asdict(self), "spread": {name: list(span) for name, span in self.spread().items()}}


def forecast(
    knobs: Knobs, seeds: Iterable[int], *, policy: Policy | None = None, progress: Listener | None = None
) -> Forecast:
    """What if so many people enrol like this? One company is drawn and matched for each seed.

    Examples
    --------
    >>> found = forecast(Knobs(people=30), range(3))
    >>> [run.seed for run in found.runs], len(found.spread()["placed_percent"])
    ([0, 1, 2], 3)
    """
    runs = []
    for seed in seeds:
        result = Solver().solve(company(knobs, seed=seed, policy=policy), progress=progress)
        placed = round(100 * result.placed / max(1, knobs.people), 2)
        runs.append(Drawn(seed, placed, result.mean / 100, result.worst / 100, round(result.gap_percent, 6)))
    return Forecast(knobs.people, tuple(runs))
