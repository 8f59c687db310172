"""Who may go where: the one table. `only("chiara", "amadou")` reads as it is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cast import Cast


@dataclass(frozen=True)
class Door:
    """Who finds a door open. The rest find it shut; a visitor is asked to sign in first, unless it is open to all."""

    names: frozenset[str] | None
    to_visitors: str
    otherwise: str = "shut"

    def for_(self, name: str) -> str:
        """Say what one of the cast finds."""
        if name == "visitor":
            return self.to_visitors
        return "open" if self.names is None or name in self.names else self.otherwise


def only(*names: str) -> Door:
    """Open to these people alone."""
    return Door(frozenset(names), "sign in")


EVERYONE = Door(None, "open")
SIGNED_IN = Door(None, "sign in")
PAIR = only("chiara", "amadou")
ENROLLED = only("chiara", "amadou", "yara", "davide")
MANAGER = only("paola")
HOUSE = only("ines")
NOT_THERE = only()  # a second factor of one's own, which nobody here has
UNDER_WAY = Door(None, "sign in")  # open once a sign-in is under way; else it begins with the first page

SAMPLES: dict[str, Callable[[Cast], object]] = {
    "slug": lambda cast: cast.round.slug,
    "name": lambda cast: "offers",
    "relationship_id": lambda cast: cast.pair.pk,
    "agreement_id": lambda cast: cast.agreement.pk,
    "goal_id": lambda cast: cast.goal.pk,
    "step_id": lambda cast: cast.step.pk,
    "meeting_id": lambda cast: cast.meeting.pk,
    "item_id": lambda cast: cast.agenda_item.pk,
    "follow_up_id": lambda cast: cast.follow_up.pk,
    "import_id": lambda cast: cast.upload.pk,
    "person_id": lambda cast: cast.chiara.pk,
    "run_id": lambda cast: cast.run.pk,
    "proposal_id": lambda cast: cast.run.proposals.order_by("position")[0].pk,
    "enrolment_id": lambda cast: cast.round.enrolments.get(person=cast.chiara).pk,
    "grant_id": lambda cast: cast.program.grants.get(person=cast.livia).pk,
    "uidb36": lambda cast: "1",
    "key": lambda cast: "none",
    "pk": lambda cast: 1,
}

SAMPLES |= {
    f"program_manager:enrolment-import{page}.import_id": lambda cast: cast.sheet.pk
    for page in ("", "-apply", "-columns", "-faults")
}

# What a form must say before its door is asked.
POSTS: dict[str, dict[str, str]] = {
    "program_manager:round-move": {"to": "closing"},
    "administrator:person-change": {"verb": "close"},
}

DOORS: dict[str, Door] = {
    # the front of the house
    "public:landing": EVERYONE,
    "public:privacy": EVERYONE,
    "public:accessibility": EVERYONE,
    "public:help": EVERYONE,
    "public:language": EVERYONE,
    "public:theme": EVERYONE,
    "public:programme": EVERYONE,
    "public:stay": SIGNED_IN,
    "public:gallery": Door(frozenset({"ines"}), "shut"),
    # signing in: allauth's pages
    "account_login": EVERYONE,
    "account_signup": EVERYONE,
    "account_logout": EVERYONE,
    "account_inactive": EVERYONE,
    "account_request_login_code": EVERYONE,
    "account_confirm_login_code": UNDER_WAY,
    "account_email_verification_sent": UNDER_WAY,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_login_webauthn": UNDER_WAY,
    "mfa_authenticate": UNDER_WAY,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": NOT_THERE,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_view_recovery_codes": NOT_THERE,
    "mfa_download_recovery_codes": NOT_THERE,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "socialaccount_connections": SIGNED_IN,
    "socialaccount_signup": Door(frozenset(), "sign in", otherwise="sign in"),
    "socialaccount_login_cancelled": UNDER_WAY,
    "socialaccount_login_error": UNDER_WAY,
    "/account/social/connections/": SIGNED_IN,
    "/account/social/signup/": UNDER_WAY,
    "/account/social/login/cancelled/": UNDER_WAY,
    "/account/social/login/error/": UNDER_WAY,
    "profile": SIGNED_IN,
    # a peer's own day
    "peer:home": SIGNED_IN,
    "peer:relationships": SIGNED_IN,
    # enrolment: one's own; the round itself stands open to colleagues
    "peer:enrolment": SIGNED_IN,
    "peer:enrolment-start": SIGNED_IN,
    "peer:enrolment-step": ENROLLED,
    "peer:enrolment-accept": ENROLLED,
    "peer:enrolment-pause": ENROLLED,
    "peer:enrolment-resume": ENROLLED,
    "peer:enrolment-reopen": ENROLLED,
    "peer:enrolment-withdraw": ENROLLED,
    # Chiara's and Amadou's space: everything of theirs, nothing of anyone else's
    "peer:relationship": PAIR,
    "peer:relationship-close": PAIR,
    "peer:check-in": PAIR,
    "peer:agreement": PAIR,
    "peer:agreement-propose": PAIR,
    "peer:agreement-accept": PAIR,
    "peer:goals": PAIR,
    "peer:goal-add": PAIR,
    "peer:goal-reach": PAIR,
    "peer:step-add": PAIR,
    "peer:step-tick": PAIR,
    "peer:step-untick": PAIR,
    "peer:meetings": PAIR,
    "peer:meeting": PAIR,
    "peer:meeting-propose": PAIR,
    "peer:meeting-accept": PAIR,
    "peer:meeting-move": PAIR,
    "peer:meeting-keep": PAIR,
    "peer:meeting-cancel": PAIR,
    "peer:meeting-hold": PAIR,
    "peer:meeting-calendar": PAIR,
    "peer:meeting-follow-up-add": PAIR,
    "peer:note-write": PAIR,
    "peer:agenda-item-add": PAIR,
    "peer:agenda-item-drop": PAIR,
    "peer:follow-ups": PAIR,
    "peer:follow-up-add": PAIR,
    "peer:follow-up-done": PAIR,
    "peer:follow-up-undo": PAIR,
    "peer:follow-up-remind": PAIR,
    # Paola's programme; Sofia runs another one
    "program_manager:programs": SIGNED_IN,
    "program_manager:programme-new": only("ines", "paola", "sofia"),
    "program_manager:words": MANAGER,
    "program_manager:team": only("paola", "ines"),
    "program_manager:grant": only("paola", "ines"),
    "program_manager:revoke": only("paola", "ines"),
    "program_manager:round": MANAGER,
    "program_manager:poster": MANAGER,
    "program_manager:round-move": MANAGER,
    "program_manager:enrolled": MANAGER,
    "program_manager:enrolment": MANAGER,
    "program_manager:enrolment-imports": MANAGER,
    "program_manager:enrolment-import": MANAGER,
    "program_manager:enrolment-import-apply": MANAGER,
    "program_manager:enrolment-import-columns": MANAGER,
    "program_manager:enrolment-import-faults": MANAGER,
    "program_manager:overview": MANAGER,
    "program_manager:matching": MANAGER,
    "program_manager:run-start": MANAGER,
    "program_manager:run-progress": MANAGER,
    "program_manager:run-cancel": MANAGER,
    "program_manager:run-publish": MANAGER,
    "program_manager:proposal-lock": MANAGER,
    "program_manager:proposal-unlock": MANAGER,
    "program_manager:proposal-reject": MANAGER,
    "program_manager:proposal-restore": MANAGER,
    # the house
    "administrator:people": HOUSE,
    "administrator:person": HOUSE,
    "administrator:person-change": HOUSE,
    "administrator:imports": HOUSE,
    "administrator:import": HOUSE,
    "administrator:import-apply": HOUSE,
    "administrator:import-columns": HOUSE,
    "administrator:import-faults": HOUSE,
}
