"""Form fields in our clothes: label, help, error; and the summary that says what is missing, and takes the focus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField, widgets
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

MANY = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Fault:
    """One line of the summary: what is wrong, and where."""

    target: str
    text: str


def shape(bound: BoundField) -> str:
    """How a field is drawn: `check`, `choices` (a fieldset), `hidden` or `control`."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    return "choices" if isinstance(widget, (*MANY, widgets.SplitDateTimeWidget)) else "control"


def control(bound: BoundField, **attrs: Any) -> SafeString:
    """Write the control itself, with its classes. Django adds aria-describedby and aria-invalid."""
    widget = bound.field.widget
    classes = [_class_of(widget), widget.attrs.get("class", ""), str(attrs.pop("class", ""))]
    if bound.errors:
        classes.append("is-invalid")
    return bound.as_widget(attrs={**attrs, "class": " ".join(filter(None, classes))})


def choices(bound: BoundField) -> list[BoundWidget]:
    """The choices of a group of radios or checkboxes, each in our clothes."""
    found = list(bound.subwidgets)
    for one in found:
        one.data["attrs"]["class"] = "form-check-input"
    return found


def faults(*forms: Any) -> list[Fault]:
    """Gather what is wrong in all these forms and formsets, in the order of the page."""
    return [fault for form in forms if form is not None for fault in _faults_of(form)]


def _faults_of(form: Any) -> Iterator[Fault]:
    if not isinstance(form, BaseForm):  # a formset: its own faults, then each form's
        yield from (Fault("", str(text)) for text in form.non_form_errors())
        for one in form.forms:
            yield from _faults_of(one)
        return
    yield from (Fault("", str(text)) for text in form.non_field_errors())
    for bound in form:
        for text in bound.errors:
            yield Fault(_target(bound), str(text))


def _target(bound: BoundField) -> str:
    """Where the summary's link leads: the first choice, since a group of choices takes no focus itself."""
    many = isinstance(bound.field.widget, MANY)
    return f"{bound.auto_id}_0" if many else (bound.id_for_label or bound.auto_id)


def _class_of(widget: widgets.Widget) -> str:
    if isinstance(widget, (widgets.CheckboxInput, *MANY)):
        return "form-check-input"
    if isinstance(widget, widgets.Select):
        return "form-select"
    if getattr(widget, "input_type", "") == "range":
        return "form-range"
    return "form-control"
