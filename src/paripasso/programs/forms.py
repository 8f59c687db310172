"""What is typed about programmes and rounds: clean values out, nothing saved."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paripasso.people.models import Person
from paripasso.programs import rules
from paripasso.programs.enums import Kind, Role, Visibility
from paripasso.programs.models import Program, Round
from paripasso.programs.templates import template

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ColleagueField(forms.EmailField):
    """A colleague's address: gives the person."""

    default_error_messages = {
        "unknown": _("Nobody who is active here has this address. Check it, or import the person first.")
    }

    def clean(self, value: Any) -> Person | None:
        """Find the person."""
        email = super().clean(value)
        if not email:
            return None
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return person


class NewProgramForm(forms.Form):
    """A programme from a template: the template knows the rest."""

    kind = forms.ChoiceField(label=_("What do you want to happen?"), widget=forms.RadioSelect)
    name_it = forms.CharField(label=_("Name in Italian"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        required=False,
        help_text=_("Small letters and hyphens, as in spring-2027. Left empty, it comes from the name."),
    )
    run_by = ColleagueField(
        label=_("Who runs it"), required=False, help_text=_("The e-mail address of a colleague. Left empty: you.")
    )

    def __init__(self, *args: Any, language: str, must_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = "it" if language.startswith("it") else "en"
        kinds = cast("forms.ChoiceField", self.fields["kind"])
        kinds.choices = [(kind, template(kind).answer[self.language]) for kind in Kind]
        if must_name:
            self.fields["run_by"].required = True
            self.fields["run_by"].help_text = _(
                "The e-mail address of a colleague. Administrators start programmes and do not run them."
            )

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty from the template, and see that the address is free."""
        clean = self.cleaned_data
        if kind := clean.get("kind"):
            names = template(Kind(kind)).name
            for language in ("it", "en"):
                clean[f"name_{language}"] = clean.get(f"name_{language}") or names[language]
            clean["slug"] = clean.get("slug") or free_slug(clean[f"name_{self.language}"])
            if Program.objects.filter(slug=clean["slug"]).exists() or Round.objects.filter(slug=clean["slug"]).exists():
                self.add_error("slug", forms.ValidationError(_("This address is taken. Add a year or a season to it.")))
        return clean


class DatesForm(forms.Form):
    """The six dates of a round and its places."""

    enrol_from = forms.DateField(label=_("First day of enrolment"), widget=DAY)
    enrol_until = forms.DateField(label=_("Last day of enrolment"), widget=DAY)
    match_on = forms.DateField(label=_("Day of matching"), widget=DAY)
    starts_on = forms.DateField(label=_("Start of the round"), widget=DAY)
    middle_on = forms.DateField(label=_("Halfway"), widget=DAY)
    ends_on = forms.DateField(label=_("End of the round"), widget=DAY)
    places = forms.IntegerField(
        label=_("Places"),
        min_value=2,
        max_value=1_000_000,
        required=False,
        help_text=_("Left empty, nobody has to wait."),
    )

    def clean(self) -> dict[str, Any]:
        """Dates follow one another; the first that does not is named."""
        is_whole = all(name in self.cleaned_data for name in rules.DATES)
        if is_whole and (later := rules.crossed(self.dates)):
            before = self.fields[rules.DATES[rules.DATES.index(later) - 1]].label
            text = _("This day comes before “%(before)s”. Choose a later one.")
            self.add_error(later, forms.ValidationError(text, params={"before": before}))
        return self.cleaned_data

    @property
    def dates(self) -> rules.Dates:
        """The dates as one value."""
        return rules.Dates(**{name: self.cleaned_data[name] for name in rules.DATES})


class WordsForm(forms.Form):
    """A programme's name and public words, in both languages."""

    name_it = forms.CharField(label=_("Name in Italian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    promise_it = forms.CharField(
        label=_("Heading in Italian, a line each"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    promise_en = forms.CharField(
        label=_("Heading in English, a line each"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    purpose_it = forms.CharField(
        label=_("Purpose in Italian"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    purpose_en = forms.CharField(
        label=_("Purpose in English"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    problem_it = forms.CharField(
        label=_("What it is, in Italian"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    problem_en = forms.CharField(
        label=_("What it is, in English"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    visibility = forms.ChoiceField(
        label=pgettext_lazy("public page", "Who may see the public page"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
    )


class GrantForm(forms.Form):
    """A role for a colleague."""

    person = ColleagueField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


def free_slug(name: str) -> str:
    """An address from a name that no programme and no round has yet."""
    root = slugify(name)[:50] or "programme"
    taken = {*Program.objects.filter(slug__startswith=root).values_list("slug", flat=True)}
    taken |= {*Round.objects.filter(slug__startswith=root).values_list("slug", flat=True)}
    return next(slug for slug in (root, *(f"{root}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
