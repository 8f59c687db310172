"""The component gallery: every piece of the design, empty, loading and in error, in one page. Demo and administrators only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from paripasso.core.look import icons
from paripasso.core.refusals import Refusal
from paripasso.web.shared import visibility
from paripasso.web.shared.ui import done, open_to_all, page

HOURS = ("8 – 10", "10 – 12", "12 – 14", "14 – 16", "16 – 18")


@dataclass(frozen=True)
class Somebody:
    """A face for the gallery."""

    full_name: str
    initials: str


@dataclass(frozen=True)
class Opened:
    """An opened text, as the sealing door hands it over."""

    words: str

    def reveal(self) -> str:
        """The words."""
        return self.words


class CannotShow(Refusal):
    """A refusal to look at."""

    sentence = gettext_lazy("This is how a refusal looks: it says what is not possible now, and what would help.")


class SampleForm(forms.Form):
    """One field of each shape."""

    goal = forms.CharField(
        label=gettext_lazy("By July I would like to…"),
        max_length=60,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence is enough."),
    )
    phone = forms.RegexField(
        r"^[0-9 ]{10,}$",
        label=gettext_lazy("Telephone"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write it with ten digits, for example 333 014 2895.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("How well"),
        choices=[
            ("1", gettext_lazy("I can help you begin")),
            ("2", gettext_lazy("I can walk with you while you learn")),
        ],
    )
    way = forms.ChoiceField(
        label=gettext_lazy("You meet"),
        widget=forms.RadioSelect,
        choices=[
            ("person", gettext_lazy("In person")),
            ("video", gettext_lazy("By video")),
            ("same", gettext_lazy("Either")),
        ],
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("I understand who sees what."),
        error_messages={"required": gettext_lazy("Confirm that you have read who sees what.")},
    )
    weight = forms.IntegerField(
        label=gettext_lazy("Teaching goes both ways"),
        initial=9,
        widget=forms.NumberInput(attrs={"type": "range", "max": 10}),
    )


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component. To everyone else it does not exist."""
    if not (settings.DEMO or (request.user.is_authenticated and request.user.is_administrator)):
        raise Http404
    if request.method == "POST":
        return _answer(request)
    return page(request, "public/gallery.html", _pieces(SampleForm()))


def _answer(request: HttpRequest) -> HttpResponse:
    if "refuse" in request.POST:
        raise CannotShow
    form = SampleForm(request.POST)
    if not form.is_valid():
        return page(request, "public/gallery.html#sample", _pieces(form), status=422)
    return done(request, "public/gallery.html#sample", _pieces(SampleForm()), then=request.path, toast=_("Sent"))


def _pieces(form: SampleForm) -> dict[str, Any]:
    chiara, amadou, yara = (
        Somebody("Chiara Ferrante", "CF"),
        Somebody("Amadou Diallo", "AD"),
        Somebody("Yara Haddad", "YH"),
    )
    return {
        "form": form,
        "chiara": chiara,
        "amadou": amadou,
        "yara": yara,
        "icons": icons.names(),
        "opened": Opened(_("The chart of rejects: one question, “where do we lose most?”.")),
        "prose": _("**One idea** for each chart:\n\n- drop the legend\n- write the names beside the lines"),
        "day": date(2027, 4, 22),
        "hours": HOURS,
        "rows": visibility.rows(),
        "mine": ["on", "on", "on", "skip", "on", "on", "on", "on", "next"] + [""] * 13,
        "theirs": ["on", "on", "on", "skip", "on", "on", "", "on", "next"] + [""] * 13,
        "paces": ["ok", "slow", "ok", "quiet", "ok", "new", "ok"] * 6,
        "things": _things(chiara, amadou),
        "stages": _stages(),
        "agenda": [
            {"minutes": 10, "state": "on"},
            {"minutes": 20, "state": "now", "done": 37},
            {"minutes": 10},
            {"minutes": 5},
        ],
        "quality": [
            (_("under 40"), 1, "sun"),
            ("40–49", 2, "sun"),
            ("50–59", 4),
            ("60–69", 9),
            ("70–79", 17),
            ("80–89", 28),
            ("90–100", 23),
        ],
        "gap": [
            (_("best possible"), "you", [98, 95.5, 94.2, 93.6, 93.1, 92.9, 92.8]),
            (_("best found"), "me", [71, 83, 88.2, 90, 90.8, 91, 91.1]),
        ],
        "stay": [
            (_("with a peer"), "me", [100, 99, 98, 97, 97, 96, 96]),
            (_("without"), "you", [100, 98, 95, 93, 91, 90, 88]),
        ],
        "seconds": ["0", "1", "2", "3", "4", "5", "6"],
        "funnel": [(_("Read the page"), 902), (_("Enrolled"), 176), (_("Matched"), 168), (_("Still in step"), 146)],
    }


def _things(chiara: Somebody, amadou: Somebody) -> list[dict[str, Any]]:
    return [
        {
            "title": _("Chiara and Amadou have not met since 18 March"),
            "text": _("Two invitations went unanswered. Neither of them has asked for help."),
            "pair": (chiara, amadou, None),
            "actions": [
                {"label": _("Write to both"), "url": "#todo", "kind": "primary"},
                {"label": _("Not now"), "url": "#todo", "kind": "plain"},
            ],
        },
        {"title": _("Chiara needs a new peer"), "text": _("Four people in reserve fit."), "pair": (chiara, None, None)},
        {
            "title": _("The midpoint survey goes out in 27 days"),
            "text": _("Both texts are approved."),
            "icon": "mail-forward",
        },
    ]


def _stages() -> list[dict[str, Any]]:
    return [
        {"title": _("Enrolment"), "note": _("11 January, 176 enrolled"), "state": "on", "weight": 4},
        {"title": _("Matching"), "note": _("8 February, 84 pairs"), "state": "on", "weight": 2.2},
        {
            "title": _("Walking together"),
            "note": _("18 February, week 9 of 22"),
            "state": "now",
            "weight": 12.4,
            "done": 70,
        },
        {"title": _("Midpoint"), "note": _("17 May"), "weight": 8.6},
        {"title": _("Close"), "note": _("22 July"), "weight": 1.6},
    ]
