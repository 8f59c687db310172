"""The programme manager's page of today."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from paripasso.core import clock
from paripasso.measurement import overview
from paripasso.measurement.enums import Rhythm
from paripasso.programs import access
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.measurement.indicators.figure import Figure
    from paripasso.measurement.overview import Overview
    from paripasso.programs.models import Round
    from paripasso.relationships.queries.happenings import Happening

PACES = {Rhythm.IN_STEP: "ok", Rhythm.SLOWING: "slow", Rhythm.SILENT: "quiet", Rhythm.NEW: "new"}
MORNING, EVENING = 12, 18


@require_safe
def today(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who could use a word, how the round stands and where people stop."""
    round = access.round_for(request.user, slug)
    at = clock.now()
    zone = ZoneInfo(request.user.time_zone)
    found = overview.of_round(round, at=at, zone=zone)
    context = {
        "nav": "manage",
        "tab": "today",
        "round": round,
        "overview": found,
        "greeting": _greeting(at.astimezone(zone).hour),
        "todos": [_todo(one, zone) for one in found.attention],
        "smaller": [_todo(one, zone) for one in found.later],
        "figures": [{"figure": one, "note": _note(one)} for one in found.figures],
        "path": _path(round, found),
        "paces": [PACES[one] for one in found.field if one in PACES],
        "field_label": _field_label(found),
        "rhythms": [(rhythm.label, n, PACES[rhythm]) for rhythm, n in found.rhythms if rhythm in PACES],
        "funnel": _funnel(found),
    }
    return ui.page(request, "program_manager/overview/page.html", context)


def _greeting(hour: int) -> str:
    if hour < MORNING:
        return _("Good morning")
    return _("Good afternoon") if hour < EVENING else _("Good evening")


def _todo(one: Happening, zone: ZoneInfo) -> dict[str, object]:
    """A relationship that could use a word: its names and its dates. No cause, and nobody's fault."""
    names = [face.first_name for face in one.members]
    together = (
        _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
        if len(names) > 1
        else names[0]
    )
    last = one.last_met_at or one.introduced_at
    day = formats.date_format(last.astimezone(zone), "MONTH_DAY_FORMAT")
    text = (
        _("They last met on %(day)s.")
        if one.last_met_at
        else _("They were introduced on %(day)s and have not met yet.")
    )
    return {
        "title": _("%(names)s could use a word") % {"names": together},
        "text": text % {"day": day},
        "pair": one.members,
    }


def _note(figure: Figure) -> str:
    """What stands under a figure besides its target: the interval, in words, and how complete it is."""
    if figure.interval is None:
        return figure.completeness
    low, high = figure.interval
    sure = _("%(part)s of %(whole)s; with 95 %% certainty between %(low)s and %(high)s %%.")
    return f"{sure % {'part': figure.part, 'whole': figure.whole, 'low': low, 'high': high}} {figure.completeness}"


def _path(round: Round, found: Overview) -> list[dict[str, object]]:
    week = _("week %(week)s of %(weeks)s") % {"week": min(found.week, found.weeks), "weeks": found.weeks}
    titles = {
        "enrolment": (
            _("Enrolment"),
            ngettext("%(n)s person enrolled", "%(n)s people enrolled", found.enrolled) % {"n": found.enrolled},
        ),
        "matching": (
            _("Matching"),
            ngettext("%(n)s pair", "%(n)s pairs", found.pairs) % {"n": found.pairs} if found.pairs else "",
        ),
        "together": (_("Walking together"), week if found.week > 0 else ""),
        "middle": (_("Midpoint"), _("agreements reread")),
        "close": (pgettext("stage of a round", "Close"), ""),
    }
    return [
        {
            "title": titles[step.code][0],
            "note": ", ".join(
                part for part in (formats.date_format(step.starts_on, "MONTH_DAY_FORMAT"), titles[step.code][1]) if part
            ),
            "state": step.state if step.state != "next" else "",
            "weight": step.weight,
            "done": step.percent,
        }
        for step in found.path
    ]


def _field_label(found: Overview) -> str:
    words = ", ".join(f"{rhythm.label.lower()} {n}" for rhythm, n in found.rhythms)
    return ngettext("%(n)s relationship: %(words)s", "%(n)s relationships: %(words)s", found.pairs) % {
        "n": found.pairs,
        "words": words,
    }


def _funnel(found: Overview) -> list[tuple[str, int]]:
    names = {
        "invited": _("Could take part"),
        "started": _("Started to enrol"),
        "enrolled": _("Enrolled"),
        "matched": _("Matched"),
        "met": _("Met once"),
        "agreed": _("Signed an agreement"),
        "in_step": _("Still in step"),
    }
    return [(names[row.code], row.people) for row in found.funnel]
