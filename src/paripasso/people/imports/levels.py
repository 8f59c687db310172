"""Levels that a directory file names and the house does not know: which rank they get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from paripasso.people.imports.directory_rows import DirectoryRow
from paripasso.people.imports.sheets import Sheet

if TYPE_CHECKING:
    from paripasso.people.models import Person


def new(
    sheet: Sheet,
    rows: Sequence[tuple[DirectoryRow, Person | None]],
    known: Mapping[str, int],
    managers: Mapping[int, str],
) -> dict[str, int]:
    """Return the new levels with their ranks: as stated; else in the order of reporting lines, above those that are known.

    A level with two ranks, or a rank with two levels, is a fault.
    """
    ranks = dict(known)
    names = {rank: name for name, rank in known.items()}
    silent: list[str] = []
    for row, _person in rows:
        if not row.level:
            continue
        if row.level_rank is None:
            silent.append(row.level)
        elif ranks.get(row.level, row.level_rank) != row.level_rank:
            sheet.fault(
                row.record, "level_rank", str(row.level_rank), "level_has_rank", level=row.level, rank=ranks[row.level]
            )
        elif names.setdefault(row.level_rank, row.level) != row.level:
            sheet.fault(
                row.record,
                "level_rank",
                str(row.level_rank),
                "rank_taken",
                level=names[row.level_rank],
                rank=row.level_rank,
            )
        else:
            ranks[row.level] = row.level_rank
    rest = {name for name in silent if name not in ranks}
    ordered = _by_reporting_lines(rows, rest, managers)
    ranks |= {name: rank for rank, name in enumerate(ordered, start=max(ranks.values(), default=0) + 1)}
    return {name: rank for name, rank in ranks.items() if name not in known}


def _by_reporting_lines(
    rows: Sequence[tuple[DirectoryRow, Person | None]], levels: set[str], managers: Mapping[int, str]
) -> list[str]:
    """Order levels from the one farthest below the top to the one nearest to it, by the mean of their people; then by name."""
    over = {row.email: managers.get(row.line, "") for row, _person in rows}
    steps: dict[str, list[int]] = {level: [] for level in levels}
    for row, _person in rows:
        if row.level in levels:
            above, at = 0, over[row.email]
            while at and above < 50:  # a circle is a fault already; here it only must not last for ever
                above, at = above + 1, over.get(at, "")
            steps[row.level].append(above)
    return sorted(levels, key=lambda level: (-sum(steps[level]) / len(steps[level]), level))
