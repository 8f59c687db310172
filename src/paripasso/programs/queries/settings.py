"""Everything that a programme is, without a single person: for its file, its copy, and for going back a step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from paripasso.programs.models import Program, Round
from paripasso.programs.queries import aims, eligibility, programs
from paripasso.programs.rules import DATES

FORMAT = "paripasso-programme/1"
WORDS = (
    "name_it", "name_en", "promise_it", "promise_en", "purpose_it", "purpose_en", "problem_it", "problem_en", "visibility",
)  # fmt: skip
STRUCTURE = (
    "weeks", "cadence_days", "first_meeting_days", "meeting_minutes", "capacity", "group_size", "is_rolling", "milestones",
)  # fmt: skip
ROUND_COLUMNS = ("slug", "name_it", "name_en", "state", *DATES, "places")


def of(program: Program) -> dict[str, Any]:
    """Return the settings as plain values that JSON can carry. Closed lists hold people, and stay behind."""
    rules = eligibility.of(program)
    saved = not rules._state.adding
    return {
        "format": FORMAT,
        "kind": program.kind,
        "words": {name: getattr(program, name) for name in WORDS},
        "structure": {name: getattr(program, name) for name in STRUCTURE},
        "plan": program.topics,
        "questions": program.faq,
        "aims": [
            {
                "indicator": aim.indicator,
                "baseline": None if aim.baseline is None else str(aim.baseline),
                "target": str(aim.target),
                "due_on": aim.due_on.isoformat(),
            }
            for aim in aims.of(program)
        ],
        "eligibility": {
            "departments": sorted(one.name for one in rules.departments.all()) if saved else [],
            "sites": sorted(one.name for one in rules.sites.all()) if saved else [],
            "levels": sorted(one.name for one in rules.levels.all()) if saved else [],
            "least_months": rules.least_months,
            "most_months": rules.most_months,
        },
        "guidelines": {
            one.kind: {"it": one.text_it, "en": one.text_en} for one in programs.current_guidelines(program)
        },
    }


def rounds(program: Program) -> Iterator[list[Any]]:
    """Yield the rounds as rows of a table: the header, then one a round, the oldest first. Dates and places, nobody's name."""
    yield list(ROUND_COLUMNS)
    for round in Round.objects.filter(program=program).order_by("enrol_from", "slug"):
        yield [getattr(round, name) for name in ROUND_COLUMNS]
