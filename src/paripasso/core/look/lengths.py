"""Lengths without inline styles: `static/css/lengths.css` has a class for each whole percent, and for each share of a row."""

from __future__ import annotations

from fractions import Fraction

SHARES = 60  # .pp-grow-1 … .pp-grow-60


def percent(part: float | Fraction, whole: float | Fraction = 100) -> int:
    """Turn a part of a whole into a whole percent between 0 and 100. A part that is there is never drawn as nothing."""
    if whole <= 0 or part <= 0:
        return 0
    return max(1, min(100, round(100 * part / whole)))


def shares(weights: list[float]) -> list[int]:
    """Scale weights to whole shares of a row, the largest 60, none below 1."""
    largest = max(weights, default=0)
    return [max(1, round(SHARES * weight / largest)) if largest > 0 else 1 for weight in weights]


def stylesheet() -> str:
    """The text of `static/css/lengths.css`; a test compares it with the file."""
    lines = ["/* Made by paripasso.core.look.lengths: lengths without inline styles. */"]
    lines += [f".pp-w-{n} {{ width: {n}%; }}" for n in range(101)]
    lines += [f".pp-at-{n} {{ inset-inline-start: {n}%; }}" for n in range(101)]
    lines += [f".pp-grow-{n} {{ flex: {n} 1 0; }}" for n in range(1, SHARES + 1)]
    return "\n".join(lines) + "\n"
