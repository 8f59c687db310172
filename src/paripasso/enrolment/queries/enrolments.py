"""Enrolments: one's own, the pool, how many in which state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from paripasso.enrolment.enums import IN_THE_POOL, TAKES_A_PLACE, EnrolmentState
from paripasso.enrolment.models import Enrolment, Offer, Seek
from paripasso.people.enums import ImportKind
from paripasso.people.models import Import, Person, SpokenLanguage
from paripasso.programs.enums import RoundState
from paripasso.programs.models import Round


def of(person: Person, round: Round) -> Enrolment | None:
    """Return a person's enrolment in a round with its offers and seeks, or None."""
    return with_skills(Enrolment.objects.filter(person=person, round=round)).first()


def with_skills(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Add round, programme, offers and seeks with their skills, in the order they were given."""
    offers = Prefetch("offers", Offer.objects.select_related("skill").order_by("position", "public_id"))
    seeks = Prefetch("seeks", Seek.objects.select_related("skill").order_by("priority", "position", "public_id"))
    return enrolments.select_related("round__program", "person").prefetch_related(offers, seeks)


def pool(round: Round) -> QuerySet[Enrolment]:
    """Return whoever waits to be matched, with person, offers, seeks and spoken languages, in a fixed order."""
    waiting = Enrolment.objects.filter(round=round, state__in=IN_THE_POOL, person__is_active=True)
    spoken = Prefetch("person__spoken_languages", SpokenLanguage.objects.order_by("code"))
    return (
        with_skills(waiting)
        .select_related("person__department", "person__site", "person__level")
        .prefetch_related(spoken)
        .order_by("person_id")
    )


def mine(person: Person) -> QuerySet[Enrolment]:
    """Return a person's enrolments with their rounds, the newest first."""
    return Enrolment.objects.filter(person=person).select_related("round__program").order_by("-started_at", "public_id")


def counts(round: Round) -> dict[str, int]:
    """Return how many enrolments are in which state; every state is there."""
    rows = Enrolment.objects.filter(round=round).values_list("state").annotate(n=Count("public_id")).order_by("state")
    return dict.fromkeys(EnrolmentState.values, 0) | dict(rows)


def counts_of(rounds: Iterable[Round]) -> dict[UUID, dict[str, int]]:
    """Return the same for many rounds with one query."""
    rounds = list(rounds)
    found = {round.pk: dict.fromkeys(EnrolmentState.values, 0) for round in rounds}
    rows = Enrolment.objects.filter(round__in=rounds).values_list("round_id", "state")
    for round_id, state, n in rows.annotate(n=Count("public_id")).order_by("round_id", "state"):
        found[round_id][state] = n
    return found


def taken(round: Round) -> int:
    """Return how many places are taken. Whoever has left the company needs none."""
    return Enrolment.objects.filter(round=round, state__in=TAKES_A_PLACE, person__is_active=True).count()


def first_waiting(round: Round) -> Enrolment | None:
    """Return whoever has waited longest for a place."""
    waiting = Enrolment.objects.filter(round=round, state=EnrolmentState.WAITLISTED, person__is_active=True)
    waiting = waiting.select_related("round__program", "person")
    return waiting.order_by("submitted_at", "public_id").first()


def listed(round: Round, *, state: str = "") -> QuerySet[Enrolment]:
    """Return a round's enrolments with their people, by name, for those who run it. Drafts are nobody's business."""
    found = Enrolment.objects.filter(round=round).exclude(state=EnrolmentState.DRAFT)
    found = found.filter(state=state) if state else found
    return found.select_related("person__department", "person__site").order_by(
        "person__family_name", "person__given_name", "public_id"
    )


def before(person: Person, round: Round) -> Enrolment | None:
    """Return the person's last enrolment in another round, to start from."""
    others = Enrolment.objects.filter(person=person, submitted_at__isnull=False).exclude(round=round)
    return with_skills(others).order_by("-submitted_at").first()


def files(round: Round) -> QuerySet[Import]:
    """Return the files that were brought into a round, the newest first, without their content and reports."""
    found = Import.objects.filter(kind=ImportKind.ENROLMENTS, target=round.pk).defer("content", "report")
    return found.order_by("-uploaded_at")[:20]


def to_resume(today: date) -> QuerySet[Enrolment]:
    """Return the enrolments whose pause ends today, or has ended."""
    return Enrolment.objects.filter(state=EnrolmentState.PAUSED, paused_until__lte=today).select_related(
        "round__program", "person"
    )


def rounds_with_a_queue() -> list[Round]:
    """Return the rounds in which somebody waits for a place, and may still get one."""
    waiting = Enrolment.objects.filter(state=EnrolmentState.WAITLISTED, round__state=RoundState.ENROLLING)
    return list(Round.objects.filter(pk__in=waiting.values("round_id")).order_by("slug"))
