"""A finished run is verified inside the house. Each way of tampering with it is found out; the untouched run is accepted."""

import json

import pytest
from django.db import connection

from paripasso.matching import engine
from paripasso.matching.enums import RunState
from paripasso.matching.models import Entrant, MatchRun, Proposal, Seat
from paripasso.matching.queries import runs as run_queries
from paripasso.sealing.door import NotYours, Purpose, Reader, open_sealed
from tests.matching.small_company import AT, a_manager, a_person, a_round, enrol, four, rewrite_private, run_now

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def run() -> MatchRun:
    spring = a_round()
    people = four(spring)
    enrol(spring, a_person("Tommaso"), offers=["welding"], seeks=["power-bi"], hours=[2])
    rewrite_private(people["Yara"], vetoes=[people["Chiara"].person])
    made = run_now(spring)
    assert engine.check(made, at=AT) == []
    return made


def found(run: MatchRun) -> list[str]:
    return [one.code for one in engine.check(MatchRun.objects.get(pk=run.pk), at=AT)]


def certificate(run: MatchRun) -> dict:
    reader = Reader(job=f"match:{run.pk}")
    return json.loads(open_sealed(reader, Purpose.ENGINE, [run.certificate], at=AT)[0].reveal())


def rewrite(run: MatchRun, changed: dict) -> None:
    run.certificate = json.dumps(changed, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    run.save(update_fields=["certificate"])


def test_an_altered_score_is_found(run: MatchRun) -> None:
    Proposal.objects.filter(run=run, position=0).update(score=9_999)
    assert found(run) == ["proposals_altered"]


def test_swapped_people_are_found(run: MatchRun) -> None:
    first, second = Seat.objects.filter(proposal__run=run, position=0).order_by("proposal__position")
    a, b = first.enrolment_id, second.enrolment_id
    Seat.objects.filter(pk=first.pk).update(enrolment=b)
    Seat.objects.filter(pk=second.pk).update(enrolment=a)
    assert found(run) == ["seats_altered"]


def test_an_altered_reason_is_found(run: MatchRun) -> None:
    proposal = Proposal.objects.get(run=run, position=0)
    proposal.why["pairs"][0]["reasons"] = []
    proposal.save(update_fields=["why"])
    assert found(run) == ["proposals_altered"]


def test_an_altered_figure_is_found(run: MatchRun) -> None:
    run.result["gap_percent"] = 0.1
    run.save(update_fields=["result"])
    assert found(run) == ["figure_altered"]


def test_an_altered_snapshot_is_found(run: MatchRun) -> None:
    entrant = Entrant.objects.get(run=run, person__given_name="Chiara")
    entrant.card["offers"] = []
    entrant.save(update_fields=["card"])
    assert "snapshot_altered" in found(run)


def test_an_altered_veto_is_found_though_nobody_can_read_it(run: MatchRun) -> None:
    yara = Entrant.objects.get(run=run, person__given_name="Yara")
    yara.private_choices = ""
    yara.save(update_fields=["private_choices"])
    assert "snapshot_altered" in found(run)


def test_an_altered_price_is_found_even_under_a_fresh_seal(run: MatchRun) -> None:
    changed = certificate(run)
    changed["proof"]["prices"][0] += 2
    rewrite(run, changed)
    assert found(run) == ["certificate_altered"]


def test_a_certificate_moved_from_another_run_does_not_open(run: MatchRun) -> None:
    other = run_now(run.round)
    with connection.cursor() as cursor:
        ours, theirs = (_key(one) for one in (run, other))
        cursor.execute(
            "UPDATE matching_matchrun SET certificate ="
            " (SELECT certificate FROM matching_matchrun WHERE public_id = %s) WHERE public_id = %s",
            [theirs, ours],
        )
    assert found(run) == ["certificate_does_not_open"]


def _key(run: MatchRun) -> str:
    return run.pk.hex if connection.vendor == "sqlite" else str(run.pk)


def test_somebody_erased_is_said_to_be_missing(run: MatchRun) -> None:
    Entrant.objects.filter(run=run, person__given_name="Tommaso").delete()
    assert found(run) == ["people_missing"]


def test_the_certificate_opens_for_the_job_alone(run: MatchRun) -> None:
    paola = a_manager(run.round)
    for reader in (Reader(person=paola.pk, login="x"), Reader(person=paola.pk, job="match:1")):
        for purpose in (Purpose.SHOW, Purpose.ENGINE, Purpose.EXPORT_SELF):
            with pytest.raises(NotYours):
                open_sealed(reader, purpose, [run.certificate], at=AT)


def test_digests_of_what_depends_on_a_veto_are_keyed(run: MatchRun) -> None:
    stated = certificate(run)
    stored = json.dumps(
        {name: str(getattr(run, name)) for name in ("problem_digest", "result_digest", "result", "settled", "policy")}
    )
    assert (stated["problem_digest"] in stored, stated["seal"] in stored) == (False, False)
    assert (run_queries.answered(run.round), run.state) == (run, RunState.DONE)
