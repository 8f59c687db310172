"""People from CSV files; results to JSON files. Every error names row, column and cure; no file is half written."""

from __future__ import annotations

import contextlib
import csv
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pariter.hours import read_week, write_week
from pariter.problem import ClosedList, Flaw, Person, Policy, Problem, ProblemError, nearest

COLUMNS = (
    "id", "name", "department", "site", "race", "level", "manager", "time_zone", "languages", "offers", "seeks", "aims",
    "experience", "hours", "tenure_months", "max_partners", "style", "role", "forbidden", "past", "locked", "closed_lists",
)  # fmt: skip

_DEPTH = 2  # of an offer that does not say


def read_problem(path: str | Path, policy: Policy | None = None) -> Problem:
    """The problem in a CSV file; the columns are described in the README.

    Raises
    ------
    ProblemError
        For every cell that cannot be read, with row, column and cure.
    """
    delimiter, header, rows = _read_rows(Path(path))
    table = _Table(re.compile(r"[|]" if delimiter == ";" else r"[;|]"))
    for number, cells in rows:
        if len(cells) > len(header):
            cure = "Quote cells that hold the delimiter."
            table.flaws.append(
                Flaw("too_many_cells", f"row {number}", str(len(cells)), "more cells than columns", cure)
            )
        else:
            table.take(_Row(number, dict(zip(header, cells, strict=False)), table))
    table.unknown_locks()
    if table.flaws:
        raise ProblemError(table.flaws)
    lists = [ClosedList(name=name, people=frozenset(ids)) for name, ids in sorted(table.lists.items())]
    return Problem.of(
        people=table.people,
        policy=policy,
        forbidden=table.forbidden,
        past=table.past,
        locked=table.locked,
        closed_lists=lists,
    )


def _read_rows(path: Path) -> tuple[str, list[str], list[tuple[int, list[str]]]]:
    """Delimiter, header and numbered rows. Row 1 is the header, as in a spreadsheet."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ProblemError(
            [Flaw("no_file", str(path), "", "the file cannot be opened", str(error.strerror))]
        ) from error
    except UnicodeDecodeError as error:
        flaw = Flaw("not_utf8", f"{path}, byte {error.start}", "", "this is not UTF-8 text", "Save it as CSV UTF-8.")
        raise ProblemError([flaw]) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ProblemError(
            [Flaw("not_csv", str(path), "", f"this is not CSV: {error}", "Check the quotes.")]
        ) from error
    header = [name.strip().lower() for name in lines[0]] if lines else []
    _check_header(header)
    return delimiter, header, [(number, row) for number, row in enumerate(lines[1:], 2) if any(map(str.strip, row))]


def _check_header(header: list[str]) -> None:
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
class _Table:
    """What the rows say, and what is wrong with them. `cuts` is what parts the items of one cell."""

    cuts: re.Pattern[str]
    people: list[Person] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    forbidden: list[tuple[str, str]] = field(default_factory=list)
    past: list[tuple[str, str, int]] = field(default_factory=list)
    locked: list[tuple[str, str]] = field(default_factory=list)
    lists: dict[str, set[str]] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def take(self, row: _Row) -> None:
        """Read one row."""
        me, before = row.text("id") or "", len(self.flaws)
        if not me:
            row.flaw("id", "", "nobody can be named without an id", "Give this row an id.")
        elif me in self.rows:
            row.flaw("id", me, f"this id already stands in row {self.rows[me]}", "Give everybody an id of their own.")
        self.rows.setdefault(me, row.number)
        person = row.person(me)
        self._take_ties(row, me)
        if len(self.flaws) == before:
            self.people.append(person)

    def _take_ties(self, row: _Row, me: str) -> None:
        """The columns that speak of somebody else."""
        others = {column: row.items(column) for column in ("forbidden", "locked")}
        past = row.marked("past", 0, 12_000, "id:months ago, like e0009:14")
        for column, named in (*others.items(), ("past", [other for other, _ in past])):
            if me in named:
                row.flaw(column, me, "somebody is paired with themselves", "Name somebody else.")
        self.forbidden += [(me, other) for other in others["forbidden"]]
        self.locked += [(me, other) for other in others["locked"]]
        self.past += [(me, other, months) for other, months in past]
        for name in row.items("closed_lists"):
            self.lists.setdefault(name, set()).add(me)

    def unknown_locks(self) -> None:
        """A locked partner must take part."""
        for me, other in self.locked:
            if other not in self.rows:
                where = f"row {self.rows[me]}, column locked"
                self.flaws.append(Flaw("unknown_person", where, other, "nobody has this id", nearest(other, self.rows)))


@dataclass(slots=True)
class _Row:
    """One row: cells by column, and where flaws go."""

    number: int
    cells: dict[str, str]
    table: _Table

    def flaw(self, column: str, value: str, message: str, cure: str) -> None:
        """Note that something is wrong in a column of this row."""
        self.table.flaws.append(Flaw("bad_cell", f"row {self.number}, column {column}", value, message, cure))

    def text(self, column: str) -> str | None:
        """The cell without blanks around it, `None` if it is empty."""
        return self.cells.get(column, "").strip() or None

    def items(self, column: str) -> list[str]:
        """The items of a cell."""
        return [item.strip() for item in self.table.cuts.split(self.cells.get(column, "")) if item.strip()]

    def number_in(self, column: str, low: int, high: int) -> int | None:
        """A whole number; `None` if the cell is empty or wrong."""
        text = self.text(column)
        if text is None:
            return None
        if re.fullmatch(r"-?\d{1,9}", text) and low <= int(text) <= high:
            return int(text)
        self.flaw(column, text, "not a number that can be", f"A whole number from {low} to {high}, or nothing.")
        return None

    def marked(self, column: str, low: int, high: int, form: str, default: Any = None) -> list[tuple[str, int]]:
        """Items like `word:number`. `default(place)` is the number of items that give none."""
        found = []
        for place, item in enumerate(self.items(column)):
            word, colon, mark = item.rpartition(":")
            if not colon and default:
                word, mark = item, str(default(place))
            if word.strip() and re.fullmatch(r"\s*\d{1,6}\s*", mark) and low <= int(mark) <= high:
                found.append((word.strip(), int(mark)))
            else:
                self.flaw(column, item, f"not of the form {form}", f"The number is {low} to {high}.")
        doubled = {word for word, _ in found if [one for one, _ in found].count(word) > 1}
        for word in sorted(doubled):
            self.flaw(column, word, "stands twice in this cell", "Keep it once.")
        return found

    def week(self) -> int:
        """The free hours, in UTC."""
        zone = self.text("time_zone") or ""
        try:
            return read_week(self.items("hours"), zone)
        except ValueError as error:
            column = "time_zone" if "zone" in str(error) else "hours"
            cure = (
                "A zone like Europe/Rome or +02:00."
                if column == "time_zone"
                else "Write spans like: mon 9-12; wed 14-16"
            )
            self.flaw(column, self.text(column) or "", str(error), cure)
            return 0

    def person(self, me: str) -> Person:
        """The person of this row, as far as the cells can be read."""
        style = [int(answer) for answer in self.items("style") if answer in "12345"]
        if len(style) != len(self.items("style")):
            self.flaw("style", self.text("style") or "", "answers are numbers", "Whole numbers from 1 to 5.")
        role = (self.text("role") or "both").lower()
        if role not in ("both", "gives", "seeks"):
            self.flaw("role", role, "no such role", nearest(role, ("both", "gives", "seeks")))
            role = "both"
        return Person(
            id=me, department=self.text("department"), site=self.text("site"), race=self.text("race"),
            level=self.number_in("level", 0, 1_000), manager=self.text("manager"), time_zone=self.text("time_zone"),
            languages=tuple(self.items("languages")),
            offers=tuple(self.marked("offers", 1, 4, "skill:depth", lambda _: _DEPTH)),
            seeks=tuple(self.marked("seeks", 1, 3, "skill:priority", lambda place: min(place + 1, 3))),
            aims=tuple(dict.fromkeys(self.items("aims"))), experience=tuple(dict.fromkeys(self.items("experience"))),
            hours=self.week(), tenure_months=self.number_in("tenure_months", 0, 1_200),
            max_partners=self.number_in("max_partners", 1, 1_000) or 1, style=tuple(style), role=role,
        )  # fmt: skip


def read_policy(path: str | Path) -> Policy:
    """The policy in a TOML file. Raises `ProblemError`."""
    try:
        return Policy.from_toml(Path(path).read_text("utf-8-sig"))
    except OSError as error:
        raise ProblemError(
            [Flaw("no_file", str(path), "", "the file cannot be opened", str(error.strerror))]
        ) from error
    except UnicodeDecodeError as error:
        raise ProblemError([Flaw("not_utf8", str(path), "", "this is not UTF-8 text", "Save it as UTF-8.")]) from error


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
    text = "".join(",".join(_quoted(cell) for cell in line) + "\n" for line in lines)
    write_whole(path, text)


def _marks(items: Iterable[tuple[str, int]]) -> str:
    return ";".join(f"{word}:{mark}" for word, mark in items)


def _quoted(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',;"\n') else text


def write_whole(path: str | Path, text: str) -> None:
    """Write a file whole or not at all: into a temporary one beside it, which then takes its name."""
    target = Path(path)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(draft).unlink()
        raise
