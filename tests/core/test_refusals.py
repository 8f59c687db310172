from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from paripasso.core import faults
from paripasso.core.refusals import Refusal


class CannotTest(Refusal):
    sentence = _("%(name)s is away until %(day)s.")


def test_a_refusal_is_a_sentence_with_its_values() -> None:
    assert str(CannotTest(name="Chiara", day="Monday")) == "Chiara is away until Monday."


def test_a_refusal_may_bring_its_own_sentence() -> None:
    assert str(Refusal("Not today.")) == "Not today."


def test_a_refusal_always_says_something() -> None:
    assert str(Refusal()) == "This is not possible right now."


def test_an_error_is_reported_by_place_and_never_by_its_words() -> None:
    try:
        raise ValueError("a secret sentence")
    except ValueError as problem:
        place = faults.where(problem)
    assert (place.split(":")[0], "secret" in place) == ("test_refusals.py", False)
