"""The engine's codes in the words of people, in whichever language is active. No query: names are handed in.

A reason is `{"code": …, "params": {…}}`; people in its parameters are places of seats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy, ngettext, pgettext_lazy

from paripasso.matching import weeks

Reason = Mapping[str, Any]

RULES = {
    "shared_hour": gettext_lazy("Free hours in common"),
    "common_language": gettext_lazy("A language both speak well"),
    "reporting_line": gettext_lazy("Never line manager and report"),
    "same_manager": gettext_lazy("Not two people of one line manager"),
    "promotion_race": gettext_lazy("Not two people in one promotion race"),
    "level_distance": gettext_lazy("Levels not too far apart"),
    "already_paired": gettext_lazy("Not the same two again"),
    "department": gettext_lazy("Department"),
    "site": gettext_lazy("Site"),
    "closed_lists": gettext_lazy("Closed lists"),
}

PARAMETERS = {
    ("shared_hour", "hours"): gettext_lazy("hours a week, at least"),
    ("reporting_line", "levels"): gettext_lazy("levels of the reporting line"),
    ("level_distance", "at_least"): gettext_lazy("levels apart, at least"),
    ("level_distance", "at_most"): gettext_lazy("levels apart, at most"),
    ("already_paired", "months"): gettext_lazy("months before they may meet again; 0 means never"),
    ("department", "must"): gettext_lazy("the two departments"),
    ("site", "must"): gettext_lazy("the two sites"),
}

WEIGHTS = {
    "teaching": gettext_lazy("Teaching goes both ways"),
    "first_choice": gettext_lazy("First choice of what to learn"),
    "aims": gettext_lazy("Aims in common"),
    "experience": gettext_lazy("Experience that helps"),
    "different_department": gettext_lazy("Different department"),
    "shared_hours": gettext_lazy("More shared hours"),
    "level_proximity": gettext_lazy("Similar level"),
    "new_acquaintance": gettext_lazy("New acquaintance"),
    "working_style": gettext_lazy("Similar way of working"),
}

BANDS = (
    gettext_lazy("under 40"), gettext_lazy("40s"), gettext_lazy("50s"), gettext_lazy("60s"), gettext_lazy("70s"),
    gettext_lazy("80s"), gettext_lazy("90s"),
)  # fmt: skip


WEEKDAYS = (  # as in a sentence: Italian writes them small
    pgettext_lazy("weekday in a sentence", "Monday"),
    pgettext_lazy("weekday in a sentence", "Tuesday"),
    pgettext_lazy("weekday in a sentence", "Wednesday"),
    pgettext_lazy("weekday in a sentence", "Thursday"),
    pgettext_lazy("weekday in a sentence", "Friday"),
    pgettext_lazy("weekday in a sentence", "Saturday"),
    pgettext_lazy("weekday in a sentence", "Sunday"),
)


def listed(words: Sequence[str]) -> str:
    """“a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(several)s and %(last)s") % {"several": ", ".join(words[:-1]), "last": words[-1]}


def language(code: str) -> str:
    """The name of a language as in a sentence; its code, if nobody knows it. Italian writes languages small."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name if (get_language() or "en").startswith("en") else name.lower()


def hour(utc_hour: int, ahead: int) -> str:
    """An hour of the week on the reader's clock; `ahead` in minutes."""
    local = weeks.in_zone(utc_hour, ahead=ahead)
    return gettext("%(weekday)s at %(hour)02d:00") % {"weekday": WEEKDAYS[local // 24], "hour": local % 24}


def hours_in_common(count: int) -> str:
    """How many hours of a week two people share."""
    return ngettext("%(count)s shared hour", "%(count)s shared hours", count) % {"count": count}


def rule(name: str) -> str:
    """A rule by its name in the policy form."""
    return str(RULES.get(name, name))


def barred(name: str, count: int) -> str:
    """How many people one rule keeps away, said from the side of who has no peer."""
    told = {
        "shared_hour": ngettext(
            "no free hour in common with %(count)s person", "no free hour in common with %(count)s people", count
        ),
        "common_language": ngettext(
            "no language in common with %(count)s person", "no language in common with %(count)s people", count
        ),
        "reporting_line": ngettext(
            "in one reporting line with %(count)s person", "in one reporting line with %(count)s people", count
        ),
        "same_manager": ngettext(
            "the same line manager as %(count)s person", "the same line manager as %(count)s people", count
        ),
        "promotion_race": ngettext(
            "in one promotion race with %(count)s person", "in one promotion race with %(count)s people", count
        ),
        "level_distance": ngettext(
            "a level too far from %(count)s person", "a level too far from %(count)s people", count
        ),
        "already_paired": ngettext(
            "already paired with %(count)s person", "already paired with %(count)s people", count
        ),
        "department": ngettext(
            "%(count)s person in a department that does not fit",
            "%(count)s people in a department that does not fit",
            count,
        ),
        "site": ngettext(
            "%(count)s person at a site that does not fit", "%(count)s people at a site that does not fit", count
        ),
    }
    fallback = ngettext(
        "a rule stands between them and %(count)s person", "a rule stands between them and %(count)s people", count
    )
    return told.get(name, fallback) % {"count": count}


def obstacle(reason: str, bars: Mapping[str, int]) -> str:
    """Why somebody has no peer. The last answer covers better pairs and private wishes alike: they are never told apart."""
    if reason == "alone":
        return gettext("Nobody else takes part yet.")
    if reason == "rules":
        worst = sorted(bars.items(), key=lambda one: (-one[1], one[0]))[:2]
        return gettext("Rules leave nobody: %(rules)s.") % {"rules": listed([barred(*one) for one in worst])}
    if reason == "below_floor":
        return gettext("Nobody fits well enough: every possible pair is below the quality asked for.")
    if reason == "set_aside":
        return gettext("You set their pair aside.")
    return gettext("Better pairs elsewhere, or a wish that stays private.")


def change(
    code: str, params: Mapping[str, Any], *, partner: str, score: int, skills: Mapping[str, str], ahead: int
) -> str:
    """The smallest change that would help. `score` in hundredths; `ahead` in minutes, of the reader's clock."""
    values = {
        "partner": partner,
        "score": score,
        "hour": hour(int(params.get("hour", 0)), ahead),
        "language": language(str(params.get("language", ""))),
        "skill": skills.get(str(params.get("skill", "")), str(params.get("skill", ""))),
        "rule": rule(str(params.get("rule", ""))),
    }
    told = {
        "one_more_hour": gettext("With one more free hour, %(hour)s, %(partner)s fits at %(score)s."),
        "one_more_language": gettext("If they also met in %(language)s, %(partner)s fits at %(score)s."),
        "one_more_wish": gettext("If they also wanted “%(skill)s”, %(partner)s fits at %(score)s."),
        "one_more_offer": gettext("If they also offered “%(skill)s”, %(partner)s fits at %(score)s."),
        "without_rule": gettext("Without the rule “%(rule)s”, %(partner)s fits at %(score)s."),
    }
    return told[code] % values if code in told else ""


def failure(kept: Mapping[str, Any]) -> str:
    """Why a run came to nothing, and what helps."""
    code = kept.get("code")
    if code == "given_up":
        return gettext(
            "The run was interrupted several times and was given up. Start it again; if it happens again, tell whoever runs Paripasso."
        )
    if code == "sealed":
        return gettext(
            "The private choices of somebody in the pool did not open, and no run goes on without them. Whoever runs Paripasso can see why."
        )
    flaws = kept.get("flaws") or [{}]
    return " ".join(_flaw(flaw) for flaw in flaws[:3])


def _flaw(flaw: Mapping[str, Any]) -> str:
    code, value = flaw.get("code"), flaw.get("value", "")
    if code == "locked_twice":
        return gettext("%(who)s is locked in more than one pair. Unlock one of them.") % {"who": value}
    if code == "locked_but_barred":
        return gettext("A locked pair breaks a rule (%(who)s). Unlock it, or switch the rule off.") % {"who": value}
    return gettext("The engine cannot answer this: %(what)s") % {"what": flaw.get("message", code)}
