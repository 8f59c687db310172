"""F2: workers killed while introducing people. All of it or nothing, and in the end exactly one introduction each.

Kills are spread over every statement of publishing, in both databases. The number is PARIPASSO_TEST_KILLS: 12 in every run,
`PARIPASSO_TEST_KILLS=1000` strikes before each statement.
"""

from __future__ import annotations

import email
import email.policy
import os
from collections import Counter

import pytest

from tests.chaos.harness import COUNT, ROOT, Fault, House

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("PARIPASSO_TEST_KILLS", "12"))
PAIRS = 3
ASKED = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from paripasso.core import clock
from paripasso.matching.models import MatchRun
from paripasso.programs.enums import RoundState
from tests.relationships import scene
scene.run_to_publish(scene.round_of(state=RoundState.MATCHING), pairs={PAIRS})
MatchRun.objects.update(due_at=clock.now())
"""
PUBLISH = """
from paripasso.core import clock
from paripasso.relationships import jobs
jobs.sweep(worker="killed", at=clock.now())
"""
NOTHING = (0, 0, 0, ("publishing",), ("matching",), ("submitted",) * 2 * PAIRS)
EVERYTHING = (PAIRS, 2 * PAIRS, 2 * PAIRS, ("published",), ("running",), ("matched",) * 2 * PAIRS)


def asked(house: House) -> None:
    """Leave a house where somebody has pressed Publish."""
    done = house.run(code=ASKED)
    assert (done.code, done.output) == (0, "")
    house.save()


def published(house: House) -> tuple[object, ...]:
    """What there is of a publication: relationships, members, introductions, and the states of run, round, enrolments."""
    counts = [
        house.ask(f"select count(*) from {table}")[0][0]
        for table in (
            "relationships_relationship",
            "relationships_member",
            "messaging_notice where kind = 'introduction'",
        )
    ]
    states = [
        tuple(str(state) for (state,) in house.ask(f"select state from {table}"))
        for table in ("matching_matchrun", "programs_round", "enrolment_enrolment")
    ]
    return (*counts, *states)


def introduced(house: House) -> Counter[str]:
    """To whom the spool holds an introduction."""
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in house.spool.glob("*.eml")
    ]
    return Counter(str(mail["To"]).split("<")[-1].strip(">") for mail in mails)


def everybody(house: House) -> Counter[str]:
    return Counter(str(address) for (address,) in house.ask("select email from people_person"))


def test_a_kill_before_any_statement_leaves_all_or_nothing_and_the_next_try_ends_it(house: House) -> None:
    asked(house)
    counted = house.run(code=PUBLISH, fault=COUNT)
    assert (counted.code, published(house)) == (0, EVERYTHING)
    cuts = range(1, counted.seen + 1, max(1, counted.seen // KILLS))
    halves, ends = set(), []
    for cut in cuts:
        house.restore()
        hit = house.run(code=PUBLISH, fault=Fault(nth=cut)).hit
        halves.add(published(house))
        house.expire_leases("matching_matchrun")
        again = house.run(code=PUBLISH).code
        ends.append((hit, again, published(house)))
    assert halves <= {NOTHING, EVERYTHING}
    assert NOTHING in halves
    assert ends == [(True, 0, EVERYTHING)] * len(cuts)
    assert len(cuts) >= min(KILLS, counted.seen)


def test_a_kill_at_each_commit_of_both_databases_leaves_all_or_nothing(house: House) -> None:
    asked(house)
    counted = house.run(code=PUBLISH, fault=Fault("COMMIT", nth=10**9))
    halves, ends = Counter(), []
    for cut in range(1, counted.seen + 1):
        house.restore()
        hit = house.run(code=PUBLISH, fault=Fault("COMMIT", nth=cut)).hit
        halves[published(house)] += 1
        house.expire_leases("matching_matchrun")
        ends.append((hit, house.run(code=PUBLISH).code, published(house)))
    assert set(halves) == {NOTHING, EVERYTHING}
    assert ends == [(True, 0, EVERYTHING)] * counted.seen


def test_workers_killed_while_publishing_and_while_sending_write_to_each_person_once(house: House) -> None:
    asked(house)
    counted = house.run("worker", "--once", fault=COUNT)
    cuts = range(1, counted.seen + 1, max(1, counted.seen // max(KILLS // 2, 1)))
    outcomes = []
    for cut in cuts:
        house.restore()
        hit = house.run("worker", "--once", fault=Fault(nth=cut)).hit
        for table in ("matching_matchrun", "messaging_notice"):
            house.expire_leases(table)
        code = house.run("worker", "--once").code
        outcomes.append((hit, code, published(house), introduced(house)))
    assert outcomes == [(True, 0, EVERYTHING, everybody(house))] * len(cuts)
