"""People, and what is settled between them, from the rows of a table; and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pariter.hours import offset_hours, read_week, write_week
from pariter.io.files import neutral, write_whole
from pariter.io.tables import Cell, Table, read_table
from pariter.outcome import refuse_barred_locks
from pariter.problem import ClosedList, Flaw, Person, Policy, Problem, ProblemError, nearest

COLUMNS = (
    "id", "name", "department", "site", "race", "level", "manager", "time_zone", "languages", "offers", "seeks", "aims",
    "experience", "hours", "tenure_months", "max_partners", "style", "role", "forbidden", "past", "locked", "closed_lists",
)  # fmt: skip

_DEPTH = 2  # of an offer that does not say
Wrong = tuple[str, str, str, str]  # code, what was found, what is wrong with it, the cure
Parsed = tuple[Any, list[Wrong]]


def read_problem(path: str | Path, policy: Policy | None = None, *, skills: Collection[str] | None = None) -> Problem:
    """The problem in a CSV, XLSX or JSON file; the columns are described in the README.

    Parameters
    ----------
    skills
        The skills that may be offered and sought; any, if left out.

    Raises
    ------
    ProblemError
        For every cell that cannot be read, with row, column and cure; for a pool of one; for a locked pair that a rule bars.
    """
    table = read_table(Path(path))
    _check_header(table)
    crowd = _Crowd(table, frozenset(skills) if skills is not None else None)
    for number, cells in table.rows:
        crowd.take(number, cells)
    crowd.unknown_locks()
    if not crowd.flaws and len(crowd.people) < 2:
        cure = "Somebody else must take part: give the file one more row."
        crowd.flaws.append(Flaw("pool_of_one", str(path), str(len(crowd.people)), "there is nobody to pair with", cure))
    if crowd.flaws:
        raise ProblemError(crowd.flaws)
    lists = [ClosedList(name=name, people=frozenset(ids)) for name, ids in sorted(crowd.lists.items())]
    problem = Problem.of(
        people=crowd.people,
        policy=policy,
        forbidden=crowd.forbidden,
        past=crowd.past,
        locked=crowd.locked,
        closed_lists=lists,
    )
    try:
        refuse_barred_locks(problem)
    except ProblemError as error:
        raise ProblemError([crowd.placed(flaw) for flaw in error.flaws]) from error
    return problem


def _check_header(table: Table) -> None:
    header = table.header
    flaws = [
        Flaw("unknown_column", f"row 1, column {place}", name, "no such column", nearest(name, COLUMNS))
        for place, name in enumerate(header, 1)
        if name not in COLUMNS
    ]
    flaws += [
        Flaw("doubled_column", "row 1", name, "this column stands twice", "Remove one of them.")
        for name in sorted({name for name in header if name and header.count(name) > 1})
    ]
    if "id" not in header:
        flaws.append(Flaw("no_id", "row 1", ", ".join(header), "the column id is missing", "Give everybody an id."))
    if flaws:
        raise ProblemError(flaws)


@dataclass(slots=True)
class _Crowd:
    """What the rows say, and what is wrong with them. Cells that stand in many rows are read once."""

    table: Table
    skills: frozenset[str] | None
    people: list[Person] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    forbidden: list[tuple[str, str]] = field(default_factory=list)
    past: list[tuple[str, str, int]] = field(default_factory=list)
    locked: list[tuple[str, str]] = field(default_factory=list)
    lists: dict[str, set[str]] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    known: dict[tuple[str, Cell, str], Parsed] = field(default_factory=dict)

    def take(self, number: int, cells: list[Cell]) -> None:
        """Read one row."""
        if len(cells) > len(self.table.header):
            cure = "Quote cells that hold the delimiter."
            self.flaws.append(
                Flaw("too_many_cells", self._where(number), str(len(cells)), "more cells than columns", cure)
            )
            return
        row = {name: cell for name, cell in zip(self.table.header, cells, strict=False) if cell and name != "name"}
        before, me = len(self.flaws), row.get("id", "")
        zone = row.get("time_zone", "")
        read = {column: self._read(number, column, cell, zone) for column, cell in row.items()}
        if not isinstance(me, str) or not me:
            self._flaw(number, "id", ("bad_cell", "", "nobody can be named without an id", "Give this row an id."))
            return
        if me in self.rows:
            told = f"this id already stands in {self._where(self.rows[me])}"
            self._flaw(number, "id", ("doubled_id", me, told, "Give everybody an id of their own."))
        self.rows.setdefault(me, number)
        self._take_ties(number, me, read)
        if len(self.flaws) == before:
            self.people.append(Person(**read))

    def _read(self, number: int, column: str, cell: Cell, zone: Cell) -> Any:
        """One cell, read and remembered."""
        if isinstance(cell, Flaw):
            self.flaws.append(replace(cell, where=f"{self._where(number)}, column {column}"))
            return None
        key = (column, cell, str(zone) if column == "hours" else "")
        if key not in self.known:
            items = (
                _items(cell, self.table.parts)
                if column in _LISTS
                else [cell if isinstance(cell, str) else ";".join(cell)]
            )
            self.known[key] = _READERS[column](items, str(zone), self.skills)
        value, wrongs = self.known[key]
        for wrong in wrongs:
            self._flaw(number, column, wrong)
        return value

    def _where(self, number: int) -> str:
        return f"{self.table.line} {number}"

    def _flaw(self, number: int, column: str, wrong: Wrong) -> None:
        """Note that something is wrong in a column of a row."""
        code, found, message, cure = wrong
        self.flaws.append(Flaw(code, f"{self._where(number)}, column {column}", found, message, cure))

    def _take_ties(self, number: int, me: str, read: dict[str, Any]) -> None:
        """Take out the columns that speak of somebody else."""
        ties = {column: read.pop(column, None) or () for column in ("forbidden", "locked", "past", "closed_lists")}
        for column in ("forbidden", "locked", "past"):
            if me in (dict(ties[column]) if column == "past" else ties[column]):
                self._flaw(
                    number, column, ("bad_cell", me, "somebody is paired with themselves", "Name somebody else.")
                )
        self.forbidden += [(me, other) for other in ties["forbidden"]]
        self.locked += [(me, other) for other in ties["locked"]]
        self.past += [(me, other, months) for other, months in ties["past"]]
        for name in ties["closed_lists"]:
            self.lists.setdefault(name, set()).add(me)

    def unknown_locks(self) -> None:
        """A locked partner must take part."""
        for me, other in self.locked:
            if other not in self.rows:
                wrong = ("unknown_person", other, "nobody has this id", nearest(other, self.rows))
                self._flaw(self.rows[me], "locked", wrong)

    def placed(self, flaw: Flaw) -> Flaw:
        """A flaw of a locked pair, with the row that locks it."""
        me = next(me for me, other in self.locked if flaw.value in {f"{me}, {other}", f"{other}, {me}"})
        return replace(flaw, where=f"{self._where(self.rows[me])}, column locked")


def _items(cell: Cell, parts: str) -> list[str]:
    """The items of a cell."""
    if not isinstance(cell, str):
        return [str(item).strip() for item in cell] if isinstance(cell, tuple) else []
    for part in parts[1:]:
        cell = cell.replace(part, parts[0])
    return [item.strip() for item in cell.split(parts[0]) if item.strip()]


def _text(items: list[str], _zone: str, _skills: frozenset[str] | None) -> Parsed:
    return items[0], []


def _words(items: list[str], _zone: str, _skills: frozenset[str] | None) -> Parsed:
    return tuple(dict.fromkeys(items)), []


def _zone(items: list[str], _zone: str, _skills: frozenset[str] | None) -> Parsed:
    try:
        offset_hours(items[0])
    except ValueError as error:
        return None, [("bad_cell", items[0], str(error), "A zone like Europe/Rome or +02:00.")]
    return items[0], []


def _hours(items: list[str], zone: str, _skills: frozenset[str] | None) -> Parsed:
    """The free hours, in UTC. A zone that cannot be is the flaw of its own column."""
    try:
        offset_hours(zone)
    except ValueError:
        zone = ""
    try:
        return read_week(items, zone), []
    except ValueError as error:
        return 0, [("impossible_hour", "; ".join(items), str(error), "Write spans like: mon 9-12; wed 14-16")]


def _style(items: list[str], _zone: str, _skills: frozenset[str] | None) -> Parsed:
    answers = tuple(int(item) for item in items if re.fullmatch("[1-5]", item))
    wrong = ("bad_cell", "; ".join(items), "answers are numbers", "At most 16 whole numbers from 1 to 5.")
    return answers, [wrong] if len(answers) != len(items) or len(items) > 16 else []


def _role(items: list[str], _zone: str, _skills: frozenset[str] | None) -> Parsed:
    role, roles = items[0].lower(), ("both", "gives", "seeks")
    return role, [] if role in roles else [("bad_cell", items[0], "no such role", nearest(role, roles))]


def _number(low: int, high: int) -> Callable[[list[str], str, frozenset[str] | None], Parsed]:
    """A reader of whole numbers."""

    def read(items: list[str], _zone: str, _skills: frozenset[str] | None) -> Parsed:
        if re.fullmatch(r"-?\d{1,9}", items[0]) and low <= int(items[0]) <= high:
            return int(items[0]), []
        return None, [
            ("bad_cell", items[0], "not a number that can be", f"A whole number from {low} to {high}, or nothing.")
        ]

    return read


def _marked(
    low: int, high: int, form: str, default: Callable[[int], int] | None = None, *, checked: bool = False
) -> Callable[[list[str], str, frozenset[str] | None], Parsed]:
    """A reader of items like `word:number`. `default(place)` is the number of items that give none; `checked` words are skills."""

    def read(items: list[str], _zone: str, skills: frozenset[str] | None) -> Parsed:
        found: dict[str, int] = {}
        wrongs: list[Wrong] = []
        for place, item in enumerate(items):
            word, colon, mark = item.rpartition(":")
            if not colon and default:
                word, mark = item, str(default(place))
            word, mark = word.strip(), mark.strip()
            if not (word and mark.isdecimal() and len(mark) < 6 and low <= int(mark) <= high):
                wrongs.append(("bad_cell", item, f"not of the form {form}", f"The number is {low} to {high}."))
            elif word in found:
                wrongs.append(("bad_cell", word, "stands twice in this cell", "Keep it once."))
            elif checked and skills is not None and word not in skills:
                wrongs.append(("unknown_skill", word, "not on the list of skills", nearest(word, skills)))
            else:
                found[word] = int(mark)
        return tuple(found.items()), wrongs

    return read


_LISTS = frozenset(
    (
        "languages",
        "offers",
        "seeks",
        "aims",
        "experience",
        "hours",
        "style",
        "forbidden",
        "past",
        "locked",
        "closed_lists",
    )
)
_READERS: dict[str, Callable[[list[str], str, frozenset[str] | None], Parsed]] = {
    **dict.fromkeys(("id", "department", "site", "race", "manager"), _text),
    **dict.fromkeys(("languages", "aims", "experience", "forbidden", "locked", "closed_lists"), _words),
    "time_zone": _zone, "hours": _hours, "style": _style, "role": _role,
    "level": _number(0, 1_000), "tenure_months": _number(0, 1_200), "max_partners": _number(1, 1_000),
    "offers": _marked(1, 4, "skill:depth", lambda _: _DEPTH, checked=True),
    "seeks": _marked(1, 3, "skill:priority", lambda place: min(place + 1, 3), checked=True),
    "past": _marked(0, 12_000, "id:months ago, like e0009:14"),
}  # fmt: skip


def write_people(path: str | Path, people: Iterable[Person]) -> None:
    """Write people as a CSV file that `read_problem` reads back the same."""
    lines: list[tuple[object, ...]] = [COLUMNS[:1] + COLUMNS[2:18]]
    lines += [
        (
            one.id, one.department, one.site, one.race, one.level, one.manager, one.time_zone, ";".join(one.languages),
            _marks(one.offers), _marks(one.seeks), ";".join(one.aims), ";".join(one.experience), write_week(one.hours),
            one.tenure_months, one.max_partners, ";".join(map(str, one.style)), one.role,
        )
        for one in people
    ]  # fmt: skip
    write_whole(path, as_csv(lines))


def _marks(items: Iterable[tuple[str, int]]) -> str:
    return ";".join(f"{word}:{mark}" for word, mark in items)


def as_csv(lines: Iterable[Iterable[object]]) -> str:
    """Lines of cells as CSV text; nothing in it is taken for a formula."""
    return "".join(",".join(_quoted(cell) for cell in line) + "\n" for line in lines)


def _quoted(cell: object) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = neutral(cell)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',;"\n\r\t') else text
