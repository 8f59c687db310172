"""The six steps: each saved on its own, in any order, with or without scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from paripasso.core import clock
from paripasso.enrolment import access, forms, rules
from paripasso.enrolment.actions import calendars
from paripasso.enrolment.actions import enrolments as actions
from paripasso.enrolment.enums import EnrolmentState, Step
from paripasso.programs import access as program_access
from paripasso.programs.enums import Role
from paripasso.programs.queries import grants, programs
from paripasso.web.peer.views import enrolment_pieces as pieces
from paripasso.web.shared import ui
from paripasso.web.shared.visibility import rows

if TYPE_CHECKING:
    from paripasso.enrolment.models import Enrolment

# What the buttons of a step say: go on, go back, stop for today, or stay (a search, a tick, somebody added).
NEXT, BACK, LATER, STAY, ALL = "next", "back", "later", "stay", "all"


@dataclass(frozen=True)
class Place:
    """A step in the list beside the form."""

    step: Step
    url: str
    is_done: bool = False
    is_here: bool = False


def step_of(step: Step, slug: str) -> Place:
    """A step and its address."""
    return Place(step, reverse("peer:enrolment-step", args=[slug, step.slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Show one step, or save it."""
    here = next((step for step in Step if step.slug == name), None)
    if here is None:
        raise Http404
    round = program_access.public_round_for(request.user, slug)
    enrolment = access.enrolment_for(request.user, round)
    if not rules.may_change(enrolment.state, is_open=round.state == "enrolling"):
        return redirect("peer:enrolment", slug)
    visit = Visit(request, enrolment, here)
    return SHOWN[here](visit) if request.method != "POST" else SAVED[here](visit)


@dataclass(frozen=True)
class Visit:
    """One request to one step."""

    request: HttpRequest
    enrolment: Enrolment
    step: Step

    @property
    def asked(self) -> str:
        """Which button was pressed; the first one where none is named."""
        return str(self.request.POST.get("go", NEXT))

    @property
    def is_final(self) -> bool:
        """Whether to insist on what a sent enrolment needs. A draft may stay unfinished until it is sent."""
        return self.asked == NEXT or self.enrolment.state != EnrolmentState.DRAFT

    @property
    def posted(self) -> Any:
        """What was typed, or None for a look."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def language(self) -> str:
        """The reader's language."""
        return get_language() or settings.LANGUAGE_CODE

    def save(self, **clean: Any) -> None:
        """Save this step."""
        actions.save_step(enrolment=self.enrolment, step=self.step, by=self.request.user, at=clock.now(), **clean)

    def go(self) -> HttpResponse:
        """Go where the button leads."""
        slug = self.enrolment.round.slug
        if self.asked == LATER:
            ui.toast(self.request, _("Saved. You can go on whenever you like."))
            return ui.elsewhere(self.request, reverse("public:programme", args=[slug]))
        if self.asked == STAY:
            return ui.elsewhere(self.request, step_of(self.step, slug).url)
        moved = self.step + (-1 if self.asked == BACK else 1)
        return ui.elsewhere(self.request, step_of(Step(min(max(moved, 1), 6)), slug).url)

    def _done(self) -> set[Step]:
        """The steps that were saved and lack nothing; the last one is done once the enrolment is sent."""
        one = self.enrolment
        lacking = rules.missing(
            offers=len(one.offers.all()),
            seeks=len(one.seeks.all()),
            hours=len(one.hours),
            languages=len(one.languages),
            has_shifts=one.has_shifts,
        )
        saved = {step for step in Step if step <= one.step} - set(lacking)
        return saved if one.state != EnrolmentState.DRAFT else saved - {Step.CONSENT}

    def page(self, context: dict[str, Any], *, part: str = "", status: int = 200) -> HttpResponse:
        """Show the step, or one part of it."""
        slug = self.enrolment.round.slug
        done = self._done()
        places = [replace(step_of(one, slug), is_done=one in done, is_here=one == self.step) for one in Step]
        shared = {
            "bare": True,
            "round": self.enrolment.round,
            "enrolment": self.enrolment,
            "places": None,
            "steps": places,
            "current": self.step,
            "done": self.step - 1,
            "next": places[self.step] if self.step < Step.CONSENT else None,
            "team": grants.holders(self.enrolment.round.program, Role.PROGRAM_MANAGER),
        }
        template = f"peer/enrolment/{self.step.slug}.html{part}"
        return ui.page(self.request, template, {**shared, **context}, status=status)


def show_skills(visit: Visit) -> HttpResponse:
    """Steps 1 and 2: skills by group, the most wanted (or most offered) first."""
    return visit.page(pieces.skills(visit, form=None, typed=visit.request.GET.get("find", "")))


def save_skills(visit: Visit) -> HttpResponse:
    """Save what is ticked. A tick with scripts swaps the list of choices; without, the page comes again."""
    form = pieces.skills_form(visit)
    typed = visit.request.POST.get("find", "")
    if not form.is_valid():
        part = "#choices" if visit.asked == STAY else "#form"
        return visit.page(pieces.skills(visit, form=form, typed=typed), part=part, status=422)
    visit.save(**form.values)
    if visit.asked not in {STAY, ALL}:
        return visit.go()
    enrolment = access.enrolment_for(visit.request.user, visit.enrolment.round)
    return replace(visit, enrolment=enrolment).page(
        pieces.skills(replace(visit, enrolment=enrolment), None, typed), part="#choices"
    )


def show_aims(visit: Visit) -> HttpResponse:
    """Step 3."""
    return visit.page({"form": forms.AimsForm(initial=forms.initial(visit.enrolment))})


def save_aims(visit: Visit) -> HttpResponse:
    """Save step 3."""
    form = forms.AimsForm(visit.request.POST)
    if not form.is_valid():
        return visit.page({"form": form}, part="#form", status=422)
    visit.save(**form.values)
    return visit.go()


def show_hours(visit: Visit) -> HttpResponse:
    """Step 4: the week, with early, late and weekend hours where somebody asks for them."""
    more = "more" in visit.request.GET
    form = forms.HoursForm(before=visit.enrolment.hours, more=more, initial=forms.initial(visit.enrolment))
    return visit.page(pieces.week(visit, form, more=more), part="#form")


def save_hours(visit: Visit) -> HttpResponse:
    """Save step 4; or connect, read again or forget a calendar."""
    more = "more" in visit.request.POST
    if visit.asked.startswith("calendar"):
        return _calendar(visit, more=more)
    form = forms.HoursForm(visit.request.POST, before=visit.enrolment.hours, more=more, is_final=visit.is_final)
    if not form.is_valid():
        return visit.page(pieces.week(visit, form, more=more), part="#form", status=422)
    visit.save(**form.values)
    if visit.asked == STAY:
        return ui.elsewhere(visit.request, step_of(visit.step, visit.enrolment.round.slug).url + "?more")
    return visit.go()


def _calendar(visit: Visit, *, more: bool) -> HttpResponse:
    person, at = visit.request.user, clock.now()
    here = step_of(visit.step, visit.enrolment.round.slug).url + "#calendar"
    if visit.asked == "calendar-remove":
        calendars.remove(person=person, at=at)
        return ui.elsewhere(visit.request, here, toast=_("Removed. The hours stay as they are."))
    if visit.asked == "calendar-again":
        calendars.ask_again(person=person, at=at)
        return ui.elsewhere(visit.request, here)
    try:
        calendars.connect(person=person, address=visit.request.POST.get("calendar", ""), at=at)
    except calendars.CannotConnect as problem:
        form = forms.HoursForm(visit.request.POST, before=visit.enrolment.hours, more=more, is_final=False)
        form.is_valid()
        shown = pieces.week(visit, form, more=more) | {"calendar_problem": str(problem)}
        return visit.page(shown, part="#form", status=422)
    return ui.elsewhere(visit.request, here)


def show_preferences(visit: Visit) -> HttpResponse:
    """Step 5, with one's own wishes and vetoes through the sealing door."""
    return visit.page(pieces.preferences(visit, form=None, private=pieces.opened(visit)))


def save_preferences(visit: Visit) -> HttpResponse:
    """Save step 5, and whoever was added or taken away. What was searched for goes into no address."""
    form = pieces.preferences_form(visit)
    private = pieces.changed(visit, pieces.opened(visit))
    if not form.is_valid():
        return visit.page(pieces.preferences(visit, form=form, private=private), part="#form", status=422)
    visit.save(**form.values, private=private.ids)
    if visit.asked in {NEXT, BACK, LATER}:
        return visit.go()
    return visit.page(pieces.preferences(visit, form=form, private=private), part="#private")


def show_consent(visit: Visit) -> HttpResponse:
    """Step 6: who sees what, the three texts, and the button that sends."""
    return visit.page(_consent(visit, form=None))


def save_consent(visit: Visit) -> HttpResponse:
    """Send. What is missing is named with the way to it; everything else is saved."""
    if visit.asked in {BACK, LATER}:
        visit.save(may_be_counted="may_be_counted" in visit.request.POST)
        return visit.go()
    waiting = programs.to_accept(visit.enrolment.round.program, visit.request.user)
    form = forms.ConsentForm(visit.request.POST, has_accepted=not waiting)
    visit.save(may_be_counted="may_be_counted" in visit.request.POST)
    others = [step for step in actions.lacking(enrolment=visit.enrolment) if step != Step.CONSENT]
    if not form.is_valid() or others:
        return visit.page(_consent(visit, form=form, lacking=others), part="#form", status=422)
    at = clock.now()
    actions.accept_texts(enrolment=visit.enrolment, at=at)
    actions.submit(enrolment=visit.enrolment, by=visit.request.user, at=at)
    return ui.elsewhere(visit.request, reverse("peer:enrolment", args=[visit.enrolment.round.slug]), toast=_("Sent."))


def _consent(visit: Visit, form: forms.ConsentForm | None, lacking: list[Step] | None = None) -> dict[str, Any]:
    program = visit.enrolment.round.program
    waiting = programs.to_accept(program, visit.request.user)
    texts = programs.current_guidelines(program)
    form = form or forms.ConsentForm(initial=forms.initial(visit.enrolment), has_accepted=not waiting)
    slug = visit.enrolment.round.slug
    return {
        "form": form,
        "rows": rows(),
        "texts": [{"kind": text.get_kind_display(), "text": text.text(visit.language)} for text in texts],
        "waiting": waiting,
        "lacking": [{"url": step_of(step, slug).url, "text": pieces.LACKING[step]} for step in lacking or ()],
        "missing": len(lacking or ()) + (len(form.errors) if form.is_bound else 0),
        "is_sent": visit.enrolment.state != EnrolmentState.DRAFT,
    }


SHOWN: dict[Step, Callable[[Visit], HttpResponse]] = {
    Step.OFFERS: show_skills,
    Step.SEEKS: show_skills,
    Step.AIMS: show_aims,
    Step.HOURS: show_hours,
    Step.PREFERENCES: show_preferences,
    Step.CONSENT: show_consent,
}
SAVED: dict[Step, Callable[[Visit], HttpResponse]] = {
    Step.OFFERS: save_skills,
    Step.SEEKS: save_skills,
    Step.AIMS: save_aims,
    Step.HOURS: save_hours,
    Step.PREFERENCES: save_preferences,
    Step.CONSENT: save_consent,
}
