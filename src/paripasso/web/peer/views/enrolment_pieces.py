"""What the steps of enrolment show: skills by group, the week, colleagues one would like or rather not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from paripasso.core import clock
from paripasso.enrolment import access, forms
from paripasso.enrolment.enums import Depth, Priority, Step
from paripasso.enrolment.hours import SLOT
from paripasso.enrolment.queries import calendars, colleagues, languages
from paripasso.enrolment.queries import skills as skill_queries
from paripasso.enrolment.rules import MOST_PRIVATE, PrivateIds

if TYPE_CHECKING:
    from paripasso.people.models import Person
    from paripasso.web.peer.views.enrolment_steps import Visit

WISH, VETO = "wish", "veto"
LACKING = {
    Step.OFFERS: _("Choose at least one thing that you could teach"),
    Step.SEEKS: _("Choose at least one thing that you would like to learn"),
    Step.HOURS: _("Mark when you usually have time"),
    Step.PREFERENCES: _("Choose at least one language to meet in"),
}


def skills_form(visit: Visit) -> forms.SkillsForm:
    """The form of step 1 or 2 with what was posted."""
    kind = forms.OffersForm if visit.step == Step.OFFERS else forms.SeeksForm
    usable = skill_queries.usable(visit.request.user)
    names = {pk: skill.name(visit.language) for pk, skill in usable.items()}
    return kind(visit.posted, names=names, is_final=visit.is_final)


def skills(visit: Visit, form: forms.SkillsForm | None, typed: str) -> dict[str, Any]:
    """Everything to choose from, what is chosen, and how to find more."""
    round = visit.enrolment.round
    usable = skill_queries.usable(visit.request.user)
    chosen = _chosen(visit, form)
    is_offer = visit.step == Step.OFFERS
    first = skill_queries.demand(round) if is_offer else skill_queries.supply(round)
    show_all = visit.asked == "all"
    groups = skill_queries.groups(
        usable,
        language=visit.language,
        first=first,
        chosen=[pk for pk, _level, _line in chosen],
        typed="" if show_all else typed,
        show_all=show_all,
    )
    return {
        "form": form,
        "groups": groups,
        "shown": sum(choice.is_shown for group in groups for choice in group.choices),
        "total": len(usable),
        "typed": "" if show_all else typed,
        "has_more": not show_all,
        "chosen": [
            {"pk": pk, "name": usable[pk].name(visit.language), "level": level, "line": line}
            for pk, level, line in chosen
            if pk in usable
        ],
        "levels": Depth.choices if is_offer else Priority.choices,
    }


def _chosen(visit: Visit, form: forms.SkillsForm | None) -> list[tuple[UUID, int, str]]:
    if form is not None:
        posted = [pk for pk in form.names if str(pk) in visit.request.POST.getlist("skills")]
        levels = Depth if visit.step == Step.OFFERS else Priority
        return [(pk, form.level(pk, levels.values, levels.values[1]), form.line(pk)) for pk in posted]
    if visit.step == Step.OFFERS:
        return [(one.skill_id, one.depth, one.proof) for one in visit.enrolment.offers.all()]
    return [(one.skill_id, one.priority, one.why) for one in visit.enrolment.seeks.all()]


def week(visit: Visit, form: forms.HoursForm, *, more: bool) -> dict[str, Any]:
    """The grid with the names of its days; what was just ticked stays ticked."""
    ticked = {int(cell) for cell in form.data.getlist("hours") if cell.isdigit()} if form.is_bound else None
    rows = []
    for start, cells in zip(form.grid.starts, form.grid.rows, strict=True):
        label = f"{start} – {start + SLOT}"
        boxes = [
            {
                "value": cell.value,
                "label": f"{WEEKDAYS[cell.day]} {label}",
                "is_free": cell.is_free if ticked is None else cell.value in ticked,
            }
            for cell in cells
        ]
        rows.append({"label": label, "boxes": boxes})
    days = [(WEEKDAYS_ABBR[day], WEEKDAYS[day]) for day in form.grid.days]
    feed = calendars.of(visit.request.user)
    return {
        "form": form,
        "rows": rows,
        "days": days,
        "more": more,
        "zone": visit.request.user.time_zone,
        "feed": feed,
        "is_reading": feed is not None and not feed.trouble and feed.due_at <= clock.now(),
        "corrected": len(feed.added) + len(feed.dropped) if feed else 0,
    }


@dataclass(frozen=True)
class Private:
    """Wishes and vetoes as this page shows them."""

    wishes: tuple[Person, ...]
    vetoes: tuple[Person, ...]

    @property
    def ids(self) -> PrivateIds:
        """What is sealed of them."""
        return PrivateIds(*(tuple(person.pk for person in people) for people in (self.wishes, self.vetoes)))


def opened(visit: Visit) -> Private:
    """Open one's own wishes and vetoes."""
    choices = access.private_choices_for(visit.request.reader, visit.enrolment, at=clock.now())
    return Private(choices.wishes, choices.vetoes)


def changed(visit: Visit, private: Private) -> Private:
    """Add or take away whoever the pressed button names; nobody is both wished for and not."""
    verb, _colon, said = visit.asked.partition(":")
    kind = {WISH: "wishes", VETO: "vetoes"}.get(verb.removeprefix("add-").removeprefix("drop-"))
    person = colleagues.one(said, by=visit.request.user) if kind else None
    if kind is None or person is None:
        return private
    lists = {name: [one for one in getattr(private, name) if one != person] for name in ("wishes", "vetoes")}
    if verb.startswith("add-"):
        lists[kind] = [*lists[kind], person][:MOST_PRIVATE]
    return Private(tuple(lists["wishes"]), tuple(lists["vetoes"]))


def preferences_form(visit: Visit) -> forms.PreferencesForm:
    """The form of step 5, filled with what was posted or with what is known."""
    offered = languages.offered(visit.request.user, also=visit.enrolment.languages)
    now = forms.initial(visit.enrolment)
    return forms.PreferencesForm(visit.posted, offered=offered, language=visit.language, initial=now)


def preferences(visit: Visit, form: forms.PreferencesForm | None, private: Private) -> dict[str, Any]:
    """The form, whoever is chosen, and whoever was found by the name that was typed."""
    taken = {*private.wishes, *private.vetoes}
    finders = []
    for kind, people in ((WISH, private.wishes), (VETO, private.vetoes)):
        asked = visit.asked == f"find-{kind}" and visit.request.method == "POST"
        typed = visit.request.POST.get(f"find-{kind}", "") if asked else ""
        found = [one for one in colleagues.found(typed, by=visit.request.user) if one not in taken]
        finders.append(
            {
                "kind": kind,
                "people": people,
                "typed": typed,
                "found": found,
                "asked": asked,
                "full": len(people) >= MOST_PRIVATE,
            }
        )
    return {"form": form or preferences_form(visit), "finders": finders}
