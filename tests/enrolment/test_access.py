"""One's own enrolment, the programme manager's look at it, and the door to wishes and vetoes."""

from dataclasses import replace

import pytest
from django.http import Http404

from paripasso.audit.models import Entry
from paripasso.enrolment import access
from paripasso.enrolment.actions import calendars, enrolments
from paripasso.enrolment.models import CalendarFeed
from paripasso.enrolment.rules import PrivateIds
from paripasso.sealing.door import open_sealed
from paripasso.sealing.refusals import CannotOpen, NotYours
from paripasso.sealing.scopes import Purpose, Reader
from tests.enrolment.conftest import AT


@pytest.fixture
def enrolment(round_, chiara, answers):
    return enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)


def test_one_reaches_one_s_own_enrolment_alone(enrolment, round_, chiara, amadou) -> None:
    assert access.enrolment_for(chiara, round_) == enrolment
    with pytest.raises(Http404):
        access.enrolment_for(amadou, round_)


def test_wishes_and_vetoes_open_to_their_author_alone(enrolment, chiara, amadou, people) -> None:
    private = PrivateIds(wishes=(amadou.pk,), vetoes=(people["bruno"].pk,))
    enrolments.save_step(enrolment=enrolment, step=5, by=chiara, at=AT, private=private)
    stored = type(enrolment).objects.get()
    assert str(stored.private_choices) == "•••"
    opened = access.private_choices_for(Reader(person=chiara.pk, login="x"), stored, at=AT)
    assert opened == access.PrivateChoices(wishes=(amadou,), vetoes=(people["bruno"],))
    for other in (amadou, people["paola"]):
        with pytest.raises(NotYours):
            access.private_choices_for(Reader(person=other.pk, login="x"), stored, at=AT)


def test_a_look_at_somebody_is_on_record(enrolment, round_, people, chiara) -> None:
    paola = people["paola"]
    assert access.enrolment_seen_by(paola, round_, enrolment.pk, at=AT, page="enrolled") == enrolment
    entry = Entry.objects.get(event="person.opened")
    assert (entry.by, entry.about_id, entry.facts) == (str(paola.pk), str(chiara.pk), {"page": "enrolled"})


def test_a_draft_stays_with_its_author(round_, amadou, people) -> None:
    draft = enrolments.start(round=round_, person=amadou, at=AT)
    with pytest.raises(Http404):
        access.enrolment_seen_by(people["paola"], round_, draft.pk, at=AT, page="enrolled")


def test_the_job_that_reads_calendars_opens_an_address_and_no_veto(enrolment, chiara, people) -> None:
    private = PrivateIds(vetoes=(people["bruno"].pk,))
    enrolments.save_step(enrolment=enrolment, step=5, by=chiara, at=AT, private=private)
    calendars.connect(person=chiara, address="https://calendar.example.com/mine.ics", at=AT)
    feed, veto = CalendarFeed.objects.get(), type(enrolment).objects.get().private_choices
    assert feed.address.place.scope == veto.place.scope  # the same key
    assert access.address_for_job(feed, at=AT).reveal() == "https://calendar.example.com/mine.ics"
    job = Reader(job=f"calendar:{feed.pk}")
    with pytest.raises(NotYours):
        open_sealed(job, Purpose.FEED, [veto], at=AT)
    with pytest.raises(NotYours):
        open_sealed(job, Purpose.FEED, [feed.address, veto], at=AT)
    feigned = replace(veto, place=feed.address.place)
    with pytest.raises(CannotOpen):
        open_sealed(job, Purpose.FEED, [feigned], at=AT)
