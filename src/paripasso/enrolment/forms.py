"""The six steps of enrolment: what was typed in, clean values out. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paripasso.core import tables
from paripasso.enrolment import hours as week
from paripasso.enrolment.enums import DepartmentWish, Depth, MeetingMode, Priority
from paripasso.enrolment.models import Enrolment
from paripasso.enrolment.rules import ENOUGH_HOURS, MOST_PEERS, MOST_SKILLS, Offering, Seeking
from paripasso.people.imports.languages import NAMES, name_of

AIMS_LENGTH = 1000
LINE_LENGTH = 200


def _capital(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    """Choices that stand alone begin with a capital; within a sentence they do not."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class SkillsForm(forms.Form):
    """Skills that were ticked, each with a level and a line of its own."""

    skills = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    none_chosen: Any = ""
    too_many = _("Choose at most %(most)s. You can change them until matching.")

    def __init__(self, *args: Any, names: Mapping[UUID, str], is_final: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.is_final = is_final
        skills = cast("forms.MultipleChoiceField", self.fields["skills"])
        skills.choices = [(str(pk), name) for pk, name in names.items()]

    def clean_skills(self) -> list[UUID]:
        """Between one and as many as somebody can reasonably carry."""
        chosen = [UUID(one) for one in self.cleaned_data["skills"]]
        if not chosen and self.is_final:
            raise forms.ValidationError(self.none_chosen)
        if len(chosen) > MOST_SKILLS:
            raise forms.ValidationError(self.too_many, params={"most": MOST_SKILLS})
        return chosen

    def level(self, pk: UUID, choices: Collection[int], default: int) -> int:
        """The level chosen for a skill, or the usual one."""
        said = str(self.data.get(f"level-{pk}", ""))
        return int(said) if said.isdigit() and int(said) in choices else default

    def line(self, pk: UUID) -> str:
        """The line written beside a skill."""
        return " ".join(str(self.data.get(f"line-{pk}", "")).split())

    def clean(self) -> dict[str, Any]:
        """Lines have a length."""
        for pk in self.cleaned_data.get("skills", ()):
            if len(self.line(pk)) > LINE_LENGTH:
                name = self.names[pk]
                text = _("The line about “%(name)s” is longer than %(most)s characters. Shorten it.")
                self.add_error("skills", forms.ValidationError(text, params={"name": name, "most": LINE_LENGTH}))
        return self.cleaned_data


class OffersForm(SkillsForm):
    """Step 1."""

    none_chosen = _("Choose at least one thing that you could teach.")

    @property
    def values(self) -> dict[str, Any]:
        """What step 1 saves."""
        return {"offers": [self.offering(pk) for pk in self.cleaned_data["skills"]]}

    def offering(self, pk: UUID) -> Offering:
        """One skill on offer."""
        return Offering(pk, self.level(pk, Depth.values, Depth.PRACTICE), self.line(pk))


class SeeksForm(SkillsForm):
    """Step 2."""

    none_chosen = _("Choose at least one thing that you would like to learn.")

    @property
    def values(self) -> dict[str, Any]:
        """What step 2 saves. The first one ticked is the first choice, the second the second, unless somebody says otherwise."""
        pks = self.cleaned_data["skills"]
        usual = {pk: min(n, Priority.THIRD) for n, pk in enumerate(pks, start=1)}
        return {"seeks": [Seeking(pk, self.level(pk, Priority.values, usual[pk]), self.line(pk)) for pk in pks]}


class AimsForm(forms.Form):
    """Step 3. Both may stay empty: some know what they want only after the first meeting."""

    aims = forms.CharField(
        label=_("By then I would like to …"),
        required=False,
        max_length=AIMS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: present the quality figures to thirty people without reading the slides."),
    )
    experience = forms.CharField(
        label=_("Something I have been through that could help somebody"),
        required=False,
        max_length=AIMS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A project, a mistake you learned from, a change of trade, a result you are proud of."),
    )

    @property
    def values(self) -> dict[str, Any]:
        """What step 3 saves."""
        return self.cleaned_data


class HoursForm(forms.Form):
    """Step 4: a week of cells, two hours each."""

    hours = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    has_shifts = forms.BooleanField(label=_("I work shifts: ask me week by week"), required=False)

    def __init__(
        self, *args: Any, before: Collection[int], more: bool = False, is_final: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before, self.is_final = before, is_final
        self.grid = week.grid(before, more=more)
        cells = cast("forms.MultipleChoiceField", self.fields["hours"])
        cells.choices = [(str(cell), str(cell)) for cell in sorted(self.grid.cells)]

    def clean(self) -> dict[str, Any]:
        """Three hours are enough, and people on shifts may leave them empty."""
        ticked = [int(cell) for cell in self.cleaned_data.get("hours", ())]
        self.cleaned_data["hours"] = week.after_ticking(self.before, shown=self.grid.cells, ticked=ticked)
        too_few = len(self.cleaned_data["hours"]) < ENOUGH_HOURS and not self.cleaned_data.get("has_shifts")
        if too_few and self.is_final:
            text = _("Mark at least two cells, or tick that you work shifts.")
            self.add_error("hours", forms.ValidationError(text))
        return self.cleaned_data

    @property
    def values(self) -> dict[str, Any]:
        """What step 4 saves."""
        return {name: self.cleaned_data[name] for name in ("hours", "has_shifts")}


class PreferencesForm(forms.Form):
    """Step 5, without wishes and vetoes: those go through the sealing door."""

    meeting_mode = forms.ChoiceField(
        label=pgettext_lazy("the two of you", "You meet"), choices=_capital(MeetingMode), widget=forms.RadioSelect
    )
    department_wish = forms.ChoiceField(
        label=_("Your peer comes"), choices=_capital(DepartmentWish), widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you are comfortable in"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language to meet in.")},
    )
    capacity = forms.TypedChoiceField(
        label=_("How many peers at once"), coerce=int, choices=[(n, str(n)) for n in range(1, MOST_PEERS + 1)]
    )

    def __init__(self, *args: Any, offered: Collection[str], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((name_of(code, language), code) for code in offered if code in NAMES)
        languages = cast("forms.MultipleChoiceField", self.fields["languages"])
        languages.choices = [(code, name) for name, code in named]

    @property
    def values(self) -> dict[str, Any]:
        """What step 5 saves of these."""
        return self.cleaned_data


class ConsentForm(forms.Form):
    """Step 6."""

    understood = forms.BooleanField(
        label=_("I have understood who sees what, and will keep to myself what the other person tells me."),
        error_messages={
            "required": _("Confirm that you have read who sees what: it protects whoever will be with you.")
        },
    )
    accepted = forms.BooleanField(
        label=_(
            "I have read and accept the three texts: what a peer does, the code of conduct, the confidentiality pact."
        ),
        error_messages={"required": _("Accept the three texts: everybody in the programme has.")},
    )
    may_be_counted = forms.BooleanField(
        label=_(
            "My results may enter the programme's statistics, without my name. You can say no and take part all the same."
        ),
        required=False,
    )

    def __init__(self, *args: Any, has_accepted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_accepted:
            del self.fields["accepted"]


class PauseForm(forms.Form):
    """A pause, with the day it ends or without."""

    until = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty to come back when you like."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def initial(enrolment: Enrolment) -> dict[str, Any]:
    """What the plain fields hold now."""
    names = (
        "aims",
        "experience",
        "has_shifts",
        "meeting_mode",
        "department_wish",
        "languages",
        "capacity",
        "may_be_counted",
    )
    return {name: getattr(enrolment, name) for name in names}


class UploadForm(forms.Form):
    """A spreadsheet of enrolments."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("Up to 20 MB. The first line names the columns, in Italian or English."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty. Choose another.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )
    new_skills = forms.ChoiceField(
        label=_("Skills that are not on the shared list"),
        choices=[
            ("yes", _("Add them, unless they look like a slip of a known one")),
            ("all", _("Add all of them")),
            ("no", _("Name them as faults")),
        ],
        initial="yes",
        widget=forms.RadioSelect,
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > tables.MOST_BYTES:
            text = _("The file is larger than %(megabytes)s MB. Leave out columns we do not need, or split it.")
            raise forms.ValidationError(text, params={"megabytes": tables.MOST_BYTES // 1024 // 1024})
        return file
