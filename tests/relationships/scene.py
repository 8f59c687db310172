"""One round, as many pairs as a test asks for, made of rows: fast, and the same each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from paripasso.enrolment.enums import EnrolmentState
from paripasso.enrolment.models import Enrolment, Offer, Seek
from paripasso.matching.enums import ProposalState, RunState
from paripasso.matching.models import MatchRun, Proposal, Seat
from paripasso.people.models import Department, Person, Skill
from paripasso.programs.enums import Kind, RoundState
from paripasso.programs.models import Program, Round
from paripasso.relationships.models import Member, Relationship
from paripasso.sealing import actions as sealing
from paripasso.sealing.scopes import Reader, Scope

AT = datetime(2027, 4, 20, 8, 0, tzinfo=UTC)
INTRODUCED = datetime(2027, 2, 25, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2027, 4, 22, 8, 0, tzinfo=UTC)


@dataclass
class Pair:
    """Chiara and Amadou, and where they meet."""

    relationship: Relationship
    chiara: Person
    amadou: Person

    @property
    def me(self) -> Member:
        return self.relationship.members.get(person=self.chiara)

    @property
    def you(self) -> Member:
        return self.relationship.members.get(person=self.amadou)


def person(given_name: str, *, department: Department | None = None, **fields: object) -> Person:
    email = f"{given_name.lower()}@valdora.example"
    fields = {"family_name": "Prova", "language": "en"} | fields
    return Person.objects.create(email=email, given_name=given_name, department=department, password="!", **fields)


def round_of(*, slug: str = "primavera", state: RoundState = RoundState.RUNNING) -> Round:
    program = Program.objects.create(
        slug=f"programma-{slug}", kind=Kind.PEER, name_it="Alla pari", name_en="Side by side", made_at=INTRODUCED, weeks=22
    )
    days = ["2027-01-18", "2027-02-08", "2027-02-15", "2027-02-22", "2027-05-10", "2027-07-22"]
    names = ["enrol_from", "enrol_until", "match_on", "starts_on", "middle_on", "ends_on"]
    dates = {name: date.fromisoformat(day) for name, day in zip(names, days, strict=True)}
    return Round.objects.create(
        program=program, slug=slug, name_it="Primavera", name_en="Spring", state=state, **dates
    )


def relationship_of(round_: Round, *people: Person, at: datetime = INTRODUCED) -> Relationship:
    """Introduce these people to each other: rows, key and holders."""
    made = Relationship.objects.create(round=round_, introduced_at=at, ends_on=round_.ends_on)
    scope = Scope.relationship(made.pk)
    sealing.open_scope(scope, at=at)
    for position, each in enumerate(people):
        Member.objects.create(relationship=made, person=each, position=position, joined_at=at)
        sealing.grant(scope, each.pk, at=at)
    return made


def pair_in(round_: Round, *, names: tuple[str, str] = ("Chiara", "Amadou")) -> Pair:
    quality, _ = Department.objects.get_or_create(name="Quality")
    logistics, _ = Department.objects.get_or_create(name="Logistics")
    one = person(names[0], department=quality, family_name="Ferrante")
    two = person(names[1], department=logistics, family_name="Diallo")
    return Pair(relationship_of(round_, one, two), one, two)


def reader(person: Person) -> Reader:
    return Reader(person=person.pk, login="test")


def skill(code: str) -> Skill:
    found, _ = Skill.objects.get_or_create(code=code, defaults={"name_it": f"{code} (it)", "name_en": code})
    return found


def enrol(round_: Round, who: Person, *, offers: str, seeks: str, hours: tuple[int, ...] = (9, 10, 34)) -> Enrolment:
    enrolment = Enrolment.objects.create(
        round=round_,
        person=who,
        state=EnrolmentState.SUBMITTED,
        hours=list(hours),
        started_at=INTRODUCED - timedelta(days=20),
        saved_at=INTRODUCED - timedelta(days=19),
        submitted_at=INTRODUCED - timedelta(days=19),
    )
    Offer.objects.create(enrolment=enrolment, skill=skill(offers))
    Seek.objects.create(enrolment=enrolment, skill=skill(seeks))
    return enrolment


def run_to_publish(round_: Round, pairs: int, *, prefix: str = "P") -> MatchRun:
    """A run whose pairs wait to be introduced."""
    run = MatchRun(
        round=round_,
        number=1,
        state=RunState.PUBLISHING,
        policy={},
        seed=1,
        started_at=INTRODUCED,
        due_at=INTRODUCED,
        publish_asked_at=INTRODUCED,
    )
    sealing.open_scope(run.sealing_scope(), at=INTRODUCED)
    run.save(force_insert=True)
    for number in range(pairs):
        proposal = Proposal.objects.create(run=run, state=ProposalState.PROPOSED, score=7000, position=number, why={})
        for position in range(2):
            who = person(f"{prefix}{number}x{position}", language=("it", "en")[position])
            skills = {"offers": f"s{position}", "seeks": f"s{1 - position}"}
            Seat.objects.create(proposal=proposal, enrolment=enrol(round_, who, **skills), position=position)
    return run
