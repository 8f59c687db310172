"""The page of a meeting, and its forms: what is typed is never lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from paripasso.core import clock
from paripasso.relationships.actions import notes
from paripasso.relationships.models import AgendaItem, Agreement, FollowUp, Goal, Meeting, Note
from tests.relationships.scene import AT, THURSDAY, Story, pair_in, round_of, story_of
from tests.web.peer.meeting.reading import fill, queries_of, signed_in, text_of

pytestmark = pytest.mark.slow  # each begins with a whole story


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def story(db: None) -> Story:
    return story_of(pair_in(round_of()))


@pytest.fixture
def chiara(story: Story) -> Client:
    return signed_in(story.pair.chiara)


def test_proposing_shows_what_is_wrong_and_keeps_what_was_typed(story: Story, chiara: Client) -> None:
    address = reverse("peer:meeting-propose", args=[story.pair.relationship.pk])
    typed = {
        "time_1": "2027-04-19T10:00",
        "time_2": "soon",
        "time_3": "2027-03-28T02:30",
        "minutes": "500",
        "topic": "A word",
        "place": "Bar",
    }
    answer = chiara.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [
        sentence in page
        for sentence in (
            "This time has passed.",
            "Write a day and a time",
            "The clocks go forward in that hour",
            "Ensure this value is less than or equal to 240.",
            'value="A word"',
            'value="Bar"',
            'value="soon"',
        )
    ] == [True] * 7
    before = Meeting.objects.count()
    once = str(uuid4())
    for _ in range(2):
        good = {"time_1": "2027-05-06T10:00", "minutes": "45", "topic": "A word", "once": once}
        answer = chiara.post(address, good)
    assert (answer.status_code, Meeting.objects.count()) == (303, before + 1)
    assert Meeting.objects.get(pk=once).times.get().starts_at.isoformat() == "2027-05-06T08:00:00+00:00"


def test_the_other_one_sees_the_times_on_their_own_clock(story: Story) -> None:
    story.pair.chiara.time_zone = "America/New_York"
    story.pair.chiara.save()
    page = signed_in(story.pair.chiara).get(reverse("peer:meeting", args=[story.proposed.pk])).content.decode()
    assert ("Thursday 6 May, 04:00" in page, "for Amadou 10:00" in page) == (True, True)


def test_a_time_is_accepted_by_one_tap(story: Story, chiara: Client) -> None:
    time = story.proposed.times.first()
    address = reverse("peer:meeting-accept", args=[story.proposed.pk])
    assert chiara.post(address, {"time": str(uuid4())}).status_code == 409
    for _ in range(2):
        assert chiara.post(address, {"time": str(time.pk)}).status_code == 303
    story.proposed.refresh_from_db()
    assert (story.proposed.state, story.proposed.starts_at) == ("accepted", time.starts_at)


def test_notes_changed_meanwhile_are_shown_beside_what_was_typed(story: Story, chiara: Client) -> None:
    notes.write(meeting=story.meeting, by=story.pair.amadou, at=AT, text="what Amadou wrote", version=1)
    address = reverse("peer:note-write", args=[story.meeting.pk])
    answer = chiara.post(address, {"text": "what Chiara typed", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("what Amadou wrote" in page, "what Chiara typed" in page, 'name="version" value="2"' in page) == (True,) * 3
    assert chiara.post(address, {"text": "both", "version": "2"}).status_code == 303
    assert Note.objects.get(meeting=story.meeting).version == 3


def test_saving_the_same_notes_twice_is_no_conflict(story: Story, chiara: Client) -> None:
    address = reverse("peer:note-write", args=[story.meeting.pk])
    for _ in range(2):
        answer = chiara.post(address, {"text": "the same\r\nwords", "version": "1"})
        assert answer.status_code == 303
    assert Note.objects.get(meeting=story.meeting).version == 2


def test_a_note_that_is_too_long_comes_back_whole(story: Story, chiara: Client) -> None:
    typed = "word " * 25_000
    answer = chiara.post(reverse("peer:note-write", args=[story.meeting.pk]), {"text": typed, "version": "1"})
    assert (answer.status_code, typed in answer.content.decode()) == (422, True)


def test_points_and_follow_ups_are_added_or_come_back(story: Story, chiara: Client) -> None:
    mine = str(story.pair.me.pk)
    points, tasks = AgendaItem.objects.count(), FollowUp.objects.count()
    agenda, follow_up = (
        reverse(f"peer:{name}", args=[story.meeting.pk]) for name in ("agenda-item-add", "meeting-follow-up-add")
    )
    assert chiara.post(agenda, {"text": "", "owner": mine, "minutes": "7"}).status_code == 422
    assert chiara.post(agenda, {"text": "mine", "owner": str(uuid4()), "minutes": "7"}).status_code == 422
    assert chiara.post(agenda, {"text": "mine", "owner": mine, "minutes": "7"}).status_code == 303
    assert chiara.post(follow_up, {"text": "read", "owner": "both", "due_on": "never"}).status_code == 422
    assert chiara.post(follow_up, {"text": "read", "owner": "both", "due_on": "2027-05-01"}).status_code == 303
    assert (AgendaItem.objects.count() - points, FollowUp.objects.count() - tasks) == (1, 2)


def test_recording_a_meeting_asks_for_the_next_date(
    story: Story, chiara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("peer:meeting-hold", args=[story.meeting.pk])
    assert chiara.post(address).status_code == 409
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(hours=1))
    answer = chiara.post(address)
    assert answer["Location"] == reverse("peer:meeting-propose", args=[story.pair.relationship.pk])
    story.meeting.refresh_from_db()
    assert story.meeting.state == "held"


def test_moving_and_keeping(story: Story, chiara: Client) -> None:
    move = reverse("peer:meeting-move", args=[story.meeting.pk])
    assert chiara.post(move, {"time_1": ""}).status_code == 422
    assert chiara.post(move, {"time_1": "2027-04-23T10:00"}).status_code == 303
    page = signed_in(story.pair.amadou).get(reverse("peer:meeting", args=[story.meeting.pk])).content.decode()
    assert ("Chiara proposes another time" in page, "Keep the agreed time" in page) == (True, True)
    signed_in(story.pair.amadou).post(reverse("peer:meeting-keep", args=[story.meeting.pk]))
    assert story.meeting.times.count() == 0


def test_the_calendar_file_is_the_agreed_meeting(story: Story, chiara: Client) -> None:
    answer = chiara.get(reverse("peer:meeting-calendar", args=[story.meeting.pk]))
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;TZID=Europe/Rome:20270422T100000" in answer.content
    assert chiara.get(reverse("peer:meeting-calendar", args=[story.proposed.pk])).status_code == 404


def test_an_agreement_written_on_an_older_version_comes_back_beside_the_newer_one(story: Story, chiara: Client) -> None:
    address = reverse("peer:agreement-propose", args=[story.pair.relationship.pk])
    typed = {"replaces": "0", "cadence_days": "21", "meeting_minutes": "60", "channel": "by pigeon"}
    answer = chiara.post(address, typed)
    page = answer.content.decode()
    assert (answer.status_code, "by pigeon" in page, story.words["channel"] in page) == (422, True, True)
    assert 'name="replaces" value="1"' in page
    assert chiara.post(address, typed | {"replaces": "1"}).status_code == 303
    assert Agreement.objects.count() == 2


def test_a_goal_with_too_many_steps_comes_back(story: Story, chiara: Client) -> None:
    address = reverse("peer:goal-add", args=[story.pair.relationship.pk])
    answer = chiara.post(address, {"title": "Speak up", "steps": "\n".join("step" for _ in range(21))})
    assert (answer.status_code, 'value="Speak up"' in answer.content.decode()) == (422, True)
    before = Goal.objects.count()
    chiara.post(address, {"title": "Speak up", "steps": "one\n\n two \n"})
    made = Goal.objects.exclude(pk__in=[story.goal.pk, story.theirs.pk]).get()
    assert (Goal.objects.count() - before, made.steps.count()) == (1, 2)


def test_small_buttons_return_to_the_page_they_stood_on_and_nowhere_else(story: Story, chiara: Client) -> None:
    address = reverse("peer:follow-up-done", args=[story.follow_up.pk])
    assert chiara.post(address, {"next": "/today/"})["Location"] == "/today/"
    listed = reverse("peer:follow-ups", args=[story.pair.relationship.pk])
    assert [chiara.post(address, {"next": to})["Location"] for to in ("https://evil.example/", "//evil.example")] == [
        listed
    ] * 2


def test_the_heading_is_the_topic_and_the_page_is_not_kept(story: Story, chiara: Client) -> None:
    answer = chiara.get(reverse("peer:meeting", args=[story.meeting.pk]))
    assert (text_of(answer, "h1"), answer["Cache-Control"]) == (story.words["topic"], "no-store, private")


@pytest.mark.slow
def test_a_full_meeting_costs_no_more_queries_than_a_small_one(story: Story, chiara: Client) -> None:
    address = reverse("peer:meeting", args=[story.meeting.pk])
    small = queries_of(chiara, address)
    fill(story.pair, times=8, meeting=story.meeting)
    assert queries_of(chiara, address) == small
    assert small <= 25
