"""From an empty house to a company that keeps pace, one stage after the other, by the product's own actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from time import monotonic
from zoneinfo import ZoneInfo

from django.db import transaction

from paripasso.config.demo import answers, history
from paripasso.config.demo import people as demo_people
from paripasso.config.demo.options import Options, Summary
from paripasso.core.leases import claim
from paripasso.enrolment import rules as enrolment_rules
from paripasso.enrolment.actions import enrolments
from paripasso.matching.actions import execution, runs
from paripasso.matching.models import MatchRun
from paripasso.matching.queries import runs as run_queries
from paripasso.messaging.queries import notices
from paripasso.people.actions import imports, persons
from paripasso.people.actions import skills as skill_actions
from paripasso.people.enums import ImportKind
from paripasso.people.models import Person
from paripasso.people.queries import directory
from paripasso.people.queries import skills as skill_queries
from paripasso.programs.actions import grants, programs, rounds
from paripasso.programs.enums import Kind, Role, RoundState
from paripasso.programs.models import Round
from paripasso.programs.rules import Dates
from paripasso.relationships.actions import closings, introductions

ROME = ZoneInfo("Europe/Rome")
SLUG = "fianco-a-fianco"
WORKER = "demo"
# How far the round has come at each stage, in days since its first day of enrolment.
DAYS = {"enrolling": 16, "matching": 29, "running": 97, "closed": 200}
ENROL, MATCH, START, END = 25, 28, 38, 38 + 140


@dataclass
class Builder:
    """Builds one demonstration. `say` prints a line of progress."""

    options: Options
    now: datetime
    say: Callable[[str], None]

    def __post_init__(self) -> None:
        self.chance = Random(self.options.seed)
        self.opened = self._morning(self.now - timedelta(days=DAYS[self.options.stage]))
        self.colleagues = demo_people.directory(
            size=self.options.people, language=self.options.language, seed=self.options.seed, today=self.opened.date()
        )

    def build(self) -> Summary:
        """Build everything up to the stage asked for, and say what came of it."""
        began = monotonic()
        self._house()
        round = self._program()
        enrolled = self._enrol(round)
        run = None
        if self.options.stage != "enrolling":
            run = self._match(round)
        if self.options.stage in {"running", "closed"} and run is not None:
            self._publish(run)
            self._live(round)
        if self.options.stage == "closed":
            self._close(round)
        return self._summary(run, enrolled=enrolled, seconds=monotonic() - began)

    def day(self, days: float) -> datetime:
        """Return nine in the morning, so many days after the first of enrolment; never later than now."""
        return min(self.opened + timedelta(days=days), self.now)

    def _morning(self, at: datetime) -> datetime:
        return at.astimezone(ROME).replace(hour=9, minute=0, second=0, microsecond=0)

    def _house(self) -> None:
        self.say("the list of skills")
        skill_actions.load_builtin(at=self.day(-30))
        self.say(f"{len(self.colleagues)} people, from a spreadsheet")
        sheet = demo_people.spreadsheet(self.colleagues, language=self.options.language)
        at = self.day(-20)
        upload = imports.upload(content=sheet, file_name="valdora.csv", kind=ImportKind.PEOPLE, by=None, at=at)
        imports.preview(record=upload, at=at)
        imports.apply(record=upload, by=None, at=at)
        persons.make_administrator(person=self._person(8), by=None, at=at)

    def _program(self) -> Round:
        self.say("a programme, from the peer template")
        paola = self._person(4)
        at = self.day(-10)
        program = programs.start(template=Kind.PEER, slug=SLUG, by=paola, at=at)
        grants.grant(program=program, person=self._person(6), role=Role.SPONSOR, by=paola, at=at)
        grants.grant(program=program, person=self._person(7), role=Role.TRUST_CONTACT, by=paola, at=at)
        first = self.opened.date()
        dates = Dates(
            enrol_from=first,
            enrol_until=first + timedelta(days=ENROL),
            match_on=first + timedelta(days=MATCH),
            starts_on=first + timedelta(days=START),
            middle_on=first + timedelta(days=START + 70),
            ends_on=first + timedelta(days=END),
        )
        round = rounds.open_new(program=program, slug=SLUG, by=paola, at=at, dates=dates)
        return rounds.move(round=round, to=RoundState.ENROLLING, by=paola, at=self.day(0))

    def _enrol(self, round: Round) -> int:
        willing = answers.who_enrols(self.colleagues, self.chance)
        by_code = {skill.code: skill for skill in skill_queries.accepted()}
        everybody = {one.email: one for one in directory.by_emails([one.email for one in willing])}
        last = min(ENROL, DAYS[self.options.stage])
        with transaction.atomic():
            for n, one in enumerate(willing, start=1):
                said = answers.of(one, self.chance, language=self.options.language)
                enrolments.enrol(
                    round=round,
                    person=everybody[one.email],
                    answers=enrolment_rules.Answers(
                        offers=tuple(enrolment_rules.Offering(by_code[code].pk, depth) for code, depth in said.offers),
                        seeks=tuple(
                            enrolment_rules.Seeking(by_code[code].pk, priority) for code, priority in said.seeks
                        ),
                        aims=said.aims,
                        experience=said.experience,
                        hours=said.hours,
                        languages=said.languages,
                        meeting_mode=said.meeting_mode,
                        department_wish=said.department_wish,
                    ),
                    by=everybody[one.email],
                    at=self.day(last * n / (len(willing) + 1)),
                )
        self.say(f"{len(willing)} enrolments")
        return len(willing)

    def _match(self, round: Round) -> MatchRun:
        paola = self._person(4)
        at = self.day(MATCH)
        rounds.move(round=round, to=RoundState.MATCHING, by=paola, at=at)
        runs.start(round=round, by=paola, at=at)
        claimed = claim(run_queries.to_execute(), worker=WORKER, at=at)
        if claimed is None:
            raise RuntimeError("The run that was just started is not waiting.")
        run = execution.execute(run=claimed, worker=WORKER, tick=lambda: at)
        self.say(f"a match run: {run_queries.proposals(run).count()} proposals")
        return run

    def _publish(self, run: MatchRun) -> None:
        paola = self._person(4)
        at = self.day(START)
        runs.request_publish(run=run, by=paola, at=at)
        found = introductions.publish(run=run, by=paola, at=at)
        self.say(f"{len(found)} introductions")

    def _live(self, round: Round) -> None:
        until = min(self.now, self.day(END))
        chiara = self._person(0).pk
        spaces = list(round.relationships.prefetch_related("members__person"))
        # by address, because ids differ from one demonstration to the next
        spaces.sort(key=lambda one: sorted(member.person.email for member in one.members.all()))
        for space in spaces:
            members = sorted(space.members.all(), key=lambda one: (one.person_id != chiara, one.position))
            history.live(
                space,
                people=[one.person for one in members],
                now=until,
                chance=self.chance,
                language=self.options.language,
                is_cast=any(one.person_id == chiara for one in members),
            )
        self.say(f"{(until - self.day(START)).days} days of meetings, goals and notes")

    def _close(self, round: Round) -> None:
        at = self.day(END + 1)
        for space in list(round.relationships.prefetch_related("members__person")):
            closings.close(relationship=space, by=space.members.all()[0].person, at=at)
        round.refresh_from_db()
        for state in (RoundState.CLOSING, RoundState.CLOSED):
            rounds.move(round=round, to=state, by=self._person(4), at=at)
        self.say("the round, closed")

    def _summary(self, run: MatchRun | None, *, enrolled: int, seconds: float) -> Summary:
        figures = run.result if run else {}
        return Summary(
            people=directory.active().count(),
            enrolled=enrolled,
            pairs=figures.get("pairs", 0),
            groups=figures.get("groups", 0),
            unmatched=figures.get("unmatched", 0),
            value=figures.get("value", 0),
            bound=figures.get("bound", 0),
            gap_percent=figures.get("gap_percent", 0.0),
            messages=notices.newest().count(),
            seconds=round(seconds, 1),
        )

    def _person(self, n: int) -> Person:
        row = demo_people.CAST[n]
        person = directory.by_email(demo_people.address(row[0], row[1]))
        if person is None:
            raise RuntimeError(f"{row[0]} is not in the directory.")
        return person
