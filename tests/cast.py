"""The cast: one believable company, so that tests read like short stories.

Chiara and Amadou are a pair. Yara is a peer in another pair of the same round, with Davide. Bruno, Amadou's former peer, has
left. Paola runs the programme, Marco is Chiara's line manager, Livia pays, Teresa hears concerns, Sofia is peer and programme
manager in *another* programme, Ines runs the house.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from paripasso.core.leases import claim
from paripasso.enrolment.actions import enrolments
from paripasso.enrolment.rules import Answers, Offering, PrivateIds, Seeking
from paripasso.matching.actions import execution, runs
from paripasso.matching.models import MatchRun
from paripasso.matching.queries import runs as run_queries
from paripasso.people.actions import imports
from paripasso.people.enums import ImportKind
from paripasso.people.models import Department, Import, Level, Person, Site, Skill, SpokenLanguage
from paripasso.programs.actions import grants, programs, rounds
from paripasso.programs.enums import Kind, Role, RoundState
from paripasso.programs.models import Program, Round
from paripasso.programs.rules import Dates
from paripasso.relationships.actions import (
    agenda,
    agreements,
    checkins,
    follow_ups,
    goals,
    introductions,
    meetings,
    notes,
)
from paripasso.relationships.enums import Mood, RelationshipState
from paripasso.relationships.models import AgendaItem, Agreement, FollowUp, Goal, Meeting, Member, Relationship, Step
from paripasso.sealing import actions as sealing
from paripasso.sealing.scopes import Scope

NOW = datetime(2027, 4, 20, 8, 0, tzinfo=UTC)


GIVES_AND_SEEKS = {
    "chiara": (("public-speaking", "method-8d"), ("power-bi", "data-analysis")),
    "amadou": (("power-bi", "data-analysis"), ("public-speaking", "method-8d")),
    "yara": (("reading-balance-sheets",), ("tig-welding",)),
    "davide": (("tig-welding",), ("reading-balance-sheets",)),
}
WORKING_HOURS = tuple(day * 24 + hour for day in range(5) for hour in (9, 10, 14, 15))


class Canaries(dict[str, str]):
    """One word of 128 random bits for each sealed field: whatever says it, says what was sealed."""

    def __missing__(self, field: str) -> str:
        """Hatch a canary the first time a field asks for one."""
        self[field] = f"canary-{secrets.token_hex(16)}"
        return self[field]


@dataclass
class Cast:
    """Everybody, and the few things that are theirs."""

    PEOPLE: ClassVar[tuple[str, ...]] = (
        "chiara", "amadou", "yara", "davide", "bruno", "paola", "marco", "livia", "teresa", "sofia", "ines",
    )  # fmt: skip

    people: dict[str, Person]
    program: Program
    round: Round
    other_program: Program
    other_round: Round
    run: MatchRun
    pair: Relationship
    other_pair: Relationship
    former_pair: Relationship
    agreement: Agreement
    goal: Goal
    step: Step
    meeting: Meeting
    agenda_item: AgendaItem
    follow_up: FollowUp
    upload: Import
    sheet: Import
    canaries: Canaries = field(default_factory=Canaries)

    def __getattr__(self, name: str) -> Person:
        """`cast.chiara` reads better than a look-up."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def gather(now: datetime = NOW) -> Cast:
    """Bring everybody together, two months into the round: made by the product's own actions wherever they exist."""
    opened = now - timedelta(days=97)
    people = _people(opened.date())
    skills = {
        code: Skill.objects.create(code=code, name_it=code, name_en=code)
        for codes in GIVES_AND_SEEKS.values()
        for code in codes[0]
    }
    program = programs.start(template=Kind.PEER, slug="side-by-side", by=people["paola"], at=opened)
    grants.grant(program=program, person=people["livia"], role=Role.SPONSOR, by=people["paola"], at=opened)
    grants.grant(program=program, person=people["teresa"], role=Role.TRUST_CONTACT, by=people["paola"], at=opened)
    round = _round(program, "side-by-side", people["paola"], opened)
    canaries = Canaries()
    vetoed = uuid4()  # somebody who is nobody: an id that stands nowhere else
    canaries["enrolment.Enrolment.private_choices"] = canaries["matching.Entrant.private_choices"] = str(vetoed)
    for name, (gives, seeks) in GIVES_AND_SEEKS.items():
        answers = Answers(
            offers=tuple(Offering(skills[code].pk, 3) for code in gives),
            seeks=tuple(Seeking(skills[code].pk, n) for n, code in enumerate(seeks, start=1)),
            aims="To be understood.",
            hours=WORKING_HOURS,
            languages=("it", "en"),
            private=PrivateIds(vetoes=(vetoed,) if name == "chiara" else ()),
        )
        enrolments.enrol(
            round=round, person=people[name], answers=answers, by=people[name], at=opened + timedelta(days=1)
        )
    run, pairs = _matched(round, people, at=opened + timedelta(days=30))
    other_program = programs.start(template=Kind.PEER, slug="first-steps", by=people["sofia"], at=opened)
    other_round = _round(other_program, "first-steps", people["sofia"], opened)
    enrolments.start(round=other_round, person=people["sofia"], at=opened + timedelta(days=1))
    pair = next(one for one in pairs if _holds(one, people["chiara"]))
    return Cast(
        people=people,
        program=program,
        round=Round.objects.get(pk=round.pk),
        other_program=other_program,
        other_round=other_round,
        run=run,
        pair=pair,
        other_pair=next(one for one in pairs if _holds(one, people["yara"])),
        former_pair=_former(round, people, at=opened - timedelta(days=100)),
        **_sheets(round, people, at=opened),
        canaries=canaries,
        **_goods(pair, people["chiara"], people["amadou"], canaries, at=opened + timedelta(days=40)),
    )


def _sheets(round: Round, people: dict[str, Person], *, at: datetime) -> dict[str, Import]:
    """Two files on their way in: the house's people, and the round's enrolments."""
    return {
        "upload": imports.upload(
            content=b"email,given name\nnew@valdora.example,Nina\n",
            file_name="people.csv",
            kind=ImportKind.PEOPLE,
            by=people["ines"],
            at=at,
        ),
        "sheet": imports.upload(
            content=b"email,offers\nchiara@valdora.example,method-8d:3\n",
            file_name="enrolments.csv",
            kind=ImportKind.ENROLMENTS,
            by=people["paola"],
            at=at,
            target=round.pk,
        ),
    }


def _people(today: date) -> dict[str, Person]:
    quality = Department.objects.create(name="Quality")
    rooms = {"amadou": "Logistics", "yara": "Finance", "davide": "Maintenance", "bruno": "Sales"}
    site = Site.objects.create(name="Biella")
    levels = [
        Level.objects.create(name=name, rank=rank)
        for rank, name in enumerate(("Specialist", "Lead", "Director"), start=1)
    ]
    found: dict[str, Person] = {}
    for name in Cast.PEOPLE:
        found[name] = Person.objects.create(
            email=f"{name}@valdora.example",
            given_name=name.capitalize(),
            family_name="Ferrante" if name == "chiara" else "Diallo" if name == "amadou" else name[::-1].capitalize(),
            department=Department.objects.create(name=rooms[name]) if name in rooms else quality,
            site=site,
            level=levels[1] if name in {"paola", "marco"} else levels[0],
            hired_on=today - timedelta(days=1000),
            is_administrator=name == "ines",
        )
        for code in ("it", "en"):
            SpokenLanguage.objects.create(person=found[name], code=code)
    found["chiara"].line_manager = found["marco"]
    found["chiara"].save(update_fields=["line_manager"])
    return found


def _round(program: Program, slug: str, by: Person, opened: datetime) -> Round:
    first = opened.date()
    dates = Dates(
        enrol_from=first,
        enrol_until=first + timedelta(days=25),
        match_on=first + timedelta(days=28),
        starts_on=first + timedelta(days=38),
        middle_on=first + timedelta(days=126),
        ends_on=first + timedelta(days=192),
    )
    round = rounds.open_new(program=program, slug=slug, by=by, at=opened, dates=dates)
    return rounds.move(round=round, to=RoundState.ENROLLING, by=by, at=opened)


def _matched(round: Round, people: dict[str, Person], *, at: datetime) -> tuple[MatchRun, list[Relationship]]:
    rounds.move(round=round, to=RoundState.MATCHING, by=people["paola"], at=at)
    runs.start(round=Round.objects.get(pk=round.pk), by=people["paola"], at=at)
    claimed = claim(run_queries.to_execute(), worker="cast", at=at)
    assert claimed is not None
    run = execution.execute(run=claimed, worker="cast", tick=lambda: at)
    runs.request_publish(run=run, by=people["paola"], at=at)
    return run, introductions.publish(run=MatchRun.objects.get(pk=run.pk), by=people["paola"], at=at)


def _holds(relationship: Relationship, person: Person) -> bool:
    return relationship.members.filter(person=person).exists()


def _goods(pair: Relationship, chiara: Person, amadou: Person, canaries: Canaries, *, at: datetime) -> dict[str, Any]:
    """What Chiara and Amadou have made together; every sealed field holds a word of its own."""
    member = pair.members.get(person=chiara)
    agreement = agreements.propose(
        relationship=pair,
        by=amadou,
        at=at,
        replaces=0,
        cadence_days=14,
        meeting_minutes=45,
        channel=canaries["relationships.Agreement.channel"],
        confidentiality=canaries["relationships.Agreement.confidentiality"],
        how_to_end=canaries["relationships.Agreement.how_to_end"],
        gives=canaries["relationships.AgreementPart.gives"],
        wants=canaries["relationships.AgreementPart.wants"],
    )
    goal = goals.add(
        relationship=pair,
        by=chiara,
        at=at,
        title=canaries["relationships.Goal.title"],
        why=canaries["relationships.Goal.why"],
        measure=canaries["relationships.Goal.measure"],
        steps=[canaries["relationships.Step.text"]],
    )
    proposed = meetings.propose(
        relationship=pair,
        by=amadou,
        at=at,
        starts=[NOW + timedelta(days=2)],
        topic=canaries["relationships.Meeting.topic"],
        place="Room Lys",
    )
    meeting = meetings.accept(meeting=proposed, time=proposed.times.get(), by=chiara, at=at + timedelta(hours=1))
    notes.write(
        meeting=meeting, by=chiara, at=at + timedelta(hours=2), text=canaries["relationships.Note.text"], version=0
    )
    checkins.answer(relationship=pair, by=chiara, at=at, mood=Mood.GOOD)
    return {
        "agreement": agreement,
        "goal": goal,
        "step": goal.steps.get(),
        "meeting": meeting,
        "agenda_item": agenda.add(
            meeting=meeting, by=chiara, at=at, text=canaries["relationships.AgendaItem.text"], minutes=15, owner=member
        ),
        "follow_up": follow_ups.add(
            relationship=pair, by=chiara, at=at, text=canaries["relationships.FollowUp.text"], owners=[member]
        )[0],
    }


def _former(round: Round, people: dict[str, Person], *, at: datetime) -> Relationship:
    """Amadou and Bruno, last year: closed, and Bruno has left."""
    former = Relationship.objects.create(
        round=round,
        state=RelationshipState.CLOSED,
        introduced_at=at,
        closed_at=at + timedelta(days=60),
        ends_on=at.date(),
    )
    scope = Scope.relationship(former.pk)
    sealing.open_scope(scope, at=at)
    for n, name in enumerate(("amadou", "bruno")):
        left = at + timedelta(days=50) if name == "bruno" else None
        Member.objects.create(relationship=former, person=people[name], position=n, joined_at=at, left_at=left)
        sealing.grant(scope, people[name].pk, at=at)
    sealing.revoke(scope, people["bruno"].pk, at=at + timedelta(days=50))
    return former
