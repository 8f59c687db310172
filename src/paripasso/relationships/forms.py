"""Input of the peers' space: clean values out, nothing saved. Every form that makes a row carries the row's id to be.

So the same form sent twice makes one row, and what was typed survives whatever the house has to say about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator, URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from paripasso.relationships import rules
from paripasso.relationships.enums import Mood

if TYPE_CHECKING:
    from paripasso.people.models import Person
    from paripasso.relationships.models import Member, Relationship

LONGEST_NOTE = 100_000
LONGEST_TEXT = 2_000
LONGEST_LINE = 200
BOTH = "both"


class Once(forms.Form):
    """A form that makes one row, however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give a new form its row's id."""
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4


def line(label: Any, *, required: bool = True, longest: int = LONGEST_LINE, **more: Any) -> forms.CharField:
    """Make a field for one line of text."""
    return forms.CharField(label=label, max_length=longest, required=required, **more)


def area(
    label: Any, *, required: bool = False, longest: int = LONGEST_TEXT, rows: int = 3, **more: Any
) -> forms.CharField:
    """Make a field for a few lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, **more)


def day(label: Any) -> forms.DateField:
    """Make a field for a day that one may leave empty."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class MomentField(forms.Field):
    """A date and time of the reader's own clock, as a moment in UTC."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Write a day and a time, for example 2027-05-06T10:00."),
        "gap": _("The clocks go forward in that hour, so this time does not exist. Choose another."),
    }
    zone: ZoneInfo = rules.UTC

    def to_python(self, value: object) -> datetime | None:
        """Return the moment; raises ValidationError for what is no time, or a time that the clocks skip."""
        if not value:
            return None
        try:
            local = datetime.fromisoformat(str(value).strip()).replace(tzinfo=self.zone)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        moment = local.astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise ValidationError(self.error_messages["gap"], code="gap")
        return moment


class TimesForm(Once):
    """One to three times, of which the other one chooses."""

    time_1 = MomentField(label=_("First time"))
    time_2 = MomentField(label=_("Second time"), required=False)
    time_3 = MomentField(label=_("Third time"), required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, at: datetime, **kwargs: Any) -> None:
        """Read times in `zone`; `at` is now."""
        super().__init__(*args, **kwargs)
        self.at = at
        for name in ("time_1", "time_2", "time_3"):
            field = self.fields[name]
            assert isinstance(field, MomentField)  # noqa: S101 - for the type checker
            field.zone = zone

    def clean(self) -> dict[str, Any]:
        """Name the time that has passed, or is too far."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("time_1", "time_2", "time_3"):
            moment = found.get(name)
            if moment is not None and moment <= self.at:
                self.add_error(name, _("This time has passed. Choose one that is still to come."))
            elif moment is not None and moment >= self.at + rules.FARTHEST_MEETING:
                self.add_error(name, _("This is more than a year away. Choose an earlier day."))
        return found

    @property
    def starts(self) -> list[datetime]:
        """The times that were given, each once."""
        given = (self.cleaned_data.get(name) for name in ("time_1", "time_2", "time_3"))
        return sorted({moment for moment in given if moment is not None})


class MeetingForm(TimesForm):
    """A meeting to propose."""

    topic = line(_("What about"), required=False)
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=15, max_value=240, initial=60)
    place = line(_("Where"), required=False, validators=[ProhibitNullCharactersValidator()])
    video_link = forms.CharField(
        label=_("Video link"), required=False, max_length=400, validators=[URLValidator(schemes=["https", "http"])]
    )


class AgreementForm(Once):
    """What the two of them expect of each other; one's own part, and the terms for both."""

    CADENCES: ClassVar = [
        (7, _("every week")),
        (14, _("every two weeks")),
        (21, _("every three weeks")),
        (30, _("once a month")),
    ]
    LENGTHS: ClassVar = [(minutes, format_lazy("{} {}", minutes, _("minutes"))) for minutes in (30, 45, 60, 90)]

    gives = area(_("What I give"))
    wants = area(_("What I would like"))
    cadence_days = forms.TypedChoiceField(label=_("How often we meet"), choices=CADENCES, coerce=int, initial=14)
    meeting_minutes = forms.TypedChoiceField(label=_("How long"), choices=LENGTHS, coerce=int, initial=60)
    channel = area(_("How we keep in touch"), rows=2)
    confidentiality = area(_("What stays between us"), rows=2)
    how_to_end = area(_("How we end it, if need be"), rows=2)
    replaces = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AcceptForm(forms.Form):
    """A yes to an agreement, with one's own words."""

    gives = area(_("What I give"))
    wants = area(_("What I would like"))


class GoalForm(Once):
    """A goal and its first steps, one a line."""

    title = line(_("My goal"))
    why = line(_("Why it matters to me"), required=False, longest=500)
    measure = line(_("How I will notice that I am there"), required=False, longest=500)
    due_on = day(_("By when"))
    steps = area(_("Steps, one a line"), rows=4)

    def clean_steps(self) -> list[str]:
        """Return the steps without empty lines; at most twenty, none too long."""
        steps = [step.strip() for step in self.cleaned_data["steps"].splitlines() if step.strip()]
        if len(steps) > 20:
            raise ValidationError(_("Twenty steps are a lot: keep the first ones, the others will follow."))
        if any(len(step) > LONGEST_LINE for step in steps):
            raise ValidationError(_("One of the steps is very long. Cut it in two."))
        return steps


class StepForm(Once):
    """Another step."""

    text = line(_("Next step"))


class ByMembers(Once):
    """A form that gives something to one of the members."""

    def __init__(self, *args: Any, relationship: Relationship, reader: Person, **kwargs: Any) -> None:
        """Offer the members by name, the reader as “You”."""
        super().__init__(*args, **kwargs)
        self.members = rules.members(relationship)
        mine = next(member for member in self.members if member.person_id == reader.pk)
        others = [(str(m.pk), m.person.first_name) for m in self.members if m.pk != mine.pk]
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(mine.pk), _("You")), *others, *self.also(len(others))]

    def also(self, others: int) -> list[tuple[str, Any]]:  # noqa: ARG002 - for forms that offer more
        """Return further choices."""
        return []

    @property
    def owners(self) -> Sequence[Member]:
        """The members chosen."""
        chosen = self.cleaned_data["owner"]
        return [member for member in self.members if chosen in {BOTH, str(member.pk)}]


class AgendaForm(ByMembers):
    """A point of the agenda."""

    text = line(_("New point"))
    owner = forms.ChoiceField(label=_("Whose"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, initial=15)


class FollowUpForm(ByMembers):
    """Who does what, by when."""

    text = line(_("New follow-up"))
    owner = forms.ChoiceField(label=_("Who"))
    due_on = day(_("By"))

    def also(self, others: int) -> list[tuple[str, Any]]:
        """Offer everybody."""
        return [(BOTH, _("Both of you") if others == 1 else _("All of you"))]


class NoteForm(forms.Form):
    """The notes of a meeting, on top of the version that was read."""

    text = area(_("Shared notes"), longest=LONGEST_NOTE, rows=9, strip=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_text(self) -> str:
        """Write line breaks one way, whatever the browser sends."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class CheckInForm(forms.Form):
    """How it goes this week."""

    mood = forms.TypedChoiceField(label=_("How is it going this week?"), choices=Mood.choices, coerce=Mood)


def first_times(free: Sequence[datetime], *, at: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Return up to three shared free hours, on different days if there are, as a form's first values."""
    ahead = [moment.astimezone(zone) for moment in free if moment > at + timedelta(hours=1)]
    days: dict[object, datetime] = {}
    for moment in ahead:
        days.setdefault(moment.date(), moment)
    chosen = sorted([*days.values(), *(m for m in ahead if m not in days.values())][: rules.TIMES_AT_ONCE])
    return {f"time_{n}": moment.strftime("%Y-%m-%dT%H:%M") for n, moment in enumerate(chosen, start=1)}
