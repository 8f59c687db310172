"""The peers' space."""

from paripasso.relationships.models.agreements import Agreement, AgreementAcceptance, AgreementPart
from paripasso.relationships.models.checkins import CheckIn
from paripasso.relationships.models.goals import Goal, Step
from paripasso.relationships.models.meetings import AgendaItem, Meeting, MeetingTime
from paripasso.relationships.models.notes import FollowUp, Note
from paripasso.relationships.models.relationships import Member, Relationship

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementAcceptance",
    "AgreementPart",
    "CheckIn",
    "FollowUp",
    "Goal",
    "Meeting",
    "MeetingTime",
    "Member",
    "Note",
    "Relationship",
    "Step",
]
