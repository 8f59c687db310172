"""The people of a problem as columns: numpy arrays, codes for words, offers and wishes as compressed rows."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pariter.problem.errors import Flaw, ProblemError
from pariter.problem.person import DEPTHS, HOURS_OF_WEEK, PRIORITIES, ROLES, Person

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

MOST_LANGUAGES = 64
MOST_PARTNERS = 1_000
_CHUNK = (1 << 64) - 1


@dataclass(frozen=True, eq=False)
class Ragged:
    """Rows of different lengths: row `i` is `codes[starts[i]:starts[i+1]]`, with a whole number `marks` for each.

    `codes` ascend within a row. Shapes: `starts` (n + 1,), `codes` and `marks` (entries,).
    """

    starts: Int64
    codes: Int32
    marks: Int32

    def row(self, index: int) -> tuple[Int32, Int32]:
        """Codes and marks of one row."""
        span = slice(int(self.starts[index]), int(self.starts[index + 1]))
        return self.codes[span], self.marks[span]

    @cached_property
    def _lists(self) -> tuple[list[int], list[int], list[int]]:
        return self.starts.tolist(), self.codes.tolist(), self.marks.tolist()

    def marks_of(self, index: int) -> dict[int, int]:
        """One row as `{code: mark}` in plain integers; quick for a row at a time."""
        starts, codes, marks = self._lists
        span = slice(starts[index], starts[index + 1])
        return dict(zip(codes[span], marks[span], strict=True))

    def owners(self) -> Int64:
        """The row of every entry, (entries,)."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True, kw_only=True, eq=False)
class Population:
    """People as columns, sorted by id. Made by `Population.of`; everybody's place in it is their *index*.

    Code columns hold −1 where nothing is known; the words stand in the tuples of the same name in the plural.
    `managers` has a row for everybody in the population and, after them, for bosses outside it (`staff`), so that
    reporting lines may pass through people who do not take part.
    """

    ids: tuple[str, ...]
    staff: tuple[str, ...]
    managers: Int32
    department: Int32
    departments: tuple[str, ...]
    site: Int32
    sites: tuple[str, ...]
    race: Int32
    races: tuple[str, ...]
    time_zone: Int32
    time_zones: tuple[str, ...]
    level: Int32
    tenure: Int32
    role: Int32
    max_partners: Int32
    languages: Words
    tongues: tuple[str, ...]
    hours: Words
    skills: tuple[str, ...]
    offers: Ragged
    seeks: Ragged
    words: tuple[str, ...]
    aims: Ragged
    experience: Ragged
    style: Int32

    def __len__(self) -> int:
        """How many people take part."""
        return len(self.ids)

    @cached_property
    def index(self) -> dict[str, int]:
        """The index of everybody by id; made when it is first asked for."""
        return {one: place for place, one in enumerate(self.ids)}

    @classmethod
    def of(cls, people: Iterable[Person], *, bosses: Iterable[tuple[str, str | None]] = ()) -> Population:
        """Check the people once, and keep them as columns.

        Parameters
        ----------
        people
            Anyone who takes part, in any order: they are sorted by id, so order never changes a result.
        bosses
            `(id, id of their manager)` of managers who do not take part, for reporting lines of several levels.

        Raises
        ------
        ProblemError
            For every doubled id and impossible value, each with person, column and cure.
        """
        crowd = sorted(people, key=lambda person: str(person.id))
        flaws = [*_doubled(crowd), *(flaw for person in crowd for flaw in _flaws_of(person))]
        if flaws:
            raise ProblemError(flaws)
        staff, managers = _reporting(crowd, dict(bosses))
        tongues = tuple(sorted({tongue for person in crowd for tongue in person.languages}))
        if len(tongues) > MOST_LANGUAGES:
            flaw = Flaw(
                "too_many_languages", "languages", str(len(tongues)), "more than 64 languages", "Use ISO codes."
            )
            raise ProblemError([flaw])
        skills = _vocabulary(word for person in crowd for word, _ in (*person.offers, *person.seeks))
        words = _vocabulary(word for person in crowd for word in (*person.aims, *person.experience))
        departments, department = _coded([person.department for person in crowd])
        sites, site = _coded([person.site for person in crowd])
        races, race = _coded([person.race for person in crowd])
        zones, zone = _coded([person.time_zone for person in crowd])
        return cls(
            ids=tuple(person.id for person in crowd), staff=staff, managers=managers,
            department=department, departments=departments, site=site, sites=sites, race=race, races=races,
            time_zone=zone, time_zones=zones,
            level=_numbers([person.level for person in crowd]),
            tenure=_numbers([person.tenure_months for person in crowd]),
            role=_numbers([ROLES.index(person.role) for person in crowd]),
            max_partners=_numbers([person.max_partners for person in crowd]),
            languages=_masks([person.languages for person in crowd], tongues), tongues=tongues,
            hours=_weeks([person.hours for person in crowd]), skills=skills,
            offers=_ragged([person.offers for person in crowd], skills),
            seeks=_ragged([person.seeks for person in crowd], skills), words=words,
            aims=_ragged([[(word, 1) for word in person.aims] for person in crowd], words),
            experience=_ragged([[(word, 1) for word in person.experience] for person in crowd], words),
            style=_styles([person.style for person in crowd]),
        )  # fmt: skip

    def person(self, index: int) -> Person:
        """The person at `index`, as plain values again."""
        boss = int(self.managers[index])
        week = sum(int(self.hours[index, part]) << (64 * part) for part in range(3))
        return Person(
            id=self.ids[index],
            department=_word(self.departments, self.department[index]),
            site=_word(self.sites, self.site[index]),
            level=_known(self.level[index]),
            manager=self.staff[boss] if boss >= 0 else None,
            time_zone=_word(self.time_zones, self.time_zone[index]),
            languages=tuple(t for bit, t in enumerate(self.tongues) if int(self.languages[index]) >> bit & 1),
            offers=_named(self.offers, index, self.skills),
            seeks=_named(self.seeks, index, self.skills),
            aims=tuple(word for word, _ in _named(self.aims, index, self.words)),
            experience=tuple(word for word, _ in _named(self.experience, index, self.words)),
            hours=week,
            tenure_months=_known(self.tenure[index]),
            max_partners=int(self.max_partners[index]),
            race=_word(self.races, self.race[index]),
            style=tuple(int(answer) for answer in self.style[index] if answer > 0),
            role=ROLES[int(self.role[index])],
        )

    def digest(self) -> str:
        """SHA-256 over every column, in id order: the same people give the same digest, whatever the order of rows."""
        seen = hashlib.sha256()
        for name in self.__dataclass_fields__:
            column = getattr(self, name)
            parts = [column.starts, column.codes, column.marks] if isinstance(column, Ragged) else [column]
            seen.update(name.encode())
            for part in parts:
                seen.update(repr(part).encode() if isinstance(part, tuple) else np.ascontiguousarray(part).tobytes())
        return seen.hexdigest()


def _doubled(crowd: Sequence[Person]) -> list[Flaw]:
    return [
        Flaw("doubled_id", f"person {one.id}", one.id, "this id stands twice", "Give everybody an id of their own.")
        for one, other in itertools.pairwise(crowd)
        if one.id == other.id
    ]


def _flaws_of(person: Person) -> list[Flaw]:
    """Everything impossible about one person."""
    checks = [
        ("id", person.id, isinstance(person.id, str) and bool(person.id.strip()), "Any text that is not empty."),
        ("level", person.level, _within(person.level, 0, 1_000), "A whole number from 0 to 1000, or nothing."),
        ("tenure_months", person.tenure_months, _within(person.tenure_months, 0, 1_200), "Months, 0 to 1200."),
        ("max_partners", person.max_partners, _within(person.max_partners or 0, 1, MOST_PARTNERS), "1 to 1000."),
        ("hours", person.hours, 0 <= person.hours < 1 << HOURS_OF_WEEK, "168 bits, from Monday 00:00 UTC."),
        ("role", person.role, person.role in ROLES, f"One of: {', '.join(ROLES)}."),
        (
            "style",
            person.style,
            len(person.style) <= 16 and set(person.style) <= {1, 2, 3, 4, 5},
            "Answers from 1 to 5.",
        ),
        *(("offers", f"{skill}:{depth}", depth in DEPTHS, "A depth from 1 to 4.") for skill, depth in person.offers),
        *(("seeks", f"{skill}:{rank}", rank in PRIORITIES, "A priority from 1 to 3.") for skill, rank in person.seeks),
    ]
    return [
        Flaw("bad_value", f"person {person.id}, column {column}", str(value), "impossible value", cure)
        for column, value, fine, cure in checks
        if not fine
    ]


def _within(value: int | None, low: int, high: int) -> bool:
    return value is None or low <= value <= high


def _reporting(crowd: Sequence[Person], bosses: dict[str, str | None]) -> tuple[tuple[str, ...], Int32]:
    """Everybody in the population, then every boss outside it, and the row of each one's manager (−1 if none)."""
    boss_of = {**bosses, **{person.id: person.manager for person in crowd}}
    inside = {person.id for person in crowd}
    named = {boss for boss in boss_of.values() if boss is not None}
    staff = (*(person.id for person in crowd), *sorted((named | set(boss_of)) - inside))
    row = {name: place for place, name in enumerate(staff)}
    return staff, _numbers([row.get(boss_of.get(name) or "") for name in staff])


def _vocabulary(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


def _coded(values: Sequence[str | None]) -> tuple[tuple[str, ...], Int32]:
    words = tuple(sorted({value for value in values if value}))
    code = {word: place for place, word in enumerate(words)}
    return words, _numbers([code.get(value or "") for value in values])


def _numbers(values: Sequence[int | None]) -> Int32:
    return np.array([-1 if value is None else value for value in values], dtype=np.int32)


def _masks(values: Sequence[Sequence[str]], words: Sequence[str]) -> Words:
    bit = {word: 1 << place for place, word in enumerate(words)}
    return np.array([sum({bit[word] for word in row}) for row in values], dtype=np.uint64)


def _weeks(values: Sequence[int]) -> Words:
    parts = [[value >> (64 * part) & _CHUNK for part in range(3)] for value in values]
    return np.array(parts, dtype=np.uint64).reshape(len(values), 3)


def _ragged(values: Sequence[Iterable[tuple[str, int]]], words: Sequence[str]) -> Ragged:
    """Rows sorted by code. A word that stands twice in a row keeps its last mark."""
    code = {word: place for place, word in enumerate(words)}
    starts, codes, marks = [0], list[int](), list[int]()
    for row in values:
        for place, mark in sorted({code[word]: mark for word, mark in row}.items()):
            codes.append(place)
            marks.append(mark)
        starts.append(len(codes))
    return Ragged(np.array(starts, np.int64), np.array(codes, np.int32), np.array(marks, np.int32))


def _styles(values: Sequence[tuple[int, ...]]) -> Int32:
    """One column an answer, 0 where there is none, (n, answers)."""
    width = max((len(row) for row in values), default=0)
    return np.array([[*row, *[0] * (width - len(row))] for row in values], dtype=np.int32).reshape(len(values), width)


def _word(words: Sequence[str], code: np.int32) -> str | None:
    return words[int(code)] if code >= 0 else None


def _known(value: np.int32) -> int | None:
    return int(value) if value >= 0 else None


def _named(rows: Ragged, index: int, words: Sequence[str]) -> tuple[tuple[str, int], ...]:
    codes, marks = rows.row(index)
    return tuple((words[int(code)], int(mark)) for code, mark in zip(codes, marks, strict=True))
