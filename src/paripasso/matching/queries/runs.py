"""Runs, what they propose, and who stays without a peer."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from paripasso.matching.enums import ANSWERED, UNDER_WAY, ProposalState, RunState
from paripasso.matching.models import MatchRun, Proposal, Seat, Unmatched
from paripasso.programs.models import Round

ORDERS = {
    "weakest": ("score", "position", "pk"),
    "strongest": ("-score", "position", "pk"),
}


def latest(round: Round) -> MatchRun | None:
    """The newest run of a round that ended well, or that is being worked on."""
    runs = MatchRun.objects.filter(round=round, state__in=ANSWERED | UNDER_WAY)
    return runs.select_related("round__program").order_by("-number").first()


def answered(round: Round) -> MatchRun | None:
    """The newest run of a round that has a result."""
    return _answered(round).order_by("-number").first()


def before(run: MatchRun) -> MatchRun | None:
    """The run with a result before this one, to compare with."""
    return _answered(run.round).filter(number__lt=run.number).order_by("-number").first()


def last_attempt(round: Round) -> MatchRun | None:
    """The newest run of a round, whatever became of it."""
    return MatchRun.objects.filter(round=round).order_by("-number").first()


def _answered(round: Round) -> QuerySet[MatchRun]:
    return MatchRun.objects.filter(round=round, state__in=ANSWERED).select_related("round__program")


def all_of(round: Round) -> QuerySet[MatchRun]:
    """Every run of a round, the newest first."""
    return MatchRun.objects.filter(round=round).order_by("-number")


def numbered(round: Round, number: int) -> MatchRun | None:
    """The run of that number."""
    return MatchRun.objects.filter(round=round, number=number).select_related("round__program").first()


def again(run: MatchRun) -> MatchRun:
    """The run as it is now."""
    return MatchRun.objects.select_related("round__program").get(pk=run.pk)


def to_execute() -> QuerySet[MatchRun]:
    """Runs that wait for a worker, or whose worker may have died."""
    return MatchRun.objects.filter(state__in=UNDER_WAY)


def to_publish() -> QuerySet[MatchRun]:
    """Runs whose pairs wait to be introduced."""
    return MatchRun.objects.filter(state=RunState.PUBLISHING)


def _with_people() -> Prefetch[Any]:
    seats = Seat.objects.select_related("enrolment__person__department", "enrolment__person__site")
    return Prefetch("seats", queryset=seats.order_by("position"))


def proposals(run: MatchRun, *, order: str = "weakest", find: str = "", state: str = "") -> QuerySet[Proposal]:
    """The proposals of a run with their people; two queries, however many.

    `find` looks for a part of somebody's name; `state` keeps one state only.
    """
    rows = Proposal.objects.filter(run=run).order_by(*ORDERS.get(order, ORDERS["weakest"]))
    if state in ProposalState.values:
        rows = rows.filter(state=state)
    for word in find.split()[:4]:
        person = "seats__enrolment__person__"
        rows = rows.filter(
            Q(**{f"{person}given_name__icontains": word})
            | Q(**{f"{person}family_name__icontains": word})
            | Q(**{f"{person}preferred_name__icontains": word})
        ).distinct()
    return rows.select_related("run__round").prefetch_related(_with_people())


def to_introduce(run: MatchRun) -> QuerySet[Proposal]:
    """The proposals that publishing introduces: all but the rejected ones, in order."""
    rows = Proposal.objects.filter(run=run).exclude(state=ProposalState.REJECTED)
    return rows.select_related("run__round").order_by("position", "pk").prefetch_related(_with_people())


def set_aside(round: Round) -> QuerySet[Proposal]:
    """Every pair the programme manager set aside in this round, in whatever run: later runs keep them apart."""
    rows = Proposal.objects.filter(run__round=round, state=ProposalState.REJECTED)
    return rows.order_by("-decided_at", "pk").prefetch_related(_with_people())


def locked(run: MatchRun) -> QuerySet[Proposal]:
    """The pairs that the next run must keep."""
    rows = Proposal.objects.filter(run=run, state=ProposalState.LOCKED)
    return rows.order_by("position", "pk").prefetch_related(_with_people())


def unmatched(run: MatchRun) -> QuerySet[Unmatched]:
    """Who stays without a peer, by name."""
    rows = Unmatched.objects.filter(run=run).select_related(
        "enrolment__person__department", "partner__person__department"
    )
    return rows.order_by("enrolment__person__family_name", "enrolment__person__given_name", "pk")


def released(run: MatchRun) -> QuerySet[Seat]:
    """Those whose pair was set aside: they too would be without a peer if this were published."""
    seats = Seat.objects.filter(proposal__run=run, proposal__state=ProposalState.REJECTED)
    return seats.select_related("enrolment__person__department").order_by(
        "enrolment__person__family_name", "enrolment__person__given_name", "pk"
    )
