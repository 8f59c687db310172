"""The directory file: its columns, and each line read into values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paripasso.people.enums import Fluency, Language
from paripasso.people.imports.columns import Column
from paripasso.people.imports.sheets import Record, Sheet

COLUMNS = (
    Column("email", _("E-mail"), required=True, names=(
        "mail", "email address", "e-mail address", "work email", "indirizzo e-mail", "indirizzo mail", "posta elettronica", "email aziendale",
    )),
    Column("given_name", _("First name"), required=True, names=("first name", "forename", "nome", "given name", "name", "nome di battesimo")),
    Column("family_name", _("Family name"), names=("cognome", "last name", "surname")),
    Column("preferred_name", _("Preferred name"), names=("nome preferito", "nome scelto", "nickname")),
    Column("pronouns", _("Pronouns"), names=("pronomi", "pronome")),
    Column("directory_id", _("Personnel number"), names=(
        "matricola", "numero", "id", "employee id", "employee number", "personnel number", "directory id", "codice dipendente",
    )),
    Column("job_title", _("Job title"), names=("ruolo", "mansione", "qualifica", "title", "role", "job role", "position", "posizione")),
    Column("department", _("Department"), names=("reparto", "dipartimento", "ufficio", "funzione", "division", "area", "unit", "team")),
    Column("site", pgettext_lazy("place of work", "Site"), names=("sede", "stabilimento", "location", "office", "plant", "luogo")),
    Column("level", _("Level"), names=("livello", "inquadramento", "grade", "seniority", "job level")),
    Column("level_rank", _("Level rank"), names=("grado", "rank", "ordine livello", "numero livello", "rango")),
    Column("manager", _("Line manager"), names=(
        "line manager", "responsabile diretto", "manager id", "matricola responsabile", "responsabile", "manager", "capo", "riporta a", "reports to", "manager email", "supervisor", "e-mail del responsabile",
    )),
    Column("time_zone", _("Time zone"), names=("fuso orario", "fuso", "timezone")),
    Column("language", _("Language of the pages"), names=("lingua delle pagine", "language of the pages", "lingua", "language", "lingua interfaccia", "interface language")),
    Column("languages", _("Languages spoken"), names=("languages spoken", "lingue", "languages", "spoken languages", "lingue parlate")),
    Column("hired_on", _("Hired on"), names=("data di assunzione", "assunto il", "assunzione", "hire date", "start date", "hired")),
    Column("left_on", _("Left on"), names=("data di uscita", "cessazione", "uscita", "end date", "leave date", "left", "termination date")),
)  # fmt: skip

SPEAKS = {
    "it": Language.ITALIAN, "en": Language.ENGLISH, "italiano": Language.ITALIAN, "italian": Language.ITALIAN,
    "inglese": Language.ENGLISH, "english": Language.ENGLISH,
}  # fmt: skip
RANKED = re.compile(r"^(\d{1,3})(?:\s*[-–—.:)]\s*|\s+)?(.*)$")
BRANCHES = re.compile(r"\s+[/>›]\s+")
MOST_BRANCHES = 8


@dataclass
class DirectoryRow:
    """A line of the file, in values. Texts are empty where the cell is; `level` is a name, `department` a path."""

    line: int
    record: Record
    email: str
    given_name: str
    family_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    directory_id: str = ""
    job_title: str = ""
    department: tuple[str, ...] = ()
    site: str = ""
    level: str = ""
    level_rank: int | None = None
    manager: str = ""
    time_zone: str = ""
    language: str = ""
    languages: dict[str, Fluency] = field(default_factory=dict)
    hired_on: date | None = None
    left_on: date | None = None


def read(sheet: Sheet) -> Iterator[DirectoryRow]:
    """Yield every line that can be known by its address; what is wrong with it is in the sheet's faults."""
    for record in sheet.records:
        email = sheet.email(record, "email")
        given = sheet.text(record, "given_name", most=80, required=True)
        name, rank = _level(sheet, record)
        row = DirectoryRow(
            line=record.line,
            record=record,
            email=email or "",
            given_name=given or "",
            family_name=sheet.text(record, "family_name", most=80) or "",
            preferred_name=sheet.text(record, "preferred_name", most=80) or "",
            pronouns=sheet.text(record, "pronouns", most=40) or "",
            directory_id=sheet.text(record, "directory_id", most=80) or "",
            job_title=sheet.text(record, "job_title", most=120) or "",
            department=_department(sheet, record),
            site=sheet.text(record, "site", most=120) or "",
            level=name,
            level_rank=rank,
            manager=record.get("manager").lower(),
            time_zone=sheet.zone(record, "time_zone") or "",
            language=sheet.choice(record, "language", SPEAKS) or "",
            languages=sheet.languages(record, "languages") or {},
            hired_on=sheet.day(record, "hired_on"),
            left_on=sheet.day(record, "left_on"),
        )
        if email:
            yield row


def _department(sheet: Sheet, record: Record) -> tuple[str, ...]:
    """A path in the tree: "Production / Room B", or with >."""
    path = tuple(" ".join(name.split()) for name in BRANCHES.split(record.get("department")) if name.strip())
    if any(len(name) > 120 for name in path):
        sheet.fault(record, "department", record.get("department"), "too_long", most=120)
        return ()
    if len(path) > MOST_BRANCHES:
        sheet.fault(record, "department", record.get("department"), "too_deep", most=MOST_BRANCHES)
        return ()
    return path


def _level(sheet: Sheet, record: Record) -> tuple[str, int | None]:
    """A level's name and rank: from two columns, or from one that begins with a number, as "3 Senior"."""
    said = sheet.text(record, "level", most=120) or ""
    rank = sheet.whole(record, "level_rank", least=1, most=99)
    if said and not sheet.has("level_rank") and (found := RANKED.match(said)) and 1 <= int(found[1]) <= 99:
        return found[2].strip() or said, int(found[1])
    return said or (str(rank) if rank else ""), rank
