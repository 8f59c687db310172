"""The closed lists of programmes, and how a round moves on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What kind of mentoring a programme runs."""

    PEER = "peer", _("peer pairs")
    CIRCLE = "circle", _("circles")
    BUDDY = "buddy", _("onboarding companions")
    REVERSE = "reverse", _("reverse mentoring")
    CAREER = "career", _("career mentoring")
    FLASH = "flash", _("one meeting")


class RoundState(models.TextChoices):
    """Where a round stands. `running` covers the months in which people meet."""

    DRAFT = "draft", _("draft")
    ENROLLING = "enrolling", _("enrolment open")
    MATCHING = "matching", _("matching")
    RUNNING = "running", _("running")
    CLOSING = "closing", _("closing")
    CLOSED = "closed", _("closed")


TRANSITIONS: dict[RoundState, frozenset[RoundState]] = {
    RoundState.DRAFT: frozenset({RoundState.ENROLLING}),
    RoundState.ENROLLING: frozenset({RoundState.DRAFT, RoundState.MATCHING}),
    RoundState.MATCHING: frozenset({RoundState.ENROLLING, RoundState.RUNNING}),
    RoundState.RUNNING: frozenset({RoundState.CLOSING}),
    RoundState.CLOSING: frozenset({RoundState.RUNNING, RoundState.CLOSED}),
    RoundState.CLOSED: frozenset(),
}


class Role(models.TextChoices):
    """What is granted per programme. Peer and line manager are not granted but true."""

    PROGRAM_MANAGER = "program_manager", _("programme manager")
    SPONSOR = "sponsor", _("sponsor")
    TRUST_CONTACT = "trust_contact", _("trust contact")


class GuidelineKind(models.TextChoices):
    """The three texts that people read and accept."""

    ROLE = "role", _("what a peer does")
    CONDUCT = "conduct", _("code of conduct")
    PACT = "pact", _("confidentiality pact")


class Visibility(models.TextChoices):
    """Who may see the public page."""

    ANYONE = "anyone", _("anyone with the link")
    COLLEAGUES = "colleagues", _("colleagues who are signed in")


class DesignStep(models.TextChoices):
    """The seven steps in which a programme is designed, in any order."""

    PURPOSE = "purpose", _("Purpose and aims")
    NEEDS = "needs", _("What people need")
    STRUCTURE = "structure", _("Structure and cadence")
    MATCHING = "matching", _("Matching policy")
    GUIDELINES = "guidelines", _("Guidelines")
    PEOPLE = "people", _("People involved")
    LAUNCH = "launch", _("Launch kit")


class Milestone(models.TextChoices):
    """What happens on the way, counted in weeks from the introduction."""

    INTRODUCTION = "introduction", _("Introduction, with why")
    FIRST_MEETING = "first_meeting", _("First meeting held")
    AGREEMENT = "agreement", _("Agreement accepted")
    FIRST_GOAL = "first_goal", _("First goal with steps")
    PULSE = "pulse", _("Pulse")
    MIDDLE = "middle", _("Middle survey, agreement read again")
    GO_ON = "go_on", _("“Shall we go on?”")
    LAST_MEETING = "last_meeting", _("Last meeting, closing survey")
    CERTIFICATE = "certificate", _("Certificate, stay in touch")
    IN_TOUCH = "in_touch", _("One question: are you still in touch?")
