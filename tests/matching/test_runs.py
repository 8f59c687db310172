"""A run from its start to its result, through the engine."""

import pytest

from paripasso.enrolment.enums import EnrolmentState
from paripasso.matching import engine
from paripasso.matching.actions import policies, proposals, runs
from paripasso.matching.enums import ProposalState, RunState
from paripasso.matching.models import Entrant, MatchRun, Proposal, Unmatched
from paripasso.matching.queries import runs as run_queries
from paripasso.programs.enums import RoundState
from tests.matching.small_company import (
    AT,
    a_manager,
    a_person,
    a_round,
    attend,
    enrol,
    four,
    rewrite_private,
    run_now,
    together,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # each runs the engine, some of them three times

BEST = {frozenset({"Chiara", "Amadou"}), frozenset({"Yara", "Davide"})}


def test_a_run_pairs_those_who_suit_each_other_and_proves_it() -> None:
    spring = a_round()
    four(spring)
    run = run_now(spring)
    assert (run.state, together(run)) == (RunState.DONE, BEST)
    told = run.result
    assert {name: told[name] for name in ("people", "placed", "proposals", "pairs", "groups", "unmatched", "gap")} == {
        "people": 4, "placed": 4, "proposals": 2, "pairs": 2, "groups": 0, "unmatched": 0, "gap": 0,
    }  # fmt: skip
    assert (told["across_departments"], told["both_ways"], sum(told["quality"])) == (2, 2, 2)
    assert (run.leased_by, run.leased_until, run.seed) == ("", None, 0)
    assert engine.check(run, at=AT) == []


def test_the_same_question_gives_the_same_answer() -> None:
    spring = a_round()
    four(spring)
    first, second = run_now(spring), run_now(spring)
    assert (first.result_digest, first.number, second.number) == (second.result_digest, 1, 2)
    assert {**first.result, "seconds": 0, "compared_with": 1, "changed": 0} == {**second.result, "seconds": 0}


def test_a_veto_is_never_crossed_and_leaves_no_mark() -> None:
    spring = a_round()
    people = four(spring)
    rewrite_private(people["Amadou"], vetoes=[people["Chiara"].person])
    run = run_now(spring)
    assert frozenset({"Chiara", "Amadou"}) not in together(run)
    assert run.result["placed"] == 4
    assert "veto" not in f"{run.result}{run.settled}{run.failure}{run.course}"
    assert engine.check(run, at=AT) == []


def test_a_run_keeps_its_own_copy_of_the_pool() -> None:
    spring = a_round()
    people = four(spring)
    run = run_now(spring)
    people["Yara"].hours = []
    people["Yara"].save(update_fields=["hours"])
    rewrite_private(people["Chiara"], vetoes=[people["Amadou"].person])
    assert Entrant.objects.filter(run=run).count() == 4
    assert engine.check(run, at=AT) == []


def test_locked_pairs_stay_together_in_the_next_run() -> None:
    spring = a_round()
    people = four(spring)
    paola = a_manager(spring)
    rewrite_private(people["Amadou"], vetoes=[people["Chiara"].person])
    first = run_now(spring)
    kept = next(one for one in run_queries.proposals(first) if "Chiara" in _names(one))
    proposals.lock(proposal=kept, by=paola, at=AT)
    rewrite_private(people["Amadou"], vetoes=[])
    second = run_now(spring, by=paola)
    assert together(second, state=ProposalState.LOCKED) == {_names(kept)}
    assert second.result["locks_let_go"] == 0


def test_a_lock_that_a_veto_has_come_between_is_let_go_in_silence() -> None:
    spring = a_round()
    people = four(spring)
    first = run_now(spring)
    kept = next(one for one in run_queries.proposals(first) if "Chiara" in _names(one))
    proposals.lock(proposal=kept, by=None, at=AT)
    rewrite_private(people["Amadou"], vetoes=[people["Chiara"].person])
    second = run_now(spring)
    assert (second.state, second.failure, second.result["locks_let_go"]) == (RunState.DONE, {}, 1)
    assert frozenset({"Chiara", "Amadou"}) not in together(second)


def test_a_pair_set_aside_stays_apart_in_every_later_run_until_it_is_restored() -> None:
    spring = a_round()
    four(spring)
    first = run_now(spring)
    apart = next(one for one in run_queries.proposals(first) if "Chiara" in _names(one))
    proposals.reject(proposal=apart, by=None, at=AT)
    second, third = run_now(spring), run_now(spring)
    assert all(_names(apart) not in together(run) for run in (second, third))
    proposals.restore(proposal=apart, by=None, at=AT)
    assert together(run_now(spring)) == BEST


def test_whoever_shares_no_hour_is_told_why_and_what_would_help() -> None:
    spring = a_round()
    nadia = enrol(spring, a_person("Nadia"), offers=["power-bi"], seeks=["welding"])
    foundry = a_person("Tommaso", department="Foundry")
    enrol(spring, foundry, offers=["welding"], seeks=["power-bi"], hours=[2, 3])
    run = run_now(spring)
    alone = Unmatched.objects.get(run=run, enrolment__person=foundry)
    assert (alone.reason, alone.open_to, alone.barred) == ("rules", 0, {"shared_hour": 1})
    assert (alone.change["code"], alone.partner) == ("one_more_hour", nadia)
    assert engine.check(run, at=AT) == []


def test_an_odd_one_out_joins_as_a_third() -> None:
    spring = a_round()
    four(spring)
    enrol(spring, a_person("Luca", department="Legal"), offers=["contracts"], seeks=["welding"])
    run = run_now(spring)
    assert (run.result["placed"], run.result["groups"], run.result["unmatched"]) == (5, 1, 0)
    trio = next(one for one in run_queries.proposals(run) if one.seats.count() == 3)
    with pytest.raises(proposals.CannotLock):
        proposals.lock(proposal=trio, by=None, at=AT)
    assert engine.check(run, at=AT) == []


def test_an_empty_pool_ends_well() -> None:
    run = run_now(a_round())
    assert (run.state, run.result["people"], run.result["proposals"]) == (RunState.DONE, 0, 0)


def test_one_run_at_a_time() -> None:
    spring = a_round()
    runs.start(round=spring, by=None, at=AT)
    with pytest.raises(runs.AlreadyAtWork):
        runs.start(round=spring, by=None, at=AT)
    assert MatchRun.objects.count() == 1


def test_a_round_that_runs_is_matched_no_more() -> None:
    with pytest.raises(runs.CannotStart):
        runs.start(round=a_round(state=RoundState.RUNNING), by=None, at=AT)


def test_a_cancelled_run_is_left_by_its_worker_with_nothing_written() -> None:
    spring = a_round()
    four(spring)
    run = runs.start(round=spring, by=None, at=AT)
    runs.cancel(run=run, by=None, at=AT)
    with pytest.raises(runs.CannotCancel):
        runs.cancel(run=run, by=None, at=AT)
    assert run_queries.to_execute().count() == 0
    assert (run_queries.latest(spring), Proposal.objects.count()) == (None, 0)


def test_locks_that_exclude_each_other_fail_with_a_reason_and_keep_the_last_result() -> None:
    spring = a_round()
    people = four(spring)
    first = run_now(spring)
    kept = next(one for one in run_queries.proposals(first) if "Chiara" in _names(one))
    proposals.lock(proposal=kept, by=None, at=AT)
    boss, report = people["Amadou"].person, people["Chiara"].person
    report.line_manager = boss
    report.save(update_fields=["line_manager"])
    second = run_now(spring)
    assert (second.state, [flaw["code"] for flaw in second.failure["flaws"]]) == (
        RunState.FAILED,
        ["locked_but_barred"],
    )
    assert "reporting_line" in second.failure["flaws"][0]["message"]
    assert run_queries.latest(spring) == first


def test_people_met_before_are_kept_apart_for_as_long_as_the_rule_says() -> None:
    spring = a_round()
    four(spring)
    run = run_now(spring)
    run = runs.request_publish(run=run, by=None, at=AT)
    runs.mark_published(run=run, by=None, at=AT)
    autumn = a_round("autumn")
    for enrolment in list(spring.enrolments.all()):
        enrol(autumn, enrolment.person, offers=_codes(enrolment.offers), seeks=_codes(enrolment.seeks))
    assert together(run_now(autumn)) & BEST == set()
    policies.save(round=autumn, by=None, at=AT, rules={"shared_hour": {"hours": 1}}, weights={"teaching": 9})
    assert together(run_now(autumn)) == BEST


def test_those_who_left_or_paused_are_not_in_the_pool() -> None:
    spring = a_round()
    people = four(spring)
    people["Yara"].state = EnrolmentState.WITHDRAWN
    people["Yara"].save(update_fields=["state"])
    run = run_now(spring)
    assert run.result["people"] == 3


def test_an_impossible_policy_is_refused_before_anything_is_queued() -> None:
    spring = a_round()
    with pytest.raises(policies.CannotSavePolicy):
        policies.save(round=spring, by=None, at=AT, rules={"shared_our": {}}, weights={})
    assert attend(runs.start(round=spring, by=None, at=AT)).state == RunState.DONE


def _names(proposal: Proposal) -> frozenset[str]:
    return frozenset(seat.enrolment.person.given_name for seat in proposal.seats.all())


def _codes(rows: object) -> list[str]:
    return [row.skill.code for row in rows.order_by("position")]
