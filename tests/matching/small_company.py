"""A small company whose pairs can be worked out by hand, for the tests of matching."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from paripasso.core import clock
from paripasso.core.leases import claim
from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.models import Enrolment, Offer, Seek
from paripasso.enrolment.rules import PrivateIds
from paripasso.matching.actions import execution, runs
from paripasso.matching.models import MatchRun
from paripasso.matching.queries import runs as run_queries
from paripasso.people.models import Department, Level, Person, Skill
from paripasso.programs.enums import Kind, Role, RoundState
from paripasso.programs.models import Grant, Program, Round

AT = datetime(2027, 2, 16, 9, tzinfo=UTC)
WORKER = "test"
MORNINGS = [day * 24 + hour for day in range(5) for hour in (9, 10, 11)]


def a_round(slug: str = "spring", state: str = RoundState.MATCHING, kind: str = Kind.PEER) -> Round:
    program = Program.objects.create(slug=f"{slug}-program", kind=kind, name_it="Fianco", name_en="Side", made_at=AT)
    return Round.objects.create(
        program=program,
        slug=slug,
        name_it="Primavera",
        name_en="Spring",
        state=state,
        enrol_from=date(2027, 1, 11),
        enrol_until=date(2027, 2, 7),
        match_on=date(2027, 2, 12),
        starts_on=date(2027, 2, 22),
        middle_on=date(2027, 5, 3),
        ends_on=date(2027, 7, 11),
    )


def a_person(name: str, *, department: str = "Quality", manager: Person | None = None, **values: object) -> Person:
    unit, _ = Department.objects.get_or_create(name=department, parent=None)
    level, _ = Level.objects.get_or_create(rank=3, defaults={"name": "Three"})
    values = {"level": level, "time_zone": "Europe/Rome", "language": "en", **values}
    return Person.objects.create(
        email=f"{name.lower()}@valdora.example",
        given_name=name,
        family_name="Prova",
        department=unit,
        line_manager=manager,
        **values,
    )


def skill(code: str) -> Skill:
    made, _ = Skill.objects.get_or_create(
        code=code, defaults={"name_it": f"{code} in italiano", "name_en": code.replace("-", " ").capitalize()}
    )
    return made


def enrol(
    round: Round,
    person: Person,
    *,
    offers: Sequence[str] = (),
    seeks: Sequence[str] = (),
    vetoes: Iterable[Person] = (),
    hours: Sequence[int] = MORNINGS,
    languages: Sequence[str] = ("it",),
    **values: object,
) -> Enrolment:
    choices = PrivateIds(vetoes=tuple(one.pk for one in vetoes))
    enrolment = Enrolment.objects.create(
        round=round,
        person=person,
        state=EnrolmentState.SUBMITTED,
        hours=list(hours),
        languages=list(languages),
        private_choices=choices.to_text(),
        started_at=AT,
        saved_at=AT,
        submitted_at=AT,
        submitted_by=person,
        **values,
    )
    Offer.objects.bulk_create(Offer(enrolment=enrolment, skill=skill(code), depth=4) for code in offers)
    Seek.objects.bulk_create(
        Seek(enrolment=enrolment, skill=skill(code), priority=min(3, n), position=n)
        for n, code in enumerate(seeks, start=1)
    )
    return enrolment


def rewrite_private(enrolment: Enrolment, *, vetoes: Iterable[Person]) -> None:
    enrolment.private_choices = PrivateIds(vetoes=tuple(one.pk for one in vetoes)).to_text()
    enrolment.save(update_fields=["private_choices"])


def four(round: Round) -> dict[str, Enrolment]:
    """Chiara and Amadou suit each other best, and so do Yara and Davide; across, they would still do."""
    wants = {
        "Chiara": ("Quality", ["public-speaking"], ["power-bi", "welding"]),
        "Amadou": ("Logistics", ["power-bi"], ["public-speaking", "balance-sheet"]),
        "Yara": ("Finance", ["balance-sheet", "power-bi"], ["welding", "public-speaking"]),
        "Davide": ("Maintenance", ["welding"], ["balance-sheet", "power-bi"]),
    }
    return {
        name: enrol(round, a_person(name, department=department), offers=offers, seeks=seeks)
        for name, (department, offers, seeks) in wants.items()
    }


def a_manager(round: Round, name: str = "Paola") -> Person:
    paola = a_person(name, department="People")
    Grant.objects.create(program=round.program, person=paola, role=Role.PROGRAM_MANAGER, granted_at=AT)
    return paola


def run_now(round: Round, by: Person | None = None) -> MatchRun:
    """Start a run and execute it, as the worker does."""
    return attend(runs.start(round=round, by=by, at=AT))


def attend(run: MatchRun, worker: str = WORKER) -> MatchRun:
    claimed = claim(run_queries.to_execute().filter(pk=run.pk), worker=worker, at=clock.now())
    assert claimed is not None
    return execution.execute(run=claimed, worker=worker, tick=clock.now)


def together(run: MatchRun, **only: object) -> set[frozenset[str]]:
    """Who the run proposes to whom, by given name."""
    return {
        frozenset(seat.enrolment.person.given_name for seat in proposal.seats.all())
        for proposal in run_queries.proposals(run).filter(**only)
    }
