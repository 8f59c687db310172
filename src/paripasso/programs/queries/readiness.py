"""What is still missing before enrolment can open, and what would be wise to have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paripasso.programs import rules
from paripasso.programs.enums import DesignStep, Role
from paripasso.programs.models import Aim, Grant, Guideline, Program, Round
from paripasso.programs.queries import eligibility


@dataclass(frozen=True)
class Item:
    """One thing to do: where, in words, and whether enrolment waits for it."""

    key: str
    step: DesignStep
    sentence: str | Promise
    is_blocking: bool
    is_done: bool


SENTENCES = {
    "purpose": _("Say why the programme exists, in both languages."),
    "aims": _("Choose at least one aim, with a target and a date."),
    "round": _("Add a round: it holds the dates."),
    "dates": _("Set a last day of enrolment that is still to come."),
    "texts": _("Write the three texts that people accept: role, conduct, pact."),
    "audience": _("Nobody may take part with these rules. Widen them."),
    "archived": _("Take the programme out of the archive."),
    "trust_contact": _("Name a trust contact: people need somebody to turn to outside those who run it."),
    "sponsor": _("Name a sponsor: somebody in charge who stands behind it."),
}
DONE = {
    "purpose": _("The purpose is written in both languages."),
    "aims": _("There are aims, each with a target and a date."),
    "round": _("A round holds the dates."),
    "dates": _("Enrolment ends on a day to come."),
    "texts": _("The three texts that people accept are there."),
    "audience": _("There are people who may take part."),
    "archived": _("The programme is not archived."),
    "trust_contact": _("There is a trust contact."),
    "sponsor": _("There is a sponsor."),
}
WHERE = {
    "purpose": DesignStep.PURPOSE, "aims": DesignStep.PURPOSE, "round": DesignStep.STRUCTURE,
    "dates": DesignStep.STRUCTURE, "texts": DesignStep.GUIDELINES, "audience": DesignStep.PEOPLE,
    "archived": DesignStep.PURPOSE, "trust_contact": DesignStep.PEOPLE, "sponsor": DesignStep.PEOPLE,
}  # fmt: skip
WISE = frozenset({"aims", "trust_contact", "sponsor"})  # no page sets aims yet, so nothing may wait for them
ENOUGH = 1


def items(program: Program, round: Round | None, *, today: date) -> list[Item]:
    """Return the whole list, what blocks first, in the order of the steps."""
    roles = set(Grant.objects.filter(program=program).values_list("role", flat=True))
    texts = set(Guideline.objects.filter(program=program).values_list("kind", flat=True))
    done = {
        "archived": program.archived_at is None,
        "purpose": bool(program.purpose_it.strip() and program.purpose_en.strip()),
        "aims": Aim.objects.filter(program=program).exists(),
        "round": round is not None,
        "dates": round is None or not rules.is_over(round.enrol_until, today=today),
        "texts": not rules.lacks_guidelines(texts),
        "audience": len(eligibility.people(program, today=today).values_list("pk")[:ENOUGH]) >= ENOUGH,
        "trust_contact": Role.TRUST_CONTACT in roles,
        "sponsor": Role.SPONSOR in roles,
    }
    return [
        Item(key, WHERE[key], DONE[key] if is_done else SENTENCES[key], key not in WISE, is_done)
        for key, is_done in done.items()
    ]


def blocking(program: Program, round: Round, *, today: date) -> list[Item]:
    """Return what enrolment waits for."""
    return [one for one in items(program, round, today=today) if one.is_blocking and not one.is_done]
