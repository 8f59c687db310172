"""Results as JSON, CSV or XLSX, by the ending of the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from pariter import words
from pariter.io.files import neutral, read_text
from pariter.io.people import as_csv
from pariter.problem import Flaw, ProblemError
from pariter.result import Pair, Result

Lines = Iterator[tuple[object, ...]]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def known_format(path: Path) -> str:
    """The format a file's name asks for; JSON without an ending. Raises `ProblemError` before anything is worked out."""
    if not path.suffix:
        return ".json"
    if path.suffix.lower() not in {".json", ".csv", ".xlsx"}:
        cure = "End its name in .json, .csv or .xlsx."
        raise ProblemError([Flaw("unknown_format", str(path), path.suffix, "no such format", cure)])
    return path.suffix.lower()


def rendered(result: Result, path: Path) -> str | bytes:
    """What a file of that name holds: `.json` the whole result, which `check` reads; `.csv` the people; `.xlsx` people, pairs, figures.

    Raises
    ------
    ProblemError
        For another ending, or a spreadsheet without the extra `sheets`.
    """
    ending = known_format(path)
    if ending == ".json":
        return result.to_json()
    return as_csv(people_lines(result)) if ending == ".csv" else _workbook(result, path)


def read_result(path: str | Path) -> Result:
    """A result from the JSON file that `match` writes. Raises `ProblemError` or `ResultError`."""
    return Result.from_json(read_text(Path(path)))


def _everyone(result: Result) -> Iterator[tuple[str, str, Pair]]:
    """Every pair with the kind of its place and the number of its group."""
    for pair in result.pairs:
        yield ("locked" if pair.locked else "second" if pair.second else "pair"), "", pair
    for number, group in enumerate(result.groups, 1):
        for pair in group.pairs:
            yield group.kind, str(number), pair


def people_lines(result: Result) -> Lines:
    """One line for everybody: with whom, how good, why; or why not, and what would help."""
    yield ("id", "place", "with", "value", "gets", "why", "what_would_help")
    lines: dict[str, list[tuple[str, str, Pair]]] = {}
    for kind, number, pair in _everyone(result):
        for one in (pair.a, pair.b):
            lines.setdefault(one, []).append((kind, number, pair))
    placed = {
        one: (
            one, " ".join(part for part in mine[0][:2] if part), "; ".join(_other(pair, one) for _, _, pair in mine),
            sum(pair.value for _, _, pair in mine) // len(mine) / 100,
            sum(_got(pair, one) for _, _, pair in mine) // len(mine) / 100,
            "; ".join(dict.fromkeys(words.reason(told) for _, _, pair in mine for told in pair.reasons)), "",
        )
        for one, mine in lines.items()
    }  # fmt: skip
    out = {
        one.person: (
            one.person,
            "none",
            "",
            "",
            "",
            words.unmatched(one),
            words.change(one.change) if one.change else "",
        )
        for one in result.unmatched
    }
    yield from (line for _, line in sorted({**placed, **out}.items()))


def _other(pair: Pair, one: str) -> str:
    return pair.b if one == pair.a else pair.a


def _got(pair: Pair, one: str) -> int:
    return pair.a_gets.score if one == pair.a else pair.b_gets.score


def pair_lines(result: Result) -> Lines:
    """One line for every pair, those of groups included."""
    yield ("place", "group", "a", "b", "value", "a_gets", "b_gets", "why")
    for kind, number, pair in _everyone(result):
        scores = (pair.value / 100, pair.a_gets.score / 100, pair.b_gets.score / 100)
        yield (kind, number, pair.a, pair.b, *scores, words.reasons(pair))


def figure_lines(result: Result) -> Lines:
    """The figures of the run, and what each step of the objective reached."""
    yield ("figure", "value", "at most")
    yield ("people", result.people, "")
    yield ("placed", result.placed, "")
    yield ("pairs", len(result.pairs), "")
    yield ("groups", len(result.groups), "")
    yield ("mean value", result.mean / 100, "")
    yield ("weakest pair", result.worst / 100, "")
    for step in result.steps:
        yield (step.name.replace("_", " "), step.reached, step.bound)
    yield ("gap in percent", round(result.gap_percent, 6), "")
    yield ("engine", result.engine, "")


def _workbook(result: Result, path: Path) -> bytes:
    try:
        import openpyxl  # noqa: PLC0415 - the extra `sheets`; and slow to load
    except ImportError as error:
        cure = "pip install 'pariter[sheets]', or end its name in .csv."
        raise ProblemError([Flaw("no_writer", str(path), "", "spreadsheets cannot be written here", cure)]) from error
    book = openpyxl.Workbook(write_only=True)
    for title, lines in (("people", people_lines), ("pairs", pair_lines), ("figures", figure_lines)):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for line in lines(result):
            sheet.append([neutral(_CONTROL.sub("�", cell)) if isinstance(cell, str) else cell for cell in line])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
