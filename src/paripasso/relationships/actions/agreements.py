"""Agreeing on how to meet: by proposal, in versions, started by everybody's yes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from paripasso.audit import actions as audit
from paripasso.core.refusals import Refusal
from paripasso.messaging.actions import outbox
from paripasso.people.models import Person
from paripasso.relationships import messages, rules
from paripasso.relationships.actions.space import entered, made_already
from paripasso.relationships.enums import RelationshipState
from paripasso.relationships.models import Agreement, AgreementAcceptance, AgreementPart, Member, Relationship


class CannotPropose(Refusal):
    """Somebody has proposed a newer version meanwhile."""

    sentence = _("A newer version has been proposed meanwhile. Read it first: what you typed is still here.")


class CannotAccept(Refusal):
    """It is not the newest version any more."""

    sentence = _("This is no longer the newest version of your agreement.")


@transaction.atomic
def propose(
    *,
    relationship: Relationship,
    by: Person,
    at: datetime,
    replaces: int,
    cadence_days: int,
    meeting_minutes: int,
    channel: str = "",
    confidentiality: str = "",
    how_to_end: str = "",
    gives: str = "",
    wants: str = "",
    once: UUID | None = None,
) -> Agreement:
    """Write a new version, accepted by whoever proposes it.

    `replaces` is the version it was written on, 0 for the first. Raises CannotPropose if there is a newer one.
    """
    relationship, member = entered(relationship.pk, by)
    if (made := made_already(Agreement, relationship, once)) is not None:
        return made
    newest = _newest(relationship)
    if replaces != (newest.version if newest else 0):
        raise CannotPropose
    agreement = Agreement.objects.create(
        public_id=once or uuid4(),
        relationship=relationship,
        version=replaces + 1,
        cadence_days=cadence_days,
        meeting_minutes=meeting_minutes,
        channel=channel,
        confidentiality=confidentiality,
        how_to_end=how_to_end,
        proposed_at=at,
        proposed_by=member,
        review_on=_half_way(relationship, at),
    )
    _write_part(agreement, member, gives, wants)
    audit.record("agreement.proposed", by=by, about=agreement, at=at, version=agreement.version)
    _say_yes(agreement, relationship, member, by=by, at=at)
    for other in rules.others(relationship, than=by):
        outbox.add(messages.agreement_proposed(agreement, to=other.person, by=by), at=at)
    return agreement


@transaction.atomic
def accept(*, agreement: Agreement, by: Person, at: datetime, gives: str = "", wants: str = "") -> Agreement:
    """Say yes to the newest version, with one's own words. It starts with the last yes. Twice is once."""
    relationship, member = entered(agreement.relationship_id, by)
    newest = _newest(relationship)
    if newest is None or newest.pk != agreement.pk:
        raise CannotAccept
    if AgreementAcceptance.objects.filter(agreement=newest, member=member).exists():
        return newest
    _write_part(newest, member, gives, wants)
    _say_yes(newest, relationship, member, by=by, at=at)
    return newest


def _say_yes(agreement: Agreement, relationship: Relationship, member: Member, *, by: Person, at: datetime) -> None:
    AgreementAcceptance.objects.create(relationship=relationship, agreement=agreement, member=member, accepted_at=at)
    audit.record("agreement.accepted", by=by, about=agreement, at=at, version=agreement.version)
    accepted = set(AgreementAcceptance.objects.filter(agreement=agreement).values_list("member_id", flat=True))
    if not rules.is_agreed(accepted, rules.members(relationship)):
        return
    agreement.started_at = at
    agreement.save(update_fields=["started_at"])
    if relationship.state == RelationshipState.INTRODUCED:
        relationship.state = RelationshipState.AGREED
        relationship.save(update_fields=["state"])
    for other in rules.others(relationship, than=by):
        outbox.add(messages.agreement_started(agreement, to=other.person, by=by), at=at)


def _newest(relationship: Relationship) -> Agreement | None:
    return Agreement.objects.filter(relationship=relationship).order_by("-version").first()


def _write_part(agreement: Agreement, member: Member, gives: str, wants: str) -> None:
    """Keep one's own words. Nothing typed means: as in the version before."""
    if gives or wants:
        AgreementPart.objects.create(
            relationship_id=agreement.relationship_id, agreement=agreement, member=member, gives=gives, wants=wants
        )


def _half_way(relationship: Relationship, at: datetime) -> date:
    """The day to reread it: half-way between now and the end, and never before tomorrow."""
    days = (relationship.ends_on - at.date()).days
    return at.date() + timedelta(days=max(days // 2, 1))
