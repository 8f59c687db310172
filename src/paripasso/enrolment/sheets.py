"""The enrolment file: its columns, and each line read into values. Pure: what the house knows is handed in."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from paripasso.enrolment import hours
from paripasso.enrolment.enums import DepartmentWish, Depth, MeetingMode, Priority
from paripasso.enrolment.rules import MOST_PEERS
from paripasso.people.imports import Column, Record, Sheet, Words, declare
from paripasso.people.imports.plans import NOTES

COLUMNS = (
    Column("email", _("E-mail"), required=True, names=(
        "mail", "email address", "e-mail address", "work email", "indirizzo e-mail", "indirizzo mail", "posta elettronica",
    )),
    Column("offers", _("Offers"), names=("offro", "offre", "offerte", "posso insegnare", "can teach", "gives"),
           hint=_("For example: excel:3; public-speaking:2")),
    Column("seeks", _("Seeks"), names=("cerco", "cerca", "vorrei imparare", "wants to learn", "wants"),
           hint=_("For example: python:1; negotiation:2 (1 is the first choice)")),
    Column("aims", _("Aims"), names=("scopi", "obiettivi", "goals", "obiettivo")),
    Column("experience", _("Experience"), names=("esperienza", "esperienze", "risultati", "achievements")),
    Column("hours", _("Free hours"), names=("ore", "ore libere", "orari", "disponibilita", "availability", "free hours"),
           hint=_("For example: mon 9-12, tue 14-17")),
    Column("languages", _("Languages"), names=("lingue", "spoken languages", "lingue parlate")),
    Column("meeting_mode", _("How to meet"), names=("mode", "modo", "come", "meeting mode", "modalita")),
    Column("capacity", _("Peers at once"), names=("capacita", "quanti", "max", "max peers", "peers")),
    Column("department_wish", _("Wish about the department"), names=("reparto desiderato", "department wish", "wish department")),
)  # fmt: skip
MODES = {
    "either": MeetingMode.EITHER, "è lo stesso": MeetingMode.EITHER, "any": MeetingMode.EITHER, "entrambi": MeetingMode.EITHER,
    "in person": MeetingMode.IN_PERSON, "di persona": MeetingMode.IN_PERSON, "in presenza": MeetingMode.IN_PERSON,
    "video": MeetingMode.VIDEO, "by video": MeetingMode.VIDEO, "in video": MeetingMode.VIDEO, "online": MeetingMode.VIDEO,
}  # fmt: skip
WISHES = {
    "any": DepartmentWish.ANY, "qualsiasi": DepartmentWish.ANY, "ovunque": DepartmentWish.ANY,
    "different": DepartmentWish.DIFFERENT, "diverso": DepartmentWish.DIFFERENT, "altro": DepartmentWish.DIFFERENT,
    "same": DepartmentWish.SAME, "stesso": DepartmentWish.SAME,
}  # fmt: skip
MOST_NAME = 120
LIKE = 0.84  # so close to a known name that it is more likely a slip than a new skill

declare(
    {
        "skill_slip": Words(
            _("There is no skill “%(skill)s”."),
            _("Did you mean “%(nearest)s”? Write that, or ask for new skills to be added."),
        ),
        "skill_unknown": Words(
            _("There is no skill “%(skill)s”."), _("Write one from the shared list, or ask for new skills to be added.")
        ),
        "skill_twice": Words(_("“%(skill)s” stands here twice."), _("Keep one of the two.")),
        "not_a_depth": Words(
            _("“%(part)s” does not end in a depth from 1 to 4."),
            _("Write the skill, a colon, and 1, 2, 3 or 4: excel:3."),
        ),
        "not_a_priority": Words(
            _("“%(part)s” does not end in a priority from 1 to 3."),
            _("Write the skill, a colon, and 1 (first choice), 2 or 3: excel:1."),
        ),
        "hours_unreadable": Words(
            _("“%(part)s” is not a day with hours."), _("Write a day and two hours: mon 9-12, tue 14-17.")
        ),
        "nothing_given": Words(
            _("This person neither offers nor seeks anything."), _("Fill in one of the two, or leave the line out.")
        ),
        "person_left": Words(_("This person's account is closed."), _("Open it again, or leave the line out.")),
        "round_not_open": Words(
            _("This round takes no enrolments now."), _("Open enrolment on the round's page first.")
        ),
        "enrolment_matched": Words(
            _("This person has a peer already."), _("Leave the line out: what they wrote can no longer be changed.")
        ),
    }
)
NOTES["left_alone"] = _("Left alone, because they have withdrawn: %(names)s")


@dataclass
class Names:
    """The skills that the house knows, by code and by both names, and those that a file brings."""

    codes: Mapping[str, str]
    option: str = "yes"  # yes: new ones are added, unless they look like a slip; all: added; no: refused
    new: dict[str, str] = field(default_factory=dict)

    def find(self, said: str) -> tuple[str, str]:
        """Return a code, or "" with the nearest name that is known; a new skill gets its own name as its code."""
        key = spelt(said)
        if key in self.codes:
            return self.codes[key], ""
        if key in self.new:
            return self.new[key], ""
        near = "" if self.option == "all" else self.near(key)
        if self.option == "no" or near:
            return "", near
        self.new[key] = said
        return said, ""

    def near(self, key: str) -> str:
        """Return the known name that this is probably meant to be; short names are never a slip of one another."""
        if len(key) < 5:
            return ""
        found = difflib.get_close_matches(key, self.codes, n=1, cutoff=LIKE)
        return found[0] if found else ""


@dataclass
class EnrolmentRow:
    """A line of the file, in values: only the fields that the file brings."""

    line: int
    email: str
    values: dict[str, Any] = field(default_factory=dict)


def spelt(name: str) -> str:
    """A name as it is compared: signs count, since C, C++ and C# are three skills; capitals and blanks do not."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def read(sheet: Sheet, names: Names) -> Iterator[EnrolmentRow]:
    """Yield every line that can be known by its address; what is wrong with it is in the sheet's faults."""
    seen: dict[str, int] = {}
    for record in sheet.records:
        email = sheet.email(record, "email")
        if email is None:
            continue
        if email in seen:
            sheet.fault(record, "email", email, "twice", first=seen[email])
            continue
        seen[email] = record.line
        yield EnrolmentRow(record.line, email, _values(sheet, record, names))


def _values(sheet: Sheet, record: Record, names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {
        "offers": _skills(sheet, record, "offers", names),
        "seeks": _skills(sheet, record, "seeks", names),
        "aims": sheet.text(record, "aims", most=1000),
        "experience": sheet.text(record, "experience", most=1000),
        "hours": _hours(sheet, record),
        "languages": _languages(sheet, record),
        "meeting_mode": sheet.choice(record, "meeting_mode", MODES),
        "capacity": sheet.whole(record, "capacity", least=1, most=MOST_PEERS),
        "department_wish": sheet.choice(record, "department_wish", WISHES),
    }
    if not record.get("offers").strip() and not record.get("seeks").strip():
        sheet.fault(record, "offers", "", "nothing_given")
    return {name: value for name, value in found.items() if value is not None and record.get(name).strip()}


def _skills(sheet: Sheet, record: Record, column: str, names: Names) -> list[tuple[str, int]] | None:
    """Read "excel:3; python": (code, level), each once; without a level, the usual one, or the order for what is sought."""
    levels, code_of_fault = (Depth, "not_a_depth") if column == "offers" else (Priority, "not_a_priority")
    found: dict[str, int] = {}
    for n, part in enumerate(sheet.listed(record, column), start=1):
        said, colon, level = part.rpartition(":")
        said, level = (said, level.strip()) if colon else (part, "")
        if level and (not level.isdigit() or int(level) not in levels.values):
            sheet.fault(record, column, record.get(column), code_of_fault, part=part)
            continue
        code = _skill(sheet, record, column, said.strip(), names)
        usual = int(Depth.PRACTICE) if column == "offers" else min(n, int(Priority.THIRD))
        if code in found:
            sheet.fault(record, column, record.get(column), "skill_twice", skill=said.strip())
        elif code:
            found[code] = int(level) if level else usual
    return list(found.items())


def _skill(sheet: Sheet, record: Record, column: str, said: str, names: Names) -> str:
    if len(said) > MOST_NAME or not said:
        sheet.fault(record, column, said, "too_long" if said else "empty", **({"most": MOST_NAME} if said else {}))
        return ""
    code, nearest = names.find(said)
    if not code and nearest:
        sheet.fault(record, column, record.get(column), "skill_slip", skill=said, nearest=nearest)
    elif not code:
        sheet.fault(record, column, record.get(column), "skill_unknown", skill=said)
    return code


def _hours(sheet: Sheet, record: Record) -> list[int] | None:
    try:
        return hours.read(record.get("hours"))
    except hours.Unreadable as problem:
        sheet.fault(record, "hours", record.get("hours"), "hours_unreadable", part=problem.part)
        return None


def _languages(sheet: Sheet, record: Record) -> list[str] | None:
    spoken = sheet.languages(record, "languages")
    return None if spoken is None else sorted(spoken)
