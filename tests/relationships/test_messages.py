"""What the peers' space sends: complete in both languages, neutral, and without a word of theirs."""

from __future__ import annotations

import pytest

from paripasso.messaging.models import Notice
from paripasso.messaging.rendering import render
from paripasso.programs.enums import RoundState
from paripasso.relationships.actions import agreements, closings, follow_ups, introductions, meetings
from tests.relationships.scene import AT, THURSDAY, pair_in, round_of, run_to_publish, story_of

pytestmark = pytest.mark.slow  # each begins with a whole story


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["it", "en"])
def test_no_message_holds_a_sealed_word(language: str) -> None:
    """Every verb that sends is used; every mail is written out, and so is every calendar text."""
    pair = pair_in(round_of())
    for each in (pair.chiara, pair.amadou):
        each.language = language
        each.save()
    story = story_of(pair)
    follow_ups.remind(follow_up=story.their_follow_up, by=pair.chiara, at=AT)
    meetings.move(meeting=story.meeting, by=pair.chiara, at=AT, starts=[THURSDAY.replace(hour=15)])
    meetings.accept(meeting=story.meeting, time=story.meeting.times.get(), by=pair.amadou, at=AT)
    meetings.cancel(meeting=story.proposed, by=pair.amadou, at=AT)
    closings.close(relationship=pair.relationship, by=pair.chiara, at=AT)
    introductions.publish(run=run_to_publish(round_of(slug="next", state=RoundState.MATCHING), pairs=1), by=None, at=AT)
    texts = []
    for notice in Notice.objects.all():
        words = render(notice)
        texts.append(f"{words.subject} {words.text} {words.html} {notice.calendar} {notice.values} {notice.link}")
        assert all((words.subject, words.text, words.html))
    assert {kind for (kind,) in Notice.objects.values_list("kind")} == {
        "agreement_proposed",
        "agreement_started",
        "follow_up_reminder",
        "introduction",
        "meeting_accepted",
        "meeting_cancelled",
        "meeting_moved",
        "meeting_proposed",
        "relationship_closed",
    }
    assert [word for word in story.words.values() for text in texts if word in text] == []


@pytest.mark.django_db
def test_whoever_closed_it_both_read_the_same_words() -> None:
    """Two worlds that differ only in who closed: every message and every record is the same."""
    told = []
    for number, closes in enumerate(["chiara", "amadou"]):
        pair = pair_in(round_of(slug=f"round-{number}"), names=(f"Chiara{number}", f"Amadou{number}"))
        closings.close(relationship=pair.relationship, by=getattr(pair, closes), at=AT)
        mails = [render(n) for n in Notice.objects.filter(kind="relationship_closed").order_by("person__given_name")][
            -2:
        ]
        plain = [mail.text.replace(str(pair.relationship.pk), "") for mail in mails]
        told.append([text.replace(f"Chiara{number}", "Chiara").replace(f"Amadou{number}", "Amadou") for text in plain])
        Notice.objects.all().delete()
    assert told[0] == told[1]


@pytest.mark.django_db
def test_an_agreement_is_announced_once() -> None:
    pair = pair_in(round_of())
    made = agreements.propose(
        relationship=pair.relationship, by=pair.chiara, at=AT, replaces=0, cadence_days=14, meeting_minutes=45
    )
    for _ in range(2):
        agreements.accept(agreement=made, by=pair.amadou, at=AT)
    assert sorted(Notice.objects.values_list("kind", "person__given_name")) == [
        ("agreement_proposed", "Amadou"),
        ("agreement_started", "Chiara"),
    ]
