"""The tags of the design language, built into every template. Each has its page in the gallery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.forms import BoundField
from django.template import Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from paripasso.core.look import capsules, charts, forms, icons, lengths, prose

register = Library()

register.simple_tag(icons.icon)
register.simple_tag(icons.logo)
register.simple_tag(capsules.face)
register.simple_tag(capsules.pair)
register.simple_tag(capsules.steps)
register.simple_tag(capsules.rhythm)
register.simple_tag(capsules.both)
register.simple_tag(capsules.pair_mark)
register.simple_tag(capsules.pair_field)
register.simple_tag(prose.markdown)
register.simple_tag(prose.sealed)
register.simple_tag(forms.control)
register.filter(forms.shape)


@register.filter
def percent_of(part: float, whole: float) -> int:
    """A part of a whole as a whole percent, for a class: `pp-w-{{ part|percent_of:whole }}`."""
    return lengths.percent(part or 0, whole or 0)


class Named(Protocol):
    """A row with a name in each language: a programme, a round, a skill."""

    def name(self, language: str) -> str: ...


@register.filter
def in_words(row: Named) -> str:
    """The row's name in the reader's language."""
    return row.name(get_language() or "en")


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "", sight: str = "", **attrs: Any) -> dict[str, Any]:
    """A form field: label, control, help, error. `sight` is a `{% who_sees … as x %}` shown beside the label."""
    drawn = forms.shape(bound)
    return {
        "field": bound,
        "shape": drawn,
        "label": label or bound.label,
        "sight": sight,
        "control": "" if drawn == "choices" else forms.control(bound, **attrs),
        "choices": forms.choices(bound) if drawn == "choices" else [],
    }


@register.inclusion_tag("components/errors.html")
def errors(*found: Any, saved: bool = False) -> dict[str, Any]:
    """The summary above a form: how many things are missing, a link to each. It takes the focus."""
    return {"faults": forms.faults(*found), "saved": saved}


@register.inclusion_tag("components/empty.html")
def empty(title: str, why: str = "", url: str = "", action: str = "", level: int = 2) -> dict[str, Any]:
    """Nothing here yet: what will be here, why, and one button."""
    return {"title": title, "why": why, "url": url, "action": action, "level": level}


@register.inclusion_tag("components/loading.html")
def loading(sentence: str, rows: int = 3) -> dict[str, Any]:
    """Being loaded: the list's final shape in grey, one sentence for readers of screens."""
    return {"sentence": sentence, "rows": range(rows)}


@register.inclusion_tag("components/todo.html")
def todo(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The attention list. An item has `title`, and may have `text`, `pair` (two people), `icon`, `actions` (label, url, kind)."""
    return {"items": items}


@register.inclusion_tag("components/path.html")
def path(stages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The round's timeline. A stage has `title`, `note`, `state` (on, now, blank), `weight`, and `done` in percent when now."""
    grown = lengths.shares([float(stage.get("weight", 1)) for stage in stages])
    return {"stages": [{**stage, "grow": grow} for stage, grow in zip(stages, grown, strict=True)]}


@register.inclusion_tag("components/bullet.html")
def bullet(
    label: str, value: float | None, target: float | None = None, *, unit: str = "%", note: str = "", whole: float = 100
) -> dict[str, Any]:
    """A figure against its target. Short of it is yellow and says by how much; a figure that may not be told is None."""
    reached = value is not None and target is not None and value >= target
    return {
        "label": label,
        "value": value,
        "target": target,
        "unit": unit,
        "note": note,
        "reached": reached,
        "short": value is not None and target is not None and not reached,
        "by": abs((value or 0) - (target or 0)),
        "width": lengths.percent(value or 0, whole),
        "at": lengths.percent(target or 0, whole),
    }


@register.inclusion_tag("components/progress.html")
def progress(label: str, done: float, whole: float = 100, text: str = "") -> dict[str, Any]:
    """How far a job has come, as a bar and in words."""
    return {"label": label, "percent": lengths.percent(done, whole), "text": text}


@register.inclusion_tag("components/balance.html")
def balance(given: float, received: float, label: str) -> dict[str, Any]:
    """Giving and receiving: two capsules as long as the minutes. `label` says both in words."""
    mine, theirs = lengths.shares([given, received])
    return {"mine": mine if given else 0, "theirs": theirs if received else 0, "label": label}


@register.inclusion_tag("components/segments.html")
def segments(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The agenda as a bar. A part has `minutes`, `state` (on, now, blank), and `done` in percent when now."""
    grown = lengths.shares([float(part["minutes"]) for part in parts])
    return {"parts": [{**part, "grow": grow} for part, grow in zip(parts, grown, strict=True)]}


@register.inclusion_tag("components/date_tile.html")
def date_tile(day: date | datetime) -> dict[str, Any]:
    """A day as a small sheet of the calendar, in the reader's time zone."""
    here = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    month, weekday = date_format(here, "M"), date_format(here, "D")
    small = (get_language() or "").startswith("it")  # Italian months and days have no capital
    return {"day": here, "month": month.lower() if small else month, "weekday": weekday.lower() if small else weekday}


@register.inclusion_tag("components/columns.html")
def columns(
    key: str, title: str, finding: str, rows: Sequence[tuple[Any, ...]], across: str, up: str
) -> dict[str, Any]:
    """A chart of columns with its table: rows of (label, value, kind); `across` and `up` name the two."""
    rows = list(rows)
    return {"key": key, "title": title, "finding": finding, "columns": charts.columns(rows), "across": across, "up": up}


@register.inclusion_tag("components/lines.html")
def lines(
    key: str,
    title: str,
    finding: str,
    series: Sequence[tuple[str, str, Sequence[float | None]]],
    labels: Sequence[str],
    across: str,
    *,
    low: float | None = None,
    high: float | None = None,
    stairs: bool = False,
) -> dict[str, Any]:
    """A chart of lines, or of stairs, with its table: series of (name, kind, values), each labelled at its end."""
    chart = charts.lines(series, labels, low=low, high=high)
    return {"key": key, "title": title, "finding": finding, "chart": chart, "across": across, "stairs": stairs}


@register.inclusion_tag("components/funnel.html")
def funnel(caption: str, rows: Sequence[tuple[str, int]], across: str, up: str) -> dict[str, Any]:
    """Where people stop, and how many: rows of (stage, people); the last one is now."""
    most = max((count for _stage, count in rows), default=0)
    bars = [(stage, count, lengths.percent(count, most), n == len(rows) - 1) for n, (stage, count) in enumerate(rows)]
    return {"caption": caption, "bars": bars, "across": across, "up": up}
