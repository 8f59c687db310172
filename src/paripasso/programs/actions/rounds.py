"""Rounds are opened, dated and moved on: explicitly, checked, and back again where nobody has been told anything."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.people.models import Person
from paripasso.programs import rules
from paripasso.programs.enums import RoundState
from paripasso.programs.models import Guideline, Program, Round
from paripasso.programs.queries import readiness
from paripasso.programs.rules import DATES, Dates


class CannotOpen(Refusal):
    """The address is taken."""

    sentence = _("There is already a round at “%(slug)s”. Choose another address.")


class CannotDate(Refusal):
    """The dates cross."""

    sentence = _("The dates cross: %(later)s comes before %(earlier)s. Put them in the order in which they happen.")


class CannotMove(Refusal):
    """The round may not go there from where it is."""

    sentence = _("This round is “%(state)s” and cannot become “%(to)s” now.")


class CannotGoBack(CannotMove):
    """Somebody has been told that they are enrolled."""

    sentence = _("People have already enrolled and been told so. You can stop enrolment, but not go back to a draft.")


class CannotRunUnpublished(CannotMove):
    """Only publishing makes a round run."""

    sentence = _("A round runs once its pairs are published. Publish them on the matching page.")


class CannotEnrolInThePast(CannotMove):
    """The last day of enrolment has passed."""

    sentence = _("Enrolment would end on a day that has passed. Set a later last day first.")


class CannotEnrolWithoutTexts(CannotMove):
    """A text that people must accept is missing."""

    sentence = _("People accept these texts when they enrol, and they are still missing: %(texts)s.")


class CannotEnrolUnready(CannotMove):
    """Something of the design is missing: a reason, an aim, somebody who may take part."""

    sentence = _("Before enrolment can open: %(missing)s")


class CannotOpenArchived(Refusal):
    """The programme has been put away."""

    sentence = _("This programme is in the archive. Take it out first.")


NAMES = {
    "enrol_from": _("first day of enrolment"),
    "enrol_until": _("last day of enrolment"),
    "match_on": _("day of matching"),
    "starts_on": _("start"),
    "middle_on": _("halfway point"),
    "ends_on": _("end"),
}


@transaction.atomic
def open_new(
    *,
    program: Program,
    slug: str,
    by: Person | None,
    at: datetime,
    dates: Dates | None = None,
    name_it: str = "",
    name_en: str = "",
    places: int | None = None,
) -> Round:
    """Add a round to a programme, as a draft. Without dates it starts enrolling today and takes the template's length.

    Raises CannotOpen if the address is taken, CannotDate if the dates cross, CannotOpenArchived.
    """
    if program.archived_at is not None:
        raise CannotOpenArchived
    if Round.objects.filter(slug=slug).exists():
        raise CannotOpen(slug=slug)
    dates = dates or rules.default_dates(timezone.localdate(at), weeks=program.weeks)
    _check(dates)
    round = Round.objects.create(
        program=program,
        slug=slug,
        name_it=name_it or name_en or program.name_it,
        name_en=name_en or name_it or program.name_en,
        places=places,
        **asdict(dates),
    )
    audit.record("round.opened", by=by, about=round, at=at)
    return round


@transaction.atomic
def redate(*, round: Round, dates: Dates, places: int | None, by: Person | None, at: datetime) -> Round:
    """Change a round's dates and places. Raises CannotDate if the dates cross."""
    _check(dates)
    round = locked(round=round)
    wanted = {**asdict(dates), "places": places}
    changed = [name for name, value in wanted.items() if getattr(round, name) != value]
    for name in changed:
        setattr(round, name, wanted[name])
    if changed:
        round.save(update_fields=changed)
        audit.record("round.redated", by=by, about=round, at=at, fields=" ".join(changed))
    return round


@transaction.atomic
def move(*, round: Round, to: RoundState, by: Person | None, at: datetime, published: bool = False) -> Round:
    """Move a round on, or back. `published` is said by publishing alone, which is what makes a round run.

    Raises CannotMove or one of its kinds, which say what is missing.
    """
    round = locked(round=round)
    if round.state == to:
        return round
    _check_move(round, to, published=published, at=at)
    before, round.state = round.state, to
    round.save(update_fields=["state"])
    audit.record("round.moved", by=by, about=round, at=at, before=before, after=str(to))
    return round


@transaction.atomic
def mark_answered(*, round: Round) -> None:
    """Note that somebody enrolled and was told so. Enrolment tells us; we never ask."""
    Round.objects.filter(pk=round.pk, has_answers=False).update(has_answers=True)


def locked(*, round: Round) -> Round:
    """Read a round again, for us alone until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=round.pk)


def _check(dates: Dates) -> None:
    if later := rules.crossed(dates):
        raise CannotDate(later=NAMES[later], earlier=NAMES[DATES[DATES.index(later) - 1]])


def _check_move(round: Round, to: RoundState, *, published: bool, at: datetime) -> None:
    if not rules.may_move(round.state, to, published=published, has_answers=round.has_answers):
        if rules.may_move(round.state, to, published=True):
            raise CannotRunUnpublished if to == RoundState.RUNNING else CannotGoBack
        raise CannotMove(state=RoundState(round.state).label, to=to.label)
    if to != RoundState.ENROLLING:
        return
    if rules.is_over(round.enrol_until, today=timezone.localdate(at)):
        raise CannotEnrolInThePast
    there = set(Guideline.objects.filter(program_id=round.program_id).values_list("kind", flat=True))
    if missing := rules.lacks_guidelines(there):
        raise CannotEnrolWithoutTexts(texts=", ".join(str(kind.label) for kind in missing))
    if waiting := readiness.blocking(round.program, round, today=timezone.localdate(at)):
        raise CannotEnrolUnready(missing=" ".join(str(one.sentence) for one in waiting))
