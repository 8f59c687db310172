"""An agreement: proposed, accepted by everybody, changed in versions."""

from __future__ import annotations

import pytest

from paripasso.relationships import access
from paripasso.relationships.actions import agreements
from paripasso.relationships.models import Agreement, AgreementAcceptance
from paripasso.relationships.queries import space
from tests.relationships.scene import AT, Pair, reader

TERMS = {"cadence_days": 14, "meeting_minutes": 45}


def proposed(pair: Pair, *, replaces: int = 0, **words: str) -> Agreement:
    return agreements.propose(
        relationship=pair.relationship, by=pair.chiara, at=AT, replaces=replaces, **TERMS, **words
    )


def test_it_starts_with_the_last_yes(pair: Pair) -> None:
    made = proposed(pair)
    assert (made.version, made.started_at) == (1, None)
    made = agreements.accept(agreement=made, by=pair.amadou, at=AT)
    pair.relationship.refresh_from_db()
    assert (made.started_at, pair.relationship.state) == (AT, "agreed")


def test_it_is_read_again_half_way(pair: Pair) -> None:
    assert proposed(pair).review_on.isoformat() == "2027-06-05"


def test_a_change_waits_while_the_version_before_counts(pair: Pair) -> None:
    agreements.accept(agreement=proposed(pair), by=pair.amadou, at=AT)
    proposed(pair, replaces=1)
    standing = space.agreement(pair.relationship)
    assert (standing.current.version, standing.proposed.version, standing.version) == (1, 2, 2)
    assert (standing.has_accepted(pair.me), standing.has_accepted(pair.you)) == (True, False)


def test_a_change_written_on_an_older_version_is_refused(pair: Pair) -> None:
    proposed(pair)
    with pytest.raises(agreements.CannotPropose):
        proposed(pair, replaces=0)
    assert proposed(pair, replaces=1).version == 2


def test_only_the_newest_version_can_be_accepted(pair: Pair) -> None:
    first = proposed(pair)
    second = proposed(pair, replaces=1)
    with pytest.raises(agreements.CannotAccept):
        agreements.accept(agreement=first, by=pair.amadou, at=AT)
    assert agreements.accept(agreement=second, by=pair.amadou, at=AT).started_at == AT


def test_accepting_twice_is_accepting_once(pair: Pair) -> None:
    made = proposed(pair)
    for _ in range(2):
        agreements.accept(agreement=made, by=pair.amadou, at=AT, gives="my time")
    assert AgreementAcceptance.objects.count() == 2


def test_ones_own_words_stay_until_one_changes_them(pair: Pair) -> None:
    made = proposed(pair, gives="public speaking", wants="Power BI")
    agreements.accept(agreement=made, by=pair.amadou, at=AT, gives="Power BI", wants="courage")
    proposed(pair, replaces=1, wants="Power BI and dashboards")
    parts = space.agreement(pair.relationship).parts
    words = access.read(reader(pair.chiara), parts.values(), at=AT)
    assert {
        who.person.given_name: {field: text.reveal() for field, text in words.shown(parts[who.pk]).items()}
        for who in (pair.me, pair.you)
    } == {
        "Chiara": {"gives": "", "wants": "Power BI and dashboards"},
        "Amadou": {"gives": "Power BI", "wants": "courage"},
    }


def test_the_same_form_sent_twice_makes_one_version(pair: Pair) -> None:
    once = pair.chiara.pk
    made = [
        agreements.propose(relationship=pair.relationship, by=pair.chiara, at=AT, replaces=0, once=once, **TERMS)
        for _ in range(2)
    ]
    assert (made[0], Agreement.objects.count()) == (made[1], 1)
