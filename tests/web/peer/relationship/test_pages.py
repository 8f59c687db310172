"""Every page of the peers' space, for its members and for everyone else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from paripasso.core import clock
from paripasso.people.models import Person
from tests.relationships.scene import AT, Pair, Story, pair_in, person, round_of, story_of

pytestmark = pytest.mark.slow  # each begins with a whole story

PAGES: dict[str, Callable[[Story], list[object]]] = {
    "relationship": lambda s: [s.pair.relationship.pk],
    "relationship-close": lambda s: [s.pair.relationship.pk],
    "agreement": lambda s: [s.pair.relationship.pk],
    "agreement-propose": lambda s: [s.pair.relationship.pk],
    "goals": lambda s: [s.pair.relationship.pk],
    "goal-add": lambda s: [s.pair.relationship.pk],
    "meetings": lambda s: [s.pair.relationship.pk],
    "meeting-propose": lambda s: [s.pair.relationship.pk],
    "follow-ups": lambda s: [s.pair.relationship.pk],
    "meeting": lambda s: [s.meeting.pk],
    "meeting-move": lambda s: [s.meeting.pk],
    "meeting-calendar": lambda s: [s.meeting.pk],
}
VERBS: dict[str, Callable[[Story], list[object]]] = {
    "check-in": lambda s: [s.pair.relationship.pk],
    "follow-up-add": lambda s: [s.pair.relationship.pk],
    "agreement-accept": lambda s: [s.agreement.pk],
    "step-add": lambda s: [s.goal.pk],
    "goal-reach": lambda s: [s.goal.pk],
    "step-tick": lambda s: [s.goal.steps.first().pk],
    "step-untick": lambda s: [s.goal.steps.first().pk],
    "follow-up-done": lambda s: [s.follow_up.pk],
    "follow-up-undo": lambda s: [s.follow_up.pk],
    "follow-up-remind": lambda s: [s.their_follow_up.pk],
    "meeting-accept": lambda s: [s.proposed.pk],
    "meeting-keep": lambda s: [s.meeting.pk],
    "meeting-cancel": lambda s: [s.meeting.pk],
    "meeting-hold": lambda s: [s.meeting.pk],
    "note-write": lambda s: [s.meeting.pk],
    "agenda-item-add": lambda s: [s.meeting.pk],
    "meeting-follow-up-add": lambda s: [s.meeting.pk],
    "agenda-item-drop": lambda s: [s.item.pk],
}


@pytest.fixture
def story(db: None, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return story_of(pair_in(round_of()))


def as_(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_member_finds_every_page(story: Story, name: str, language: str) -> None:
    story.pair.chiara.language = language
    story.pair.chiara.save()
    answer = as_(story.pair.chiara).get(reverse(f"peer:{name}", args=PAGES[name](story)))
    assert answer.status_code == 200
    if name != "meeting-calendar":
        text = answer.content.decode()
        assert (text.count("<h1"), "‹sealed›" in text, "pp-closed" in text) == (1, False, False)


@pytest.mark.parametrize(
    "who", ["a peer of another pair", "the programme manager", "the line manager", "the administrator"]
)
def test_to_everyone_else_it_does_not_exist(story: Story, who: str) -> None:
    client = as_(stranger(story.pair, who))
    answers = {name: client.get(reverse(f"peer:{name}", args=args(story))).status_code for name, args in PAGES.items()}
    answers |= {
        name: client.post(reverse(f"peer:{name}", args=args(story))).status_code for name, args in VERBS.items()
    }
    assert answers == dict.fromkeys([*PAGES, *VERBS], 404)


def stranger(pair: Pair, who: str) -> Person:
    if who == "a peer of another pair":
        return pair_in(pair.relationship.round, names=("Yara", "Bruno")).chiara
    if who == "the programme manager":
        found = person("Paola")
        pair.relationship.round.program.grants.create(person=found, role="program_manager", granted_at=AT)
        return found
    if who == "the line manager":
        pair.chiara.line_manager = person("Marco")
        pair.chiara.save()
        return pair.chiara.line_manager
    return person("Ines", is_administrator=True)


def test_a_visitor_is_asked_to_sign_in(story: Story) -> None:
    for name, args in PAGES.items():
        answer = Client().get(reverse(f"peer:{name}", args=args(story)))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
