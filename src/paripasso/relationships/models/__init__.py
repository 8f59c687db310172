"""The peers' space."""

from paripasso.relationships.models.agreements import Agreement, AgreementPart
from paripasso.relationships.models.checkins import CheckIn
from paripasso.relationships.models.goals import Goal, Step
from paripasso.relationships.models.meetings import AgendaItem, FollowUp, Meeting, MeetingTime, Note
from paripasso.relationships.models.relationships import Member, Relationship

__all__ = [
    "AgendaItem",
    "Agreement",
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
