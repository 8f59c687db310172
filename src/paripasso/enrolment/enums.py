"""The closed lists of enrolment, and how one moves on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnrolmentState(models.TextChoices):
    """Where an enrolment stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("sent")
    WAITLISTED = "waitlisted", _("on the waiting list")
    ACCEPTED = "accepted", _("accepted")
    MATCHED = "matched", _("matched")
    PAUSED = "paused", _("paused")
    WITHDRAWN = "withdrawn", _("withdrawn")


TRANSITIONS: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.DRAFT: frozenset({EnrolmentState.SUBMITTED, EnrolmentState.WAITLISTED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.SUBMITTED: frozenset(
        {
            EnrolmentState.ACCEPTED,
            EnrolmentState.WAITLISTED,
            EnrolmentState.MATCHED,
            EnrolmentState.PAUSED,
            EnrolmentState.WITHDRAWN,
        }
    ),
    EnrolmentState.WAITLISTED: frozenset({EnrolmentState.SUBMITTED, EnrolmentState.ACCEPTED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.ACCEPTED: frozenset({EnrolmentState.MATCHED, EnrolmentState.PAUSED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.MATCHED: frozenset({EnrolmentState.SUBMITTED, EnrolmentState.PAUSED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.PAUSED: frozenset({EnrolmentState.SUBMITTED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.WITHDRAWN: frozenset({EnrolmentState.DRAFT, EnrolmentState.SUBMITTED}),
}

IN_THE_POOL = frozenset({EnrolmentState.SUBMITTED, EnrolmentState.ACCEPTED})
TAKES_A_PLACE = IN_THE_POOL | {EnrolmentState.MATCHED, EnrolmentState.PAUSED}


class Step(models.IntegerChoices):
    """The six steps of the form."""

    OFFERS = 1, _("What I offer")
    SEEKS = 2, _("What I want to learn")
    AIMS = 3, _("My aims")
    HOURS = 4, _("When I have time")
    PREFERENCES = 5, _("Preferences")
    CONSENT = 6, _("Who sees what")

    @property
    def slug(self) -> str:
        """The name that stands in addresses."""
        return self.name.lower()


class Depth(models.IntegerChoices):
    """How deep a skill goes, in terms of what its owner can do for somebody."""

    BASICS = 1, _("I can help you get started")
    PRACTICE = 2, _("I can keep you company while you learn")
    SURE = 3, _("I can untangle the hard cases")
    TEACH = 4, _("I could teach a course on it")


class Priority(models.IntegerChoices):
    """What to learn first. 1 is the first choice."""

    FIRST = 1, _("first of all")
    SECOND = 2, _("then")
    THIRD = 3, _("if there is time")


class MeetingMode(models.TextChoices):
    """How a person would like to meet."""

    IN_PERSON = "in_person", _("in person")
    VIDEO = "video", _("by video")
    EITHER = "either", _("either way")


class DepartmentWish(models.TextChoices):
    """Where the peer should come from."""

    ANY = "any", _("from anywhere")
    DIFFERENT = "different", _("from another department")
    SAME = "same", _("from my department")


class FeedTrouble(models.TextChoices):
    """Why a calendar could not be read, in words that help."""

    ADDRESS = "address", _("This is not an address of a calendar. Copy it again; it begins with https://")
    INSIDE = "inside", _("This address leads into the company's own network. Ask IT whether it may be read from here.")
    PLAIN = "plain", _("This address is not encrypted. Use the one that begins with https://")
    NOBODY = "nobody", _("Nobody answers at this address.")
    REFUSED = "refused", _("The calendar does not let us in. Its address may have been withdrawn: make a new one.")
    MOVED = "moved", _("This address sends us on to another one, which we do not follow. Copy the final address.")
    SLOW = "slow", _("The calendar takes longer than five seconds to answer.")
    LARGE = "large", _("The calendar is larger than one megabyte. Share a smaller one, or free and busy times alone.")
    NO_CALENDAR = (
        "no_calendar",
        _("There is a web page at this address, not a calendar. Look for the address in iCal format."),
    )
    UNREADABLE = "unreadable", _("There is a calendar at this address, but it cannot be read.")
