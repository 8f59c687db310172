"""Icons, lengths, charts, form fields."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from paripasso.core.look import charts, icons, lengths
from paripasso.core.look.forms import Fault, choices, control, faults, shape

PACKAGE = Path(lengths.__file__).resolve().parents[2]


def rendered(text, **context):
    return Template(text).render(Context(context)).strip()


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As your friends say it.")
    way = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "By foot"), ("b", "By train")])
    level = forms.ChoiceField(choices=[("1", "one")], required=False)
    agreed = forms.BooleanField()
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)


def test_every_icon_that_a_template_names_exists():
    named = {
        (path.name, name)
        for path in (PACKAGE / "templates").rglob("*.html")
        for name in re.findall(r"{%\s*icon \"([^\"]+)\"", path.read_text())
    }
    assert {(page, name) for page, name in named if name not in icons.names()} == set()


@pytest.mark.parametrize("name", ["no-such-icon", "../secret", "", "LOCK"])
def test_an_unknown_icon_is_refused(name):
    with pytest.raises(icons.UnknownIcon):
        icons.icon(name)


def test_an_icon_takes_the_colour_of_the_text_and_is_silent():
    drawn = icons.icon("lock", "lg")
    assert drawn.startswith('<svg class="pp-i pp-i-lg" viewBox="0 0 24 24" fill="none" stroke="currentColor"')
    assert 'aria-hidden="true"' in drawn


def test_the_stylesheet_of_lengths_is_the_one_that_is_made():
    assert (PACKAGE / "static" / "css" / "lengths.css").read_text() == lengths.stylesheet()


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 10, 0), (1, 1000, 1), (5, 10, 50), (12, 10, 100), (3, 0, 0), (-1, 5, 0)]
)
def test_a_part_is_a_whole_percent_and_never_drawn_as_nothing(part, whole, percent):
    assert lengths.percent(part, whole) == percent


def test_shares_keep_their_proportions():
    assert lengths.shares([4, 2, 12, 0]) == [20, 10, 60, 1]
    assert lengths.shares([0, 0]) == [1, 1]


def test_columns_are_as_tall_as_they_count():
    assert [(one.label, one.height, one.kind) for one in charts.columns([("a", 10, "sun"), ("b", 20), ("c", 0)])] == [
        ("a", 65.0, "sun"),
        ("b", 130.0, "me"),
        ("c", 0.0, "me"),
    ]


def test_labels_at_the_ends_of_lines_do_not_cover_each_other():
    chart = charts.lines([("one", "me", [1, 50]), ("two", "you", [1, 51])], ["a", "b"], low=0, high=100)
    assert abs(chart.series[0].label_y - chart.series[1].label_y) >= 17


def test_stairs_hold_until_they_fall():
    chart = charts.lines([("stay", "me", [100, 90])], ["0", "1"], low=0, high=100)
    assert chart.series[0].corners == "44,14 480,14 480,32.6"


def test_a_gap_is_no_point_and_a_dash_in_the_table():
    chart = charts.lines([("stay", "me", [100, None])], ["0", "1"], low=0, high=100)
    assert len(chart.series[0].points) == 1
    table = rendered(
        '{% lines "k" "Title" "Finding" series labels "Month" low=0 high=100 %}',
        series=[("stay", "me", [100, None])],
        labels=["0", "1"],
    )
    assert '<span class="pp-hid">–</span>' in table


def test_a_chart_says_its_finding_and_gives_the_table():
    drawn = rendered('{% columns "k" "Title" "The finding" rows "Quality" "Pairs" %}', rows=[("<40", 1), ("40s", 2)])
    assert '<title id="k-t">Title</title><desc id="k-d">The finding</desc>' in drawn
    assert '<th scope="row">&lt;40</th><td class="tnum">1</td>' in drawn


def test_each_field_has_its_shape():
    form = Sample()
    assert [shape(form[name]) for name in ("name", "way", "level", "agreed", "version")] == [
        "control",
        "choices",
        "control",
        "check",
        "hidden",
    ]


def test_a_field_is_tied_to_its_help_and_its_error():
    form = Sample({})
    assert form.is_valid() is False
    drawn = control(form["name"])
    assert 'class="form-control is-invalid"' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    whole = rendered("{% field form.name %}", form=form)
    assert 'id="id_name_helptext"' in whole
    assert 'id="id_name_error"' in whole


def test_choices_wear_our_clothes():
    assert [one.data["attrs"]["class"] for one in choices(Sample()["way"])] == ["form-check-input", "form-check-input"]
    drawn = rendered("{% field form.way %}", form=Sample())
    assert drawn.startswith('<fieldset class="pp-field-row">')
    assert drawn.count("form-check-label") == 2


def test_what_may_stay_empty_says_so():
    assert "Optional." in rendered("{% field form.level %}", form=Sample())
    assert "Optional." not in rendered("{% field form.name %}", form=Sample())


def test_the_summary_counts_the_faults_links_them_and_takes_the_focus():
    form = Sample({"name": "Chiara"})
    assert faults(form, None) == [
        Fault("id_way_0", "This field is required."),
        Fault("id_agreed", "This field is required."),
        Fault("id_version", "This field is required."),
    ]
    drawn = rendered("{% errors form %}", form=form)
    assert "3 things need another look" in drawn
    assert '<a class="alert-link" href="#id_way_0">' in drawn
    assert 'tabindex="-1" autofocus data-focus' in drawn


def test_no_faults_no_summary():
    assert rendered("{% errors form %}", form=Sample()) == ""


@pytest.mark.parametrize(
    ("value", "target", "said"),
    [(87, 80, "7 points above target"), (79, 80, "1 point short"), (80, 80, "on target"), (None, 80, "–")],
)
def test_a_figure_against_its_target_says_so_in_words(value, target, said):
    assert said in rendered('{% bullet "Pairs" value target %}', value=value, target=target)


def test_days_and_months_are_small_in_italian_alone():

    day = date(2027, 4, 22)
    text = '{{ day|date:"l j F" }}: {% date_tile day %}'
    assert (
        rendered(text, day=day)
        == 'Thursday 22 April: <div class="pp-date"><span>Apr</span><b>22</b><span>Thu</span></div>'
    )
    with translation.override("it"):
        assert (
            rendered(text, day=day)
            == 'giovedì 22 aprile: <div class="pp-date"><span>apr</span><b>22</b><span>gio</span></div>'
        )
