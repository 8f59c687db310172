"""The codes of a result as English sentences: for the command and its spreadsheets. Other applications bring their own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pariter.hours import DAYS
from pariter.result import Change, Pair, Reason, Unmatched

RULES: Mapping[str, str] = {
    "reporting_line": "one of them leads the other",
    "same_manager": "they have the same manager",
    "promotion_race": "they run for the same promotion",
    "department": "their departments do not fit the programme",
    "site": "their sites do not fit the programme",
    "level_distance": "their levels are too near or too far apart",
    "common_language": "they share no language",
    "shared_hour": "they share too few free hours",
    "already_paired": "they were a pair not long ago",
    "closed_lists": "a closed list keeps them apart",
}

_REASONS: Mapping[str, str] = {
    "teaches": "{giver} can teach {seeker} {skill}",
    "first_choice": "{skill} is the first choice of {seeker}",
    "shared_aims": "both aim at {words}",
    "experience": "{giver} has been through what {seeker} aims at: {words}",
    "different_department": "departments {a} and {b} meet",
    "shared_hours": "{count} free hours in common, such as {hours}",
    "close_levels": "their levels are close",
    "new_acquaintance": "they do not know each other yet",
    "met_before": "they were a pair {months} months ago",
    "similar_style": "they like to work in a similar way",
    "common_languages": "both speak {languages}",
}

_CHANGES: Mapping[str, str] = {
    "one_more_hour": "one more free hour, {hour}",
    "one_more_language": "one more language, {language}",
    "one_more_wish": "one more wish, {skill}",
    "one_more_offer": "one more offer, {skill}",
    "without_rule": "without the rule {rule}",
}

_UNMATCHED: Mapping[str, str] = {
    "alone": "nobody else takes part",
    "rules": "a rule stands between them and everyone",
    "below_floor": "nobody fits well enough",
    "better_elsewhere": "everybody who fits is better placed elsewhere",
}


def hour_of_week(hour: int) -> str:
    """An hour 0..167 as day and hour, UTC.

    Examples
    --------
    >>> hour_of_week(33)
    'tue 9-10'
    """
    return f"{DAYS[hour // 24]} {hour % 24}-{hour % 24 + 1}"


def reason(told: Reason) -> str:
    """One reason of a pair. A code that is not known here stands for itself."""
    return _filled(_REASONS, told.code, told.params)


def reasons(pair: Pair) -> str:
    """All reasons of a pair."""
    return "; ".join(reason(told) for told in pair.reasons)


def change(told: Change) -> str:
    """The smallest change that would have helped."""
    return f"{_filled(_CHANGES, told.code, told.params)}: then with {told.partner} ({told.value / 100:.1f} of 100)"


def unmatched(told: Unmatched) -> str:
    """Why somebody has no place."""
    barred = ", ".join(
        f"{RULES.get(rule, rule)}: {count}"
        for rule, count in sorted(told.barred.items(), key=lambda one: (-one[1], one[0]))
    )
    return _filled(_UNMATCHED, told.reason, {}) + (f" ({barred})" if barred else "")


def _filled(texts: Mapping[str, str], code: str, params: Mapping[str, Any]) -> str:
    plain = {name: _told(name, value) for name, value in params.items()}
    return texts[code].format(**plain) if code in texts else code.replace("_", " ")


def _told(name: str, value: Any) -> str:
    if name in {"hour", "hours"}:
        return ", ".join(hour_of_week(one) for one in (value if isinstance(value, list | tuple) else [value]))
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
