"""The public page of a round: what it is, for whom, when, and the way in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paripasso.core import clock
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.queries import enrolments
from paripasso.programs import access
from paripasso.programs.enums import Role, RoundState, Visibility
from paripasso.programs.queries import grants, programs
from paripasso.web.shared.ui import open_to_all, page
from paripasso.web.shared.visibility import rows

if TYPE_CHECKING:
    from paripasso.programs.models import Program, Round


@open_to_all
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a round to whoever may see it. A visitor who may not, or who mistyped, is asked to sign in: both look the same."""
    reader = request.user if request.user.is_authenticated else None
    try:
        round = access.public_round_for(reader, slug)
    except Http404:
        if reader is None:
            return redirect_to_login(request.get_full_path())
        raise
    today = timezone.localdate(clock.now())
    language = get_language() or settings.LANGUAGE_CODE
    enrolment = enrolments.of(reader, round) if reader else None
    context = {
        "round": round,
        "program": round.program,
        "words": _words(round.program, language),
        "dates": _dates(round, today),
        "days_left": (round.enrol_until - today).days,
        "is_open": round.state == RoundState.ENROLLING,
        "is_draft": round.state == RoundState.DRAFT,
        "is_listed": round.program.visibility == Visibility.ANYONE and round.state == RoundState.ENROLLING,
        "enrolment": enrolment if enrolment and enrolment.state != EnrolmentState.WITHDRAWN else None,
        "supporters": programs.supporters(round.program),
        "team": grants.holders(round.program, Role.PROGRAM_MANAGER) if reader else [],
        "who_rows": rows(),
    }
    return page(request, "public/programme/page.html", context)


def _words(program: Program, language: str) -> dict[str, object]:
    """The programme's own words in the reader's language; in the other one where these are missing."""
    here, there = ("it", "en") if language.startswith("it") else ("en", "it")

    def said(field: str) -> str:
        return str(getattr(program, f"{field}_{here}") or getattr(program, f"{field}_{there}"))

    return {
        "promise": [line for line in said("promise").splitlines() if line] or [program.name(language)],
        "purpose": said("purpose"),
        "problem": said("problem"),
        "faq": [{"question": one["question"][here], "answer": one["answer"][here]} for one in program.faq],
    }


def _dates(round: Round, today: date) -> list[dict[str, object]]:
    """The five moments of a round; one of them is now, unless all are gone."""
    # Months are written small in Italian and with a capital in English.
    pattern = "j b" if (get_language() or "").startswith("it") else "j M"
    found = [
        (round.enrol_from, round.enrol_until, _("Enrolment is open")),
        (round.match_on, round.match_on, _("We compose the pairs")),
        (round.starts_on, round.starts_on, _("Off you go: you learn who with")),
        (round.middle_on, round.middle_on, _("Halfway: we ask how it is going")),
        (round.ends_on, round.ends_on, _("We look at how far you have come")),
    ]
    here = next((n for n, (_first, last, _title) in enumerate(found) if last >= today), None)
    return [
        {"first": first, "last": last, "title": title, "is_now": n == here, "pattern": pattern}
        for n, (first, last, title) in enumerate(found)
    ]
