"""People enrol, step by step, change their mind, pause and leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.enrolment import messages, rules
from paripasso.enrolment.actions import calendars, seats
from paripasso.enrolment.enums import EnrolmentState, Step
from paripasso.enrolment.models import Enrolment, Offer, Seek
from paripasso.enrolment.queries import enrolments
from paripasso.enrolment.rules import Answers, Offering, PrivateIds, Seeking
from paripasso.messaging.actions import outbox
from paripasso.people.models import Person
from paripasso.programs import rules as program_rules
from paripasso.programs.actions import guidelines, rounds
from paripasso.programs.models import Round
from paripasso.programs.queries import programs

# Until somebody says otherwise: the middle of the morning and of the afternoon, Monday to Friday.
USUAL_HOURS = [day * 24 + hour for day in range(5) for hour in (10, 11, 14, 15)]
PLAIN = (
    "aims", "experience", "hours", "has_shifts", "languages", "meeting_mode", "department_wish", "capacity",
)  # fmt: skip
COPIED = ("experience", "hours", "has_shifts", "languages", "meeting_mode", "department_wish", "capacity")


class CannotEnrol(Refusal):
    """The round does not take enrolments now."""

    sentence = _("Enrolment is not open at the moment.")


class CannotChange(Refusal):
    """The round is being matched, or the person has left it."""

    sentence = _("This enrolment can no longer be changed: the pairs are being made.")


class CannotSubmit(Refusal):
    """Something is missing. `steps` says where."""

    sentence = _("Something is still missing: %(steps)s. Everything else is saved.")

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = list(steps)
        super().__init__(steps=", ".join(str(step.label) for step in self.steps))


class CannotWithdraw(Refusal):
    """Whoever is matched leaves through the relationship, so that the other person is not left waiting."""

    sentence = _("You already have a peer. You can close without blame on your relationship's page.")


class CannotPause(Refusal):
    """Only those who wait to be matched may pause."""

    sentence = _("You can pause while you wait to be matched.")


class CannotPauseUntil(CannotPause):
    """A pause ends on a day to come, and within a year."""

    sentence = _("A pause ends on a day to come, within a year. Choose another day, or leave it open.")


@transaction.atomic
def start(*, round: Round, person: Person, at: datetime) -> Enrolment:
    """Begin an enrolment, filled with what is known: languages, usual hours, and what was offered last time.

    Beginning twice is beginning once. Raises CannotEnrol while the round takes no enrolments.
    """
    if known := enrolments.of(person, round):
        return known
    if not program_rules.is_open(round.state):
        raise CannotEnrol
    last = enrolments.before(person, round)
    values = {name: getattr(last, name) for name in COPIED} if last else _usual(person, round)
    enrolment = Enrolment.objects.create(
        round=round, person=person, private_choices=PrivateIds().to_text(), started_at=at, saved_at=at, **values
    )
    if last:
        offers = [Offering(offer.skill_id, offer.depth, offer.proof) for offer in last.offers.all()]
        _write_offers(enrolment, offers)
    audit.record("enrolment.started", by=person, about=enrolment, at=at)
    return enrolment


@transaction.atomic
def save_step(*, enrolment: Enrolment, step: Step | int, by: Person, at: datetime, **clean: Any) -> Enrolment:
    """Save what one step of the form says; what it does not say stays as it is.

    1: `offers` (Offerings) · 2: `seeks` (Seekings) · 3: `aims`, `experience` · 4: `hours`, `has_shifts` · 5: `meeting_mode`,
    `languages`, `department_wish`, `capacity`, `private` (PrivateIds) · 6: `may_be_counted`. Raises CannotChange.
    """
    step = Step(step)
    enrolment = _changeable(enrolment)
    enrolment.step, enrolment.saved_at = max(enrolment.step, step), at
    fields = ["step", "saved_at", *WRITERS[step](enrolment, clean)]
    enrolment.save(update_fields=fields)
    if enrolment.state != EnrolmentState.DRAFT:
        audit.record("enrolment.changed", by=by, about=enrolment, at=at, step=int(step))
    return enrolment


@transaction.atomic
def submit(*, enrolment: Enrolment, by: Person | None, at: datetime) -> Enrolment:
    """Send an enrolment. Where every place is taken it waits for one. Its author is told.

    Sending twice is sending once. Raises CannotEnrol, CannotChange, or CannotSubmit with the steps that lack something.
    """
    round = rounds.locked(round=enrolment.round)
    if not program_rules.is_open(round.state):
        raise CannotEnrol
    enrolment = _changeable(enrolment)
    if enrolment.state != EnrolmentState.DRAFT:
        return enrolment
    if steps := lacking(enrolment=enrolment):
        raise CannotSubmit(steps)
    is_full = rules.is_full(round.places, enrolments.taken(round))
    enrolment.state = EnrolmentState.WAITLISTED if is_full else EnrolmentState.SUBMITTED
    enrolment.step, enrolment.submitted_at, enrolment.submitted_by = Step.CONSENT, at, by
    enrolment.save(update_fields=["state", "step", "submitted_at", "submitted_by"])
    rounds.mark_answered(round=round)
    audit.record("enrolment.submitted", by=by, about=enrolment, at=at, state=enrolment.state)
    draft = messages.waitlisted if is_full else messages.received
    outbox.add(draft(enrolment, at=at), at=at)
    return enrolment


@transaction.atomic
def enrol(*, round: Round, person: Person, answers: Answers, by: Person | None, at: datetime) -> Enrolment:
    """Enrol somebody in one go, with answers that are complete, and accept the texts in their name.

    The same as all six steps and sending. Raises CannotEnrol, or CannotSubmit with the steps that lack something.
    """
    if not program_rules.is_open(round.state):
        raise CannotEnrol
    enrolment = Enrolment(round=round, person=person, started_at=at, saved_at=at, step=Step.PREFERENCES)
    for name in PLAIN:
        value = getattr(answers, name)
        setattr(enrolment, name, list(value) if isinstance(value, tuple) else value)
    enrolment.private_choices = answers.private.to_text()
    enrolment.save(force_insert=True)
    _write_offers(enrolment, answers.offers)
    _write_seeks(enrolment, answers.seeks)
    audit.record("enrolment.started", by=by, about=enrolment, at=at)
    accept_texts(enrolment=enrolment, at=at)
    return submit(enrolment=enrolment, by=by, at=at)


def lacking(*, enrolment: Enrolment) -> list[Step]:
    """Return the steps that still lack something before this enrolment can be sent."""
    return rules.missing(
        offers=enrolment.offers.count(),
        seeks=enrolment.seeks.count(),
        hours=len(enrolment.hours),
        languages=len(enrolment.languages),
        has_shifts=enrolment.has_shifts,
        texts=programs.to_accept(enrolment.round.program, enrolment.person),
    )


@transaction.atomic
def accept_texts(*, enrolment: Enrolment, at: datetime) -> None:
    """Record that the person accepts the programme's current texts."""
    current = programs.current_guidelines(enrolment.round.program)
    guidelines.accept_all(guidelines=current, person=enrolment.person, at=at)


@transaction.atomic
def withdraw(*, enrolment: Enrolment, by: Person | None, at: datetime) -> Enrolment:
    """Leave a round. The place goes to whoever has waited longest. Raises CannotWithdraw."""
    rounds.locked(round=enrolment.round)
    enrolment = _locked(enrolment)
    if enrolment.state == EnrolmentState.WITHDRAWN:
        return enrolment
    if not rules.may_withdraw(enrolment.state):
        raise CannotWithdraw
    _move(enrolment, EnrolmentState.WITHDRAWN, "enrolment.withdrawn", by=by, at=at)
    seats.fill(round=enrolment.round, at=at)
    return enrolment


@transaction.atomic
def reopen(*, enrolment: Enrolment, by: Person, at: datetime) -> Enrolment:
    """Come back after leaving: what was written is there again, as a draft. Raises CannotEnrol."""
    if not program_rules.is_open(enrolment.round.state):
        raise CannotEnrol
    enrolment = _locked(enrolment)
    if enrolment.state == EnrolmentState.WITHDRAWN:
        _move(enrolment, EnrolmentState.DRAFT, "enrolment.reopened", by=by, at=at)
    return enrolment


@transaction.atomic
def pause(*, enrolment: Enrolment, by: Person, at: datetime, until: date | None = None) -> Enrolment:
    """Step out of the pool without losing one's place, until a day or for as long as one likes.

    Pausing again changes the day. Raises CannotPause, CannotPauseUntil.
    """
    enrolment = _locked(enrolment)
    is_paused = enrolment.state == EnrolmentState.PAUSED
    if enrolment.state == EnrolmentState.MATCHED or not (
        is_paused or rules.may_move(enrolment.state, EnrolmentState.PAUSED)
    ):
        raise CannotPause
    if not rules.may_pause_until(until, today=timezone.localdate(at)):
        raise CannotPauseUntil
    if is_paused and enrolment.paused_until == until:
        return enrolment
    enrolment.state, enrolment.paused_until = EnrolmentState.PAUSED, until
    enrolment.save(update_fields=["state", "paused_until"])
    audit.record("enrolment.paused", by=by, about=enrolment, at=at, until=until.isoformat() if until else "")
    return enrolment


@transaction.atomic
def resume(*, enrolment: Enrolment, by: Person | None, at: datetime) -> Enrolment:
    """Step back into the pool. Where the day has come by itself (`by` None), its author is told."""
    enrolment = _locked(enrolment)
    if enrolment.state != EnrolmentState.PAUSED:
        return enrolment
    enrolment.state, enrolment.paused_until = EnrolmentState.SUBMITTED, None
    enrolment.save(update_fields=["state", "paused_until"])
    audit.record("enrolment.resumed", by=by, about=enrolment, at=at)
    if by is None:
        outbox.add(messages.resumed(enrolment, at=at), at=at)
    return enrolment


def _usual(person: Person, round: Round) -> dict[str, Any]:
    spoken = sorted(spoken.code for spoken in person.spoken_languages.all())
    return {"languages": spoken or [person.language], "hours": USUAL_HOURS, "capacity": round.program.capacity}


def _locked(enrolment: Enrolment) -> Enrolment:
    locked = Enrolment.objects.select_for_update(of=("self",)).select_related("round__program", "person")
    return locked.get(pk=enrolment.pk)


def _changeable(enrolment: Enrolment) -> Enrolment:
    enrolment = _locked(enrolment)
    if not rules.may_change(enrolment.state, is_open=program_rules.is_open(enrolment.round.state)):
        raise CannotChange
    return enrolment


def _move(enrolment: Enrolment, to: EnrolmentState, event: str, *, by: Person | None, at: datetime) -> Enrolment:
    enrolment.state = to
    enrolment.save(update_fields=["state"])
    audit.record(event, by=by, about=enrolment, at=at)
    return enrolment


def _write_offers(enrolment: Enrolment, offers: Sequence[Offering]) -> None:
    enrolment.offers.all().delete()
    Offer.objects.bulk_create(
        Offer(enrolment=enrolment, skill_id=one.skill_id, depth=one.depth, proof=one.proof, position=n)
        for n, one in enumerate(offers)
    )


def _write_seeks(enrolment: Enrolment, seeks: Sequence[Seeking]) -> None:
    enrolment.seeks.all().delete()
    Seek.objects.bulk_create(
        Seek(enrolment=enrolment, skill_id=one.skill_id, priority=one.priority, why=one.why, position=n)
        for n, one in enumerate(rules.ordered(seeks))
    )


def _plain(*names: str) -> Callable[[Enrolment, dict[str, Any]], list[str]]:
    def write(enrolment: Enrolment, clean: dict[str, Any]) -> list[str]:
        given = [name for name in names if name in clean]
        for name in given:
            setattr(enrolment, name, clean[name])
        return given

    return write


def _offers(enrolment: Enrolment, clean: dict[str, Any]) -> list[str]:
    _write_offers(enrolment, clean["offers"])
    return []


def _seeks(enrolment: Enrolment, clean: dict[str, Any]) -> list[str]:
    _write_seeks(enrolment, clean["seeks"])
    return []


def _hours(enrolment: Enrolment, clean: dict[str, Any]) -> list[str]:
    if "hours" in clean:
        calendars.correct(person=enrolment.person, hours=clean["hours"])
    return _plain("hours", "has_shifts")(enrolment, clean)


def _preferences(enrolment: Enrolment, clean: dict[str, Any]) -> list[str]:
    given = _plain("meeting_mode", "languages", "department_wish", "capacity")(enrolment, clean)
    if "private" in clean:
        enrolment.private_choices = clean["private"].to_text()
        given.append("private_choices")
    return given


WRITERS: dict[Step, Callable[[Enrolment, dict[str, Any]], list[str]]] = {
    Step.OFFERS: _offers,
    Step.SEEKS: _seeks,
    Step.AIMS: _plain("aims", "experience"),
    Step.HOURS: _hours,
    Step.PREFERENCES: _preferences,
    Step.CONSENT: _plain("may_be_counted"),
}
