"""A worker killed in the middle of a match run: the run is claimed again, and comes to the same answer, once."""

from __future__ import annotations

import json
import os

import pytest

from tests.chaos.harness import COUNT, ROOT, Fault, House

pytestmark = pytest.mark.slow
KILLS = max(4, int(os.environ.get("PARIPASSO_TEST_KILLS", "12")) // 3)
QUEUE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from paripasso.core import clock
from paripasso.matching.actions import runs
from tests.matching import small_company as company
spring = company.a_round()
company.four(spring)
company.enrol(spring, company.a_person("Luca", department="Legal"), offers=["contracts"], seeks=["welding"])
company.enrol(spring, company.a_person("Tommaso", department="Foundry"), offers=["welding"], seeks=["power-bi"], hours=[2])
runs.start(round=spring, by=None, at=clock.now())
"""


def answer(house: House) -> tuple[object, ...]:
    """Everything a run keeps, but how long it took."""
    ((state, result),) = house.ask("select state, result from matching_matchrun")
    figures = {name: value for name, value in json.loads(str(result)).items() if name != "seconds"}
    proposals = house.ask("select position, score, state, why from matching_proposal order by position")
    seats = house.ask(
        "select p.position, s.position, s.enrolment_id, s.gets from matching_seat s"
        " join matching_proposal p on p.public_id = s.proposal_id order by 1, 2"
    )
    left = house.ask("select enrolment_id, reason, open_to, barred from matching_unmatched order by 1")
    copies = house.ask("select count(*) from matching_entrant")
    return state, figures, proposals, seats, left, copies


def test_a_killed_run_is_taken_up_again_and_ends_the_same(house: House) -> None:
    started = house.run(code=QUEUE)
    assert (started.code, started.output) == (0, "")
    house.save()
    counted = house.run("worker", "--once", fault=COUNT)
    expected = answer(house)
    assert expected[0] == "done"
    hits, outcomes = 0, []
    for cut in range(1, counted.seen + 1, max(1, counted.seen // KILLS)):
        house.restore()
        hits += house.run("worker", "--once", fault=Fault(nth=cut)).hit
        house.expire_leases("matching_matchrun")
        again = house.run("worker", "--once").code
        outcomes.append((again, answer(house) == expected))
    assert set(outcomes) == {(0, True)}
    assert hits >= KILLS - 1
