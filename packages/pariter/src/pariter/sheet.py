"""A problem as the flat arrays and numbers that kernels understand, and the exact value of one pair from them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pariter.criteria.first_choice import first_choices
from pariter.criteria.teaching import DEPTH, ENOUGH, WISH
from pariter.kernels.jit import kernel, ones
from pariter.problem import Problem, Ragged

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
MOST_LISTS = 63  # closed lists that fit into a word; the last bit is for locked people
MOST_AIMS = 500  # beyond, quotients in float32 would not be exact
_LOCKED = np.uint64(1 << 63)

_FULL, _UNKNOWN = 10_000, 5_000
FORGOTTEN = 48


class Dials(NamedTuple):
    """The policy as numbers. Weights in hundredths; a rule that is off has a value that bars nobody."""

    teaching: int
    first_choice: int
    aims: int
    experience: int
    different_department: int
    shared_hours: int
    level_proximity: int
    new_acquaintance: int
    working_style: int
    total: int
    share: int
    floor: int
    concave: int
    department: int  # 0 any, 1 must differ, 2 must be the same
    site: int
    least: int
    most: int
    language: int
    hours: int
    manager: int
    race: int


class Rows(NamedTuple):
    """Compressed rows with whole marks; codes ascend within a row."""

    starts: Int64
    codes: Int32
    marks: Int32


class Sheet(NamedTuple):
    """Columns of people. `barred`: for each, whom sparse rules keep away; `met`: past partners and months."""

    department: Int32
    site: Int32
    level: Int32
    race: Int32
    manager: Int32
    languages: npt.NDArray[np.uint64]
    hours: npt.NDArray[np.uint64]
    stated: npt.NDArray[np.bool_]
    style: Int32
    wanted: Int32
    shut: npt.NDArray[np.uint64]
    shut_from: npt.NDArray[np.uint64]
    offers: Rows
    seeks: Rows
    first: Rows
    aims: Rows
    experience: Rows
    barred: Rows
    met: Rows


def dials(problem: Problem) -> Dials:
    """The policy of a problem."""
    policy, on = problem.policy, problem.policy.rules
    must = {"any": 0, "different": 1, "same": 2}
    people = problem.population
    distance = on.get("level_distance", {"at_least": 0, "at_most": 1_000_000})
    return Dials(
        **{name: policy.whole_weights.get(name, 0) for name in Dials._fields[:9]}, total=policy.total_weight,
        share=policy.objective.stronger_share, floor=policy.objective.floor, concave=int(policy.objective.total == "concave"),
        department=must[on.get("department", {"must": "any"})["must"]], site=must[on.get("site", {"must": "any"})["must"]],
        least=distance["at_least"], most=distance["at_most"],
        language=int("common_language" in on and bool(people.languages.any())),
        hours=on["shared_hour"]["hours"] if "shared_hour" in on and bool(people.hours.any()) else 0,
        manager=int("same_manager" in on), race=int("promotion_race" in on),
    )  # fmt: skip


def sheet(problem: Problem) -> Sheet:
    """The people of a problem. Raises `ValueError` beyond 63 closed lists, or 500 aims of one person."""
    people, size = problem.population, len(problem.population)
    if len(problem.closed) > MOST_LISTS:
        raise ValueError("more than 63 closed lists")
    if np.diff(people.aims.starts).max(initial=0) > MOST_AIMS:
        raise ValueError(f"more than {MOST_AIMS} aims of one person")
    shut, shut_from = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    for bit, (_, members, others) in enumerate(problem.closed if "closed_lists" in problem.policy.rules else ()):
        shut[members] |= np.uint64(1 << bit)
        shut_from[others] |= np.uint64(1 << bit)
    shut[problem.locked.ravel()] |= _LOCKED  # settled: no partner for anybody
    shut_from |= _LOCKED
    seeks = people.seeks
    wishes = np.concatenate([[0], np.cumsum(WISH[seeks.marks].astype(np.int64))])
    wanted = 10 * np.minimum(np.diff(wishes[seeks.starts]), ENOUGH)
    return Sheet(
        department=people.department, site=people.site, level=people.level, race=people.race,
        manager=np.ascontiguousarray(people.managers[:size]), languages=people.languages, hours=people.hours,
        stated=(people.hours != 0).any(axis=1), style=np.ascontiguousarray(people.style), wanted=wanted.astype(np.int32),
        shut=shut, shut_from=shut_from, offers=_rows(people.offers, DEPTH), seeks=_rows(seeks, WISH),
        first=_rows(first_choices(seeks)), aims=_rows(people.aims), experience=_rows(people.experience),
        barred=_ties(size, _sparse_bars(problem)), met=_ties(size, problem.past),
    )  # fmt: skip


def arranged(sheet: Sheet, order: Int64) -> Sheet:
    """The same people in another order: `order[place]` is who stands there."""
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    columns: dict[str, Any] = {}
    for name, column in sheet._asdict().items():
        ties = place if name in {"barred", "met"} else None
        columns[name] = _reordered(column, order, ties) if isinstance(column, Rows) else column[order]
    return Sheet(**columns)


def _reordered(rows: Rows, order: Int64, place: Int64 | None) -> Rows:
    """Rows in another order; codes that are people (`place` is given) are named by where they stand now."""
    counts = np.diff(rows.starts)[order]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    entries = np.arange(starts[-1]) + np.repeat(rows.starts[:-1][order] - starts[:-1], counts)
    codes, marks = rows.codes[entries], rows.marks[entries]
    if place is not None:
        codes = place[codes].astype(np.int32)
        again = np.lexsort((codes, np.repeat(np.arange(len(order)), counts)))
        codes, marks = codes[again], marks[again]
    return Rows(starts, codes, marks)


def _rows(rows: Ragged, worth: npt.NDArray[np.float32] | None = None) -> Rows:
    marks = np.ones_like(rows.marks) if worth is None else worth[rows.marks].astype(np.int32)
    return Rows(rows.starts.astype(np.int64), rows.codes, marks)


def _sparse_bars(problem: Problem) -> Int32:
    """Pairs that a few people's ties bar: forbidden, past, reporting lines, locked people left out elsewhere."""
    on, managers, size = problem.policy.rules, problem.population.managers, len(problem.population)
    pairs = [problem.forbidden[:, :2]]
    if "already_paired" in on:
        months = on["already_paired"]["months"]
        pairs.append(problem.past[(problem.past[:, 2] < months) | (months == 0)][:, :2])
    above, levels = managers[:size], int(on["reporting_line"]["levels"]) if "reporting_line" in on else 0
    for _ in range(min(levels, len(managers))):
        inside = np.flatnonzero((above >= 0) & (above < size) & (above != np.arange(size)))
        if not len(inside) and not (above >= 0).any():
            break
        pairs.append(np.column_stack([inside, above[inside]]).astype(np.int32))
        above = np.where(above >= 0, managers[above], -1).astype(np.int32)
    return np.concatenate(pairs).astype(np.int32)


def _ties(size: int, pairs: Int32) -> Rows:
    """Pairs, with a third column as marks if there is one, as rows in both directions."""
    marks = pairs[:, 2] if pairs.shape[1] > 2 else np.zeros(len(pairs), np.int32)
    rows = np.concatenate([pairs[:, 0], pairs[:, 1]]).astype(np.int64)
    ends = np.concatenate([pairs[:, 1], pairs[:, 0]]).astype(np.int64)
    _, once = np.unique(rows * max(size, 1) + ends, return_index=True)
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows[once], minlength=size))]).astype(np.int64)
    return Rows(starts, ends[once].astype(np.int32), np.concatenate([marks, marks])[once].astype(np.int32))


@kernel()
def mark_of(rows, row, code):  # type: ignore[no-untyped-def]
    """The mark of a code in a row, −1 if it does not stand there."""
    low, high = rows.starts[row], rows.starts[row + 1]
    while low < high:
        middle = (low + high) >> 1
        if rows.codes[middle] < code:
            low = middle + 1
        else:
            high = middle
    if low < rows.starts[row + 1] and rows.codes[low] == code:
        return rows.marks[low]
    return -1


@kernel()
def _product(mine, me, yours, you):  # type: ignore[no-untyped-def]
    """Σ mark · mark over the codes that stand in both rows."""
    a, b, total = mine.starts[me], yours.starts[you], 0
    while a < mine.starts[me + 1] and b < yours.starts[you + 1]:
        if mine.codes[a] == yours.codes[b]:
            total += mine.marks[a] * yours.marks[b]
            a += 1
            b += 1
        elif mine.codes[a] < yours.codes[b]:
            a += 1
        else:
            b += 1
    return total


@kernel()
def hours_shared(sheet, one, other):  # type: ignore[no-untyped-def]
    """How many free hours two people share."""
    total = np.int64(0)
    for part in range(3):
        total += np.int64(ones(sheet.hours[one, part] & sheet.hours[other, part]))
    return total


@kernel()
def is_barred(sheet, dial, a, b):  # type: ignore[no-untyped-def]
    """Whether a rule or a tie keeps two people apart."""
    if a == b or mark_of(sheet.barred, a, b) >= 0:
        return True
    if (sheet.shut[a] & sheet.shut_from[b]) | (sheet.shut[b] & sheet.shut_from[a]):
        return True
    if dial.manager and sheet.manager[a] >= 0 and sheet.manager[a] == sheet.manager[b]:
        return True
    if dial.race and sheet.race[a] >= 0 and sheet.race[a] == sheet.race[b]:
        return True
    if dial.language and (sheet.languages[a] & sheet.languages[b]) == np.uint64(0):
        return True
    for must, mine, yours in (
        (dial.department, sheet.department[a], sheet.department[b]),
        (dial.site, sheet.site[a], sheet.site[b]),
    ):
        if must and mine >= 0 and yours >= 0 and (mine == yours) == (must == 1):
            return True
    apart = abs(sheet.level[a] - sheet.level[b])
    if sheet.level[a] >= 0 and sheet.level[b] >= 0 and (apart < dial.least or apart > dial.most):
        return True
    return dial.hours > 0 and hours_shared(sheet, a, b) < dial.hours


@kernel()
def _mutual(sheet, dial, a, b):  # type: ignore[no-untyped-def]
    """Σ weight · part of what both have in common."""
    known = sheet.department[a] >= 0 and sheet.department[b] >= 0
    same = sheet.department[a] == sheet.department[b]
    total = dial.different_department * (_UNKNOWN if not known else 0 if same else _FULL)
    part = _UNKNOWN
    if sheet.stated[a] and sheet.stated[b]:
        part = min(hours_shared(sheet, a, b), 8) * 1_250
    total += dial.shared_hours * part
    part = _UNKNOWN
    if sheet.level[a] >= 0 and sheet.level[b] >= 0:
        part = max(0, _FULL - 2_500 * abs(sheet.level[a] - sheet.level[b]))
    total += dial.level_proximity * part
    months = mark_of(sheet.met, a, b)
    near = same and known and sheet.site[a] == sheet.site[b] and sheet.site[a] >= 0
    part = _UNKNOWN if near else _FULL
    if months >= 0:
        part = min(months, FORGOTTEN) * _FULL // FORGOTTEN
    total += dial.new_acquaintance * part
    asked, apart = 0, 0
    for answer in range(sheet.style.shape[1]):
        if sheet.style[a, answer] > 0 and sheet.style[b, answer] > 0:
            asked += 1
            apart += abs(sheet.style[a, answer] - sheet.style[b, answer])
    return total + dial.working_style * (_FULL - 2_500 * apart // asked if asked else _UNKNOWN)


@kernel()
def _served(sheet, dial, me, you):  # type: ignore[no-untyped-def]
    """Σ weight · part of what I get out of you alone."""
    taught, first = _UNKNOWN, _UNKNOWN
    if sheet.wanted[me] > 0:
        taught = min(_FULL, _product(sheet.seeks, me, sheet.offers, you) * _FULL // sheet.wanted[me])
        first = min(_FULL, 1_000 * _product(sheet.first, me, sheet.offers, you))
    aims, lived, count = _UNKNOWN, _UNKNOWN, sheet.aims.starts[me + 1] - sheet.aims.starts[me]
    if count > 0:
        aims = min(_FULL, _product(sheet.aims, me, sheet.aims, you) * _FULL // count)
        lived = min(_FULL, _product(sheet.aims, me, sheet.experience, you) * _FULL // count)
    return dial.teaching * taught + dial.first_choice * first + dial.aims * aims + dial.experience * lived


@kernel()
def pair_value(sheet, dial, a, b):  # type: ignore[no-untyped-def]
    """The exact value of a pair: the same whole number as `pariter.scoring` gives."""
    mutual = _mutual(sheet, dial, a, b)
    mine = (_served(sheet, dial, a, b) + mutual) // dial.total
    yours = (_served(sheet, dial, b, a) + mutual) // dial.total
    return ((100 - dial.share) * min(mine, yours) + dial.share * max(mine, yours)) // 100


__all__ = ["Dials", "Sheet", "dials", "is_barred", "pair_value", "sheet"]
