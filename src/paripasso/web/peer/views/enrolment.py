"""One's enrolment as a whole: begin, see what was sent, pause, leave, come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from paripasso.core import clock
from paripasso.enrolment import access, forms, rules
from paripasso.enrolment.actions import enrolments as actions
from paripasso.enrolment.enums import EnrolmentState, Step
from paripasso.enrolment.queries import enrolments as queries
from paripasso.programs import access as program_access
from paripasso.programs import rules as program_rules
from paripasso.programs.queries import programs
from paripasso.web.peer.views.enrolment_steps import step_of
from paripasso.web.shared import ui

if TYPE_CHECKING:
    from paripasso.enrolment.models import Enrolment


@require_safe
def enrolment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was sent; where nothing was sent yet, go on with the form, or offer to begin."""
    round = program_access.public_round_for(request.user, slug)
    mine = queries.of(request.user, round)
    is_open = program_rules.is_open(round.state)
    context = {"nav": "today", "round": round, "enrolment": mine, "is_open": is_open}
    if mine is None:
        return ui.page(request, "peer/enrolment/start.html", context)
    if mine.state == EnrolmentState.DRAFT and is_open:
        return redirect("peer:enrolment-step", slug, Step(min(mine.step + 1, Step.CONSENT)).slug)
    return _sent(request, mine, forms.PauseForm())


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin, and go to the first step that waits."""
    round = program_access.public_round_for(request.user, slug)
    actions.start(round=round, person=request.user, at=clock.now())
    return redirect("peer:enrolment", slug)


@require_POST
def accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept the texts as they are now: new ones, or those that a spreadsheet could not accept for anybody."""
    actions.accept_texts(enrolment=_mine(request, slug), at=clock.now())
    return ui.elsewhere(request, _back(slug), toast=_("Accepted."))


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave the round."""
    mine = _mine(request, slug)
    actions.withdraw(enrolment=mine, by=request.user, at=clock.now())
    return ui.elsewhere(request, _back(slug), toast=_("You have left. What you wrote is kept, in case you come back."))


@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Come back."""
    mine = _mine(request, slug)
    actions.reopen(enrolment=mine, by=request.user, at=clock.now())
    return ui.elsewhere(request, _back(slug))


@require_POST
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Step out of the pool, until a day or for as long as one likes."""
    mine = _mine(request, slug)
    form = forms.PauseForm(request.POST)
    if not form.is_valid():
        return _sent(request, mine, form, status=422)
    actions.pause(enrolment=mine, by=request.user, at=clock.now(), until=form.cleaned_data["until"])
    return ui.elsewhere(request, _back(slug), toast=_("Paused. Your place is kept."))


@require_POST
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Step back into the pool."""
    mine = _mine(request, slug)
    actions.resume(enrolment=mine, by=request.user, at=clock.now())
    return ui.elsewhere(request, _back(slug), toast=_("Resumed. You are back in the pool."))


def _mine(request: HttpRequest, slug: str) -> Enrolment:
    round = program_access.public_round_for(request.user, slug)
    return access.enrolment_for(request.user, round)


def _sent(request: HttpRequest, mine: Enrolment, form: forms.PauseForm, *, status: int = 200) -> HttpResponse:
    """Show what was sent, and what can be done with it."""
    is_open = program_rules.is_open(mine.round.state)
    context = {
        "nav": "today",
        "round": mine.round,
        "enrolment": mine,
        "is_open": is_open,
        "steps": [step_of(step, mine.round.slug) for step in Step if step != Step.CONSENT],
        "may_change": rules.may_change(mine.state, is_open=is_open),
        "may_withdraw": rules.may_withdraw(mine.state),
        "waiting": _waiting(request, mine),
        "may_pause": mine.state in {EnrolmentState.SUBMITTED, EnrolmentState.ACCEPTED, EnrolmentState.PAUSED},
        "pause": form,
    }
    return ui.page(request, "peer/enrolment/sent.html", context, status=status)


def _waiting(request: HttpRequest, mine: Enrolment) -> list[dict[str, object]]:
    """The texts this person has not accepted in their current version."""
    if mine.state in {EnrolmentState.WITHDRAWN, EnrolmentState.DRAFT}:
        return []
    language = get_language() or settings.LANGUAGE_CODE
    texts = programs.to_accept(mine.round.program, request.user)
    return [{"kind": text.get_kind_display(), "text": text.text(language)} for text in texts]


def _back(slug: str) -> str:
    return reverse("peer:enrolment", args=[slug])
