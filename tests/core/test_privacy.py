import pytest
from django.db import models
from django.test.utils import isolate_apps

from paripasso.core.models import Leased, PublicRow
from paripasso.core.privacy import HANDLING, Misclassified, Privacy, classes_of, classified, purpose_of


@isolate_apps("paripasso.core")
def test_classes_come_from_the_model_and_from_the_abstract_models_above_it() -> None:
    @classified(purpose="To write to people.", directory="name", trace="sent_at")
    class Letter(PublicRow, Leased):
        name = models.CharField(max_length=10)
        sent_at = models.DateTimeField(null=True)
        forgotten = models.CharField(max_length=10)

        class Meta:
            app_label = "core"

    house = dict.fromkeys(["public_id", "due_at", "leased_by", "leased_until", "attempts"], Privacy.HOUSE)
    assert classes_of(Letter) == house | {
        "name": Privacy.DIRECTORY,
        "sent_at": Privacy.TRACE,
        "forgotten": None,
    }
    assert purpose_of(Letter) == "To write to people."


@isolate_apps("paripasso.core")
def test_a_field_that_classes_itself_needs_no_mention() -> None:
    class Sealed(models.TextField):
        privacy = Privacy.SEALED

    class Diary(PublicRow):
        words = Sealed()

        class Meta:
            app_label = "core"

    assert classes_of(Diary) == {"public_id": Privacy.HOUSE, "words": Privacy.SEALED}
    assert purpose_of(Diary) == ""


@isolate_apps("paripasso.core")
@pytest.mark.parametrize("named", [{"house": "nmae"}, {"house": "name name"}, {"house": "name", "personal": "name"}])
def test_a_slip_of_the_pen_stops_the_start(named: dict[str, str]) -> None:
    class Row(PublicRow):
        name = models.CharField(max_length=10)

        class Meta:
            app_label = "core"

    with pytest.raises(Misclassified, match=r"Row has no such field, or it is classed twice: nm?am?e"):
        classified(purpose="x", **named)(Row)


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(ValueError, match="'hidden' is not a valid Privacy"):
        classified(hidden="name")


def test_every_class_says_what_follows_from_it() -> None:
    assert set(HANDLING) == set(Privacy)
