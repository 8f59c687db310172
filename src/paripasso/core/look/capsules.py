"""What is counted in pairs: faces, pairs, steps, the field of pairs. Two staggered capsules, and nothing else has that shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MARKS = frozenset({"", "on", "next", "skip"})
PACES = frozenset({"ok", "slow", "quiet", "new"})
PER_ROW = 21


class Faced(Protocol):
    """Whoever has a face: without a photo, the initials."""

    @property
    def initials(self) -> str: ...


def face(person: Faced | None, size: str = "", who: str = "") -> SafeString:
    """Draw a face: initials in a capsule. `size` is xs, sm, md or lg; `who` is me or you.

    It is decoration: the name stands beside it in words. Nobody yet (None) is a waiting place.
    """
    if person is None:
        return format_html('<span class="pp-face pp-wait{}" aria-hidden="true"></span>', _more(size))
    return format_html(
        '<span class="pp-face pp-mono{}{}" aria-hidden="true">{}</span>', _more(size), _more(who), person.initials
    )


def pair(first: Faced | None, second: Faced | None, size: str = "", third: Faced | None = None) -> SafeString:
    """Draw two people one step apart: the first is me, the second you. A trio has its third colour."""
    rest = face(third, who="third") if third is not None else ""
    return format_html(
        '<span class="pp-pair{}">{}{}{}</span>', _more(size), face(first, who="me"), face(second, who="you"), rest
    )


def steps(done: int, total: int, *, label: str, who: str = "me", size: str = "", is_open: bool = True) -> SafeString:
    """Draw progress as one row of footsteps: done, the next one as a ring (unless `is_open` is false), those to come."""
    marks = ["on"] * min(done, total) + ["next" if is_open else ""] * (done < total)
    marks += [""] * (total - len(marks))
    return _rows([(who, marks)], label, ("one", *size.split()))


def rhythm(mine: Sequence[str], theirs: Sequence[str], *, label: str, size: str = "") -> SafeString:
    """Draw two rows of footsteps, one for each person. A mark is on, next, skip or blank."""
    return _rows([("me", mine), ("you", theirs)], label, size.split())


def both(mine: int, theirs: int, total: int, *, label: str, size: str = "") -> SafeString:
    """Draw how much each of the two gets, out of `total`."""
    return rhythm(
        ["on"] * mine + [""] * (total - mine), ["on"] * theirs + [""] * (total - theirs), label=label, size=size
    )


def pair_mark(pace: str) -> SafeString:
    """Draw one pair as in the field of pairs, for its legend."""
    return format_html(
        '<svg viewBox="0 0 27 40" width="18" height="26" class="pp-field" aria-hidden="true">{}</svg>',
        _small_pair(pace, 1, 0),
    )


def pair_field(paces: Iterable[str], *, label: str) -> SafeString:
    """Draw every relationship as a small pair, by how it keeps pace: ok, slow, quiet or new."""
    paces = list(paces)
    rows = max(1, -(-len(paces) // PER_ROW))
    drawn = format_html_join(
        "",
        "{}",
        ((_small_pair(pace, 4 + 34 * (n % PER_ROW), 4 + 50 * (n // PER_ROW)),) for n, pace in enumerate(paces)),
    )
    return format_html(
        '<svg class="pp-field" viewBox="0 0 714 {}" role="img" aria-label="{}">{}</svg>', rows * 50, label, drawn
    )


def _small_pair(pace: str, x: int, y: int) -> SafeString:
    if pace not in PACES:
        raise ValueError(f"A pace is one of {', '.join(sorted(PACES))}, not “{pace}”.")
    return format_html(
        '<g class="pf {}" transform="translate({} {})"><rect x="0" y="9" width="10" height="26" rx="5"/>'
        '<rect x="13" y="1" width="10" height="26" rx="5"/></g>',
        pace,
        x,
        y,
    )


def _rows(rows: Iterable[tuple[str, Sequence[str]]], label: str, sizes: Iterable[str]) -> SafeString:
    drawn = format_html_join("", '<span class="r {}">{}</span>', ((who, _marks(marks)) for who, marks in rows))
    return format_html('<span class="pp-steps{}" role="img" aria-label="{}">{}</span>', _more(*sizes), label, drawn)


def _marks(marks: Sequence[str]) -> SafeString:
    if unknown := set(marks) - MARKS:
        raise ValueError(f"A mark is on, next, skip or blank, not “{min(unknown)}”.")
    return format_html_join("", '<i class="{}"></i>', ((mark,) for mark in marks))


def _more(*classes: str) -> str:
    return "".join(f" {name}" for name in classes if name)
