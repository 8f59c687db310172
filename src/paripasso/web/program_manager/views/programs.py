"""Programmes: those one runs, a new one from a template, their words, their people."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paripasso.core import clock
from paripasso.enrolment.queries import enrolments
from paripasso.programs import access, forms
from paripasso.programs.actions import grants as grant_actions
from paripasso.programs.actions import programs as actions
from paripasso.programs.actions import rounds
from paripasso.programs.enums import Kind, Role, RoundState
from paripasso.programs.queries import grants, programs
from paripasso.programs.templates import template
from paripasso.web.shared import ui


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the programmes one runs with their rounds; to administrators, all of them, with their roles alone."""
    mine = list(programs.managed_by(request.user))
    found = [round for program in mine for round in program.rounds.all()]
    counts = enrolments.counts_of(found)
    rows = [
        {
            "program": program,
            "rounds": [{"round": round, "people": _in(counts[round.pk])} for round in program.rounds.all()],
        }
        for program in mine
    ]
    context = {
        "nav": "manage",
        "rows": rows,
        "enrolling": sum(round.state == RoundState.ENROLLING for round in found),
        "running": sum(round.state == RoundState.RUNNING for round in found),
        "may_start": access.may_start(request.user),
        "others": programs.everything().exclude(pk__in=[one.pk for one in mine])
        if request.user.is_administrator
        else [],
    }
    return ui.page(request, "program_manager/programs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a programme from a template, with its first round."""
    if not access.may_start(request.user):
        raise PermissionDenied(
            _("Programmes are started by administrators and by those who run one already. Ask one of them.")
        )
    language = get_language() or settings.LANGUAGE_CODE
    must_name = request.user.is_administrator and not grants.runs_any(request.user)
    form = forms.NewProgramForm(
        request.POST if request.method == "POST" else None,
        language=language,
        must_name=must_name,
        initial={"kind": Kind.PEER},
    )
    kinds = [{"template": template(kind), "why": template(kind).why[form.language]} for kind in Kind]
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return ui.page(
            request, "program_manager/programs/new.html", {"nav": "manage", "form": form, "kinds": kinds}, status=status
        )
    clean, at = form.cleaned_data, clock.now()
    shared = {name: clean[name] for name in ("slug", "name_it", "name_en")}
    program = actions.start(template=Kind(clean["kind"]), by=request.user, at=at, run_by=clean["run_by"], **shared)
    round = rounds.open_new(program=program, by=request.user, at=at, **shared)
    is_mine = grants.has(request.user, program, Role.PROGRAM_MANAGER)
    then = (
        reverse("program_manager:round", args=[round.slug])
        if is_mine
        else reverse("program_manager:team", args=[program.slug])
    )
    return ui.elsewhere(request, then, toast=_("Started. Everything is filled in; change what your place requires."))


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words of the public page."""
    program = access.program_for(request.user, slug)
    now = {name: getattr(program, name) for name in actions.WORDS}
    form = forms.WordsForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method != "POST" or not form.is_valid():
        context = {"nav": "manage", "program": program, "form": form}
        return ui.page(request, "program_manager/programs/words.html", context, status=422 if form.is_bound else 200)
    actions.reword(program=program, by=request.user, at=clock.now(), **form.cleaned_data)
    return ui.elsewhere(request, reverse("program_manager:words", args=[slug]), toast=_("Saved."))


@require_safe
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who holds which role."""
    program = access.roles_for(request.user, slug)
    return ui.page(request, "program_manager/programs/team.html", _team(program, forms.GrantForm()))


@require_POST
def grant(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a colleague a role."""
    program = access.roles_for(request.user, slug)
    form = forms.GrantForm(request.POST)
    if not form.is_valid():
        return ui.page(request, "program_manager/programs/team.html", _team(program, form), status=422)
    person, role = form.cleaned_data["person"], Role(form.cleaned_data["role"])
    grant_actions.grant(program=program, person=person, role=role, by=request.user, at=clock.now())
    return ui.elsewhere(request, reverse("program_manager:team", args=[slug]), toast=_("Role given."))


@require_POST
def revoke(request: HttpRequest, slug: str, grant_id: UUID) -> HttpResponse:
    """Take a role back."""
    held = access.grant_for(request.user, slug, grant_id)
    grant_actions.revoke(grant=held, by=request.user, at=clock.now())
    stays = request.user.is_administrator or grants.has(request.user, held.program, Role.PROGRAM_MANAGER)
    then = reverse("program_manager:team", args=[slug]) if stays else reverse("program_manager:programs")
    return ui.elsewhere(request, then, toast=_("Role taken back."))


def _team(program: object, form: forms.GrantForm) -> dict[str, object]:
    held = list(grants.of(program))
    missing = [role for role in (Role.PROGRAM_MANAGER, Role.TRUST_CONTACT) if role not in {one.role for one in held}]
    return {"nav": "manage", "program": program, "grants": held, "form": form, "missing": missing}


def _in(counts: dict[str, int]) -> int:
    """Whoever takes part: sent, accepted, matched or on a break."""
    return sum(counts[state] for state in ("submitted", "accepted", "matched", "paused"))
