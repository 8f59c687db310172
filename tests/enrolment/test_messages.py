"""What enrolment sends: in the reader's language, nothing of what they wrote."""

from datetime import timedelta

import pytest

from paripasso.enrolment import messages
from paripasso.enrolment.actions import enrolments
from paripasso.messaging.actions import outbox
from paripasso.messaging.queries import notices
from tests.enrolment.conftest import AT


@pytest.fixture
def enrolment(round_, chiara, answers):
    return enrolments.enrol(round=round_, person=chiara, answers=answers, by=chiara, at=AT)


@pytest.mark.parametrize(
    ("draft", "language", "subject"),
    [
        (messages.received, "en", "You are in: Side by side"),
        (messages.received, "it", "Ci sei: Fianco a fianco"),
        (messages.waitlisted, "en", "You are on the waiting list: Side by side"),
        (messages.waitlisted, "it", "Sei in lista d’attesa: Fianco a fianco"),
        (messages.place_freed, "en", "A place has become free: Side by side"),
        (messages.place_freed, "it", "Si è liberato un posto: Fianco a fianco"),
    ],
)
def test_each_message_speaks_its_reader_s_language(enrolment, chiara, draft, language, subject) -> None:
    chiara.language = language
    chiara.save(update_fields=["language"])
    enrolment.person = chiara
    letter = notices.rendered(outbox.add(draft(enrolment, at=AT + timedelta(hours=1)), at=AT))
    assert letter.subject == subject
    for body in (letter.text, letter.html):
        assert ("/enrol/fianco-2027/" in body, "Show the figures" in body, "{{" in body) == (True, False, False)


def test_the_day_is_written_as_the_reader_writes_it(enrolment, chiara) -> None:
    assert messages.received(enrolment, at=AT).values["starts_on"] == "18 February"
    enrolment.person.language = "it"
    assert messages.received(enrolment, at=AT).values["starts_on"] == "18 febbraio"
