"""The months behind us: agreements, goals, meetings, made by the same actions that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from paripasso.config.demo import words
from paripasso.config.demo.company import Words
from paripasso.relationships.actions import agenda, agreements, checkins, follow_ups, goals, meetings, notes
from paripasso.relationships.enums import Mood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paripasso.people.models import Person
    from paripasso.relationships.models import Meeting, Relationship

ROME = ZoneInfo("Europe/Rome")
PACES = ("in_step", "slowing", "silent", "never_met")
ODDS = (74, 14, 8, 4)
EVERY = timedelta(days=14)
NOW_AND_THEN = (timedelta(days=28), timedelta(days=56), timedelta(days=56))


@dataclass(frozen=True)
class Story:
    """One relationship on its way through the months."""

    relationship: Relationship
    people: tuple[Person, ...]
    start: datetime
    now: datetime
    chance: Random
    language: str

    def say(self, choices: Sequence[Words]) -> str:
        """Choose a line, in the demo's language."""
        return self.chance.choice(choices).say(self.language)


def live(
    relationship: Relationship, *, people: Sequence[Person], now: datetime, chance: Random, language: str, is_cast: bool
) -> None:
    """Live one relationship from its introduction until now."""
    story = Story(relationship, tuple(people), relationship.introduced_at, now, chance, language)
    pace = "in_step" if is_cast else chance.choices(PACES, ODDS)[0]
    with transaction.atomic():
        if pace != "never_met" or chance.random() < 0.5:
            _agree(story)
        if is_cast or (pace in {"in_step", "slowing"} and chance.random() < 0.5):
            _set_goals(story, everything=is_cast)
        if pace != "never_met":
            _meet(story, pace=pace, everything=is_cast)


def _agree(story: Story) -> None:
    first, *others = story.people
    at = story.start + timedelta(days=story.chance.randint(2, 6), hours=9)
    if at >= story.now:
        return
    agreement = agreements.propose(
        relationship=story.relationship,
        by=first,
        at=at,
        replaces=0,
        cadence_days=EVERY.days,
        meeting_minutes=45,
        gives=story.say(words.GIVES),
        wants=story.say(words.WANTS),
        channel=words.CHANNEL.say(story.language),
        confidentiality=words.CONFIDENCE.say(story.language),
        how_to_end=words.ENDING.say(story.language),
    )
    for n, peer in enumerate(others, start=1):
        agreements.accept(
            agreement=agreement,
            by=peer,
            at=at + timedelta(hours=n),
            gives=story.say(words.GIVES),
            wants=story.say(words.WANTS),
        )


def _set_goals(story: Story, *, everything: bool) -> None:
    keys = (
        ["presenting", "meeting"]
        if everything
        else story.chance.sample(sorted(words.GOALS), story.chance.choice((1, 2)))
    )
    plan = list(zip(story.people, keys, strict=False))
    if everything:
        plan.append((story.people[0], "dashboard"))
    for person, key in plan:
        title, why, texts = words.GOALS[key]
        at = story.start + timedelta(days=story.chance.randint(8, 16), hours=10)
        goal = goals.add(
            relationship=story.relationship,
            by=person,
            at=at,
            title=title.say(story.language),
            why=why.say(story.language),
            measure="",
            steps=[text.say(story.language) for text in texts],
        )
        done = story.chance.randint(1, len(texts) - 1 if everything else 2)
        for n, step in enumerate(list(goal.steps.order_by("position"))[:done]):
            ticked = min(at + timedelta(days=10 * (n + 1)), story.now - timedelta(days=1))
            goals.tick(step=step, by=person, at=ticked)


def _meet(story: Story, *, pace: str, everything: bool) -> None:
    last = {"in_step": story.now, "slowing": story.now - timedelta(days=12), "silent": story.now - timedelta(days=26)}[
        pace
    ]
    when = _hour(story.start + timedelta(days=story.chance.randint(7, 12)))
    n = 0
    while when < last:
        meeting = _arrange(story, when, by=story.people[n % len(story.people)])
        meetings.hold(meeting=meeting, by=story.people[n % 2], at=when + timedelta(minutes=50))
        if everything or n == 1:
            notes.write(
                meeting=meeting,
                by=story.people[n % 2],
                at=when + timedelta(minutes=52),
                text=story.say(words.NOTES),
                version=0,
            )
        if everything or story.chance.random() < 0.2:
            _take_on(story, meeting, after=when, everything=everything)
        when, n = _hour(when + (EVERY if everything else story.chance.choice(NOW_AND_THEN))), n + 1
    if pace == "in_step":
        _look_ahead(story, n, everything=everything)


def _look_ahead(story: Story, n: int, *, everything: bool) -> None:
    """Fix the next date; Chiara and Amadou also have an agenda, and said how it goes."""
    coming = _hour(story.now + timedelta(days=2 if everything else story.chance.randint(2, 11)))
    meeting = _arrange(story, coming, by=story.people[n % len(story.people)])
    if not everything:
        return
    owners = {member.person_id: member for member in story.relationship.members.all()}
    for person, line in zip(story.people, words.AGENDA, strict=False):
        agenda.add(
            meeting=meeting,
            by=person,
            at=story.now - timedelta(days=1),
            text=line.say(story.language),
            minutes=20,
            owner=owners[person.pk],
        )
    for week in (3, 2, 1):
        for person in story.people:
            checkins.answer(
                relationship=story.relationship, by=person, at=story.now - timedelta(weeks=week), mood=Mood.GOOD
            )


def _arrange(story: Story, when: datetime, *, by: Person) -> Meeting:
    other = next(one for one in story.people if one != by)
    asked = min(when - timedelta(days=5), story.now - timedelta(days=2))
    meeting = meetings.propose(
        relationship=story.relationship,
        by=by,
        at=asked,
        starts=[when],
        minutes=45,
        place=words.ROOM.say(story.language),
        topic=story.say(words.AGENDA),
    )
    return meetings.accept(meeting=meeting, time=meeting.times.get(), by=other, at=asked + timedelta(hours=3))


def _take_on(story: Story, meeting: Meeting, *, after: datetime, everything: bool) -> None:
    for member in story.relationship.members.select_related("person"):
        for text in story.chance.sample(words.FOLLOW_UPS, 2 if everything else 1):
            due = (after + timedelta(days=story.chance.randint(5, 13))).date()
            for one in follow_ups.add(
                relationship=story.relationship,
                by=member.person,
                at=after + timedelta(minutes=55),
                text=text.say(story.language),
                owners=[member],
                due_on=due,
                meeting=meeting,
            ):
                if due < story.now.date():
                    follow_ups.done(
                        follow_up=one,
                        by=member.person,
                        at=min(after + timedelta(days=5), story.now - timedelta(hours=2)),
                    )


def _hour(day: datetime) -> datetime:
    """Ten o'clock in Biella, on the nearest working day."""
    local = day.astimezone(ROME).replace(hour=10, minute=0, second=0, microsecond=0)
    return local + timedelta(days=max(0, 7 - local.isoweekday()) + 1 if local.isoweekday() > 5 else 0)
