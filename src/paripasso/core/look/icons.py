"""Icons, inlined: they take the text's colour, need no request, and pass the strict policy."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "icons"
NAME = re.compile(r"[a-z0-9-]+")
SHAPES = re.compile(r"<(?:path|circle|line|rect|polyline|ellipse)\b[^>]*>")


class UnknownIcon(ValueError):
    """No icon goes by that name; `static/vendor/icons` holds them all."""


@cache
def shapes(name: str) -> str:
    """Read the shapes of one icon. Raises UnknownIcon."""
    path = FOLDER / f"{name}.svg"
    if not NAME.fullmatch(name) or not path.is_file():
        raise UnknownIcon(f"There is no icon “{name}” in static/vendor/icons.")
    return "".join(found for found in SHAPES.findall(path.read_text()) if 'd="M0 0h24v24H0z"' not in found)


def names() -> list[str]:
    """List every icon, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon beside a word: it says nothing by itself, so readers of screens do not meet it."""
    return format_html(
        '<svg class="pp-i{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        f" pp-i-{size}" if size else "",
        mark_safe(shapes(name)),  # noqa: S308 - our own files, read by a checked name
    )


def logo(size: int = 26) -> SafeString:
    """Draw the mark: an equals sign whose two bars have taken a step."""
    return format_html(
        '<svg class="pp-logo" viewBox="0 0 32 32" width="{0}" height="{0}" aria-hidden="true">'
        '<rect class="me" x="5" y="11" width="9" height="19" rx="4.5"/>'
        '<rect class="you" x="18" y="2" width="9" height="19" rx="4.5"/></svg>',
        size,
    )
