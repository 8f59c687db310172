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
from paripasso.relationships.actions import agenda, agreements, checkins, follow_ups, goals, meetings, notes
from paripasso.relationships.enums import Mood
from paripasso.relationships.models import AgendaItem, Agreement, FollowUp, Goal, Meeting, Member, Relationship
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
        slug=f"programma-{slug}",
        kind=Kind.PEER,
        name_it="Alla pari",
        name_en="Side by side",
        made_at=INTRODUCED,
        weeks=22,
    )
    days = ["2027-01-18", "2027-02-08", "2027-02-15", "2027-02-22", "2027-05-10", "2027-07-22"]
    names = ["enrol_from", "enrol_until", "match_on", "starts_on", "middle_on", "ends_on"]
    dates = {name: date.fromisoformat(day) for name, day in zip(names, days, strict=True)}
    return Round.objects.create(program=program, slug=slug, name_it="Primavera", name_en="Spring", state=state, **dates)


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


@dataclass
class Story:
    """A pair with everything in its space, written by the product's own actions."""

    pair: Pair
    words: dict[str, str]
    agreement: Agreement
    goal: Goal
    theirs: Goal
    meeting: Meeting
    proposed: Meeting
    held: Meeting
    item: AgendaItem
    follow_up: FollowUp
    their_follow_up: FollowUp


def story_of(pair: Pair, *, mark: str = "") -> Story:
    """Fill the space. Each sealed text is unique: `mark` tells one story's from another's."""
    path, chiara, amadou = pair.relationship, pair.chiara, pair.amadou
    said: dict[str, str] = {}

    def word(name: str) -> str:
        said[name] = f"canary-{name}-{mark or 'one'}"
        return said[name]

    terms = {name: word(name) for name in ("channel", "confidentiality", "how_to_end", "gives", "wants")}
    agreement = agreements.propose(
        relationship=path, by=chiara, at=INTRODUCED, replaces=0, cadence_days=14, meeting_minutes=45, **terms
    )
    agreements.accept(agreement=agreement, by=amadou, at=INTRODUCED, gives=word("gives-2"), wants=word("wants-2"))
    held = meetings.propose(
        relationship=path, by=chiara, at=INTRODUCED, starts=[INTRODUCED + timedelta(days=2)], topic=word("topic-held")
    )
    meetings.accept(meeting=held, time=held.times.get(), by=amadou, at=INTRODUCED)
    held = meetings.hold(meeting=held, by=amadou, at=INTRODUCED + timedelta(days=2, hours=1))
    notes.write(meeting=held, by=amadou, at=INTRODUCED + timedelta(days=2, hours=1), text=word("note-held"), version=0)
    meeting = meetings.propose(
        relationship=path, by=chiara, at=AT, starts=[THURSDAY], topic=word("topic"), place="sala Lys", minutes=45
    )
    meeting = meetings.accept(meeting=meeting, time=meeting.times.get(), by=amadou, at=AT)
    proposed = meetings.propose(
        relationship=path,
        by=amadou,
        at=AT,
        starts=[THURSDAY + timedelta(days=14), THURSDAY + timedelta(days=15)],
        topic=word("topic-2"),
    )
    item = agenda.add(meeting=meeting, by=chiara, at=AT, text=word("point"), minutes=20, owner=pair.me)
    agenda.add(meeting=meeting, by=amadou, at=AT, text=word("point-2"), minutes=20, owner=pair.you)
    notes.write(meeting=meeting, by=chiara, at=AT, text=word("note"), version=0)
    goal = goals.add(
        relationship=path,
        by=chiara,
        at=AT,
        title=word("goal"),
        why=word("why"),
        measure=word("measure"),
        steps=[word("step"), word("step-2")],
    )
    theirs = goals.add(relationship=path, by=amadou, at=AT, title=word("goal-2"), steps=[word("step-3")])
    goals.tick(step=goal.steps.get(position=0), by=chiara, at=AT)
    add = {"relationship": path, "at": AT, "by": chiara, "meeting": meeting, "due_on": date(2027, 4, 29)}
    follow_up = follow_ups.add(text=word("follow-up"), owners=[pair.me], **add)[0]
    their_follow_up = follow_ups.add(text=word("follow-up-2"), owners=[pair.you], **add)[0]
    checkins.answer(relationship=path, by=chiara, at=AT, mood=Mood.HARD)
    path.refresh_from_db()
    return Story(pair, said, agreement, goal, theirs, meeting, proposed, held, item, follow_up, their_follow_up)
