"""What the studio's pages show, gathered and put in words; no view of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from paripasso.matching import words
from paripasso.matching.enums import Phase, RunState
from paripasso.matching.queries import pool, rows, runs, why
from paripasso.matching.rules import BANDS, WEAK, may_start

if TYPE_CHECKING:
    from paripasso.matching.models import MatchRun
    from paripasso.programs.models import Round

PER_PAGE = 12
SINGLES_PER_PAGE = 20
SMALL = (
    pgettext_lazy("number of people", "one"),
    pgettext_lazy("number of people", "two"),
    pgettext_lazy("number of people", "three"),
    pgettext_lazy("number of people", "four"),
    pgettext_lazy("number of people", "five"),
    pgettext_lazy("number of people", "six"),
    pgettext_lazy("number of people", "seven"),
    pgettext_lazy("number of people", "eight"),
    pgettext_lazy("number of people", "nine"),
)
HIGHER_IS_BETTER = (
    ("placed", gettext_lazy("Paired")),
    ("median", gettext_lazy("Median quality")),
    ("worst", gettext_lazy("Weakest pair")),
    ("across", gettext_lazy("Across departments")),
)


def before(round: Round) -> dict[str, Any]:
    """The pool as it is now, and what became of the last attempt."""
    found = pool.before(round)
    attempt = attempt_of(runs.last_attempt(round))
    return {"pool": found, "may_start": may_start(round.state), **attempt, **_scarce(found)}


def attempt_of(attempt: MatchRun | None) -> dict[str, Any]:
    """Why the last run came to nothing, if it did."""
    failed = attempt is not None and attempt.state == RunState.FAILED
    return {
        "failure": words.failure(attempt.failure) if attempt and failed else "",
        "was_cancelled": attempt is not None and attempt.state == RunState.CANCELLED,
    }


def _scarce(found: pool.Pool) -> dict[str, Any]:
    names = why.skill_names(translation.get_language() or "en", [one.skill for one in (*found.missing, *found.scarce)])
    return {
        "missing": [(names.get(one.skill, one.skill), one.wanted) for one in found.missing],
        "scarce": [(names.get(one.skill, one.skill), one.wanted, one.offered) for one in found.scarce],
    }


def pool_of(run: MatchRun) -> pool.Pool:
    """The pool that a run looked at; the present one until it has looked."""
    kept = run.result.get("pool")
    return pool.Pool.from_mapping(kept) if kept else pool.before(run.round)


def phase(run: MatchRun) -> str:
    """What a run is doing, in words."""
    if run.state == RunState.PUBLISHING:
        return _("Introducing people to each other")
    return str(Phase(run.phase).label) if run.phase in Phase.values else ""


def review(run: MatchRun, request: HttpRequest) -> dict[str, Any]:
    """Everything the review page shows; a constant number of queries."""
    asked = {name: request.GET.get(name, "") for name in ("find", "order", "state", "page", "left")}
    reader = {"language": translation.get_language() or "en", "zone": request.user.time_zone, "on": run.round.starts_on}
    found = runs.proposals(run, order=asked["order"] or "weakest", find=asked["find"], state=asked["state"])
    page = Paginator(found, PER_PAGE).get_page(asked["page"])
    left = Paginator(runs.unmatched(run), SINGLES_PER_PAGE).get_page(asked["left"])
    last = runs.last_attempt(run.round)
    return {
        "pool": pool_of(run),
        "asked": asked,
        "page": page,
        "rows": rows.of(page.object_list, **reader),
        "left": left,
        "singles": rows.singles(left.object_list, **reader),
        "released": rows.released(list(runs.released(run))),
        "kept_apart": [
            row for row in rows.of(list(runs.set_aside(run.round)), **reader) if row.proposal.run_id != run.pk
        ],
        "is_done": run.state == RunState.DONE,
        "may_start": may_start(run.round.state),
        **attempt_of(last if last != run else None),
        **headline(run),
        **figures(run),
    }


def headline(run: MatchRun) -> dict[str, Any]:
    """The page's conclusion, as decisions stand now."""
    pairs = runs.to_introduce(run).count()
    talk = run.result["unmatched"] + runs.released(run).count()
    return {"headline": _conclusion(pairs, talk), "pairs": pairs, "talk": talk, "without": _without(talk)}


def _conclusion(pairs: int, talk: int) -> str:
    if not pairs:
        return _("No pair is possible yet")
    told = ngettext("%(pairs)s pair", "%(pairs)s pairs", pairs) % {"pairs": number_format(pairs)}
    if not talk:
        return _("%(pairs)s, and a peer for everyone") % {"pairs": told}
    people = ngettext("%(people)s person to talk to", "%(people)s people to talk to", talk) % {"people": _small(talk)}
    return _("%(pairs)s, and %(people)s") % {"pairs": told, "people": people}


def _without(talk: int) -> str:
    told = ngettext("%(people)s person without a peer", "%(people)s people without a peer", talk) % {
        "people": _small(talk)
    }
    return told[:1].upper() + told[1:]


def _small(number: int) -> str:
    return str(SMALL[number - 1]) if 1 <= number <= len(SMALL) else number_format(number)


def figures(run: MatchRun) -> dict[str, Any]:
    """The run's own numbers as the page tells them; the stored result has the same, unrounded."""
    told = run.result
    weak = sum(count for count, (_low, high) in zip(told["quality"], BANDS, strict=True) if high * 100 <= WEAK)
    columns = [
        (str(label), count, "sun" if high * 100 <= WEAK else "me")
        for label, count, (_low, high) in zip(words.BANDS, told["quality"], BANDS, strict=True)
    ]
    return {
        "told": told,
        "gap": _gap(told["gap_percent"]),
        "seconds": number_format(told["seconds"], decimal_pos=1),
        "across": percent(told["across_departments"], told["proposals"]),
        "both_ways": percent(told["both_ways"], told["proposals"]),
        "columns": columns,
        "finding": ", ".join(f"{label}: {count}" for label, count, _kind in columns),
        "weak": weak,
        "bars": sorted(((words.rule(name), count) for name, count in told["barred"].items()), key=lambda one: -one[1]),
        "comparison": _comparison(run),
    }


def _gap(value: float) -> str:
    """Rounded up to a tenth of a percent: "at most" must stay true."""
    tenths = -(-round(value * 1_000) // 100)
    return number_format(tenths / 10, decimal_pos=1) if tenths else "0"


def percent(part: int, whole: int) -> int:
    """A whole percent."""
    return round(100 * part / whole) if whole else 0


def _comparison(run: MatchRun) -> dict[str, Any] | None:
    """This run beside the one before it, while that one is still to be had."""
    last = runs.before(run)
    if last is None:
        return None
    now, then = _compared(run.result), _compared(last.result)
    measures = [(label, then[name], now[name], _trend(name, now, then)) for name, label in HIGHER_IS_BETTER]
    return {"number": last.number, "measures": measures, "changed": run.result.get("changed")}


def _trend(name: str, now: dict[str, int], then: dict[str, int]) -> str:
    return "" if now[name] == then[name] else "better" if now[name] > then[name] else "worse"


def _compared(told: dict[str, Any]) -> dict[str, int]:
    return {
        "placed": told["placed"],
        "median": round(told["median"] / 100),
        "worst": round(told["worst"] / 100),
        "across": percent(told["across_departments"], told["proposals"]),
    }
