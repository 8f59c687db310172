"""The poster of a round: a tagged PDF (PDF/UA-1) on A3 in full colour, or on A4 with little ink, in either language.

Words travel to typst as JSON, so that nothing anybody wrote is read as markup. Characters that no font here can draw, such as
emoji, are left out and named: a box with a cross would stand on every wall.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from paripasso.programs.models import Round

HERE = Path(__file__).parent
LONGEST_WORD = 16
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
FROM_HERE_WHOLE_PAGES_LACK = 0x2E80
REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')


class Size(StrEnum):
    """A3 for the wall, A4 for any printer."""

    A3 = "A3"
    A4 = "A4"


@dataclass(frozen=True)
class Poster:
    """The PDF, the address its code leads to, and the characters that could not be drawn."""

    pdf: bytes
    address: str
    left_out: str


def poster(round: Round, *, language: str, size: Size) -> Poster:
    """Draw the poster of a round in "it" or "en"."""
    address = settings.BASE_URL + reverse("public:programme", args=[round.slug])
    with translation.override(language):
        said = _said(round, language, address)
    said |= {"size": str(size), "language": language, "code": _code(f"{address}?via=poster")}
    missing: set[str] = set()
    while True:
        words = _drawable(said, missing, round.slug)
        try:
            pdf = typst.compile(
                str(HERE / "poster.typ"),
                format="pdf",
                font_paths=[str(HERE / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"said": json.dumps(words)},
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as problem:
            refused = REFUSED.search(str(problem))
            if refused is None:
                raise
            missing |= _kin(refused[1], said)
            continue
        return Poster(pdf, address, "".join(sorted(missing)))


def _said(round: Round, language: str, address: str) -> dict[str, Any]:
    program = round.program
    promise = program.promise_it if language == "it" else program.promise_en
    meetings = len(program.topics) or 1
    day = "j F"
    return {
        "title": [line.strip() for line in promise.splitlines() if line.strip()] or [program.name(language)],
        "effort": ngettext(
            "One meeting of %(minutes)s minutes, in working time.",
            "%(meetings)s meetings of %(minutes)s minutes in %(weeks)s weeks, in working time.",
            meetings,
        )
        % {"meetings": meetings, "minutes": program.meeting_minutes, "weeks": program.weeks},
        "dates": _("Enrolment: %(first)s to %(last)s.")
        % {
            "first": formats.date_format(round.enrol_from, day),
            "last": formats.date_format(round.enrol_until, day),
        },
        "invitation": _("Three minutes are enough. Point your phone here, or go to"),
        "address": address.partition("://")[2].rstrip("/"),
        "code_says": _("A code that leads to %(address)s") % {"address": address},
        "name": program.name(language),
        "round": round.name(language),
    }


def _drawable(said: dict[str, Any], missing: set[str], fallback: str) -> dict[str, Any]:
    """Leave out what cannot be drawn; a name of which nothing is left becomes the round's address."""

    def clean(text: str) -> str:
        kept = "".join(sign for sign in UNSEEN.sub("", text) if sign not in missing)
        return " ".join(kept.split())

    found = {key: clean(value) if isinstance(value, str) and key != "code" else value for key, value in said.items()}
    found["title"] = [line for line in map(clean, said["title"]) if line] or [found["name"] or fallback]
    for name in ("name", "round"):
        found[name] = found[name] or fallback
    found["words"] = [part for line in found["title"] for part in line.split()]
    if any(len(word) > LONGEST_WORD * 3 for word in found["words"]):
        found["title"] = [_breakable(line) for line in found["title"]]
        found["words"] = [word[: LONGEST_WORD * 3] for word in found["words"]]
    for name in ("name", "round", "address"):
        found[name] = _breakable(found[name])
    return found


def _breakable(line: str) -> str:
    """Let a word that nobody would read in one go break where it must."""
    return " ".join(
        "\u200b".join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
        if len(word) > LONGEST_WORD * 3
        else word
        for word in line.split(" ")
    )


def _kin(refused: str, said: dict[str, Any]) -> set[str]:
    """The refused characters, and in scripts that no font here knows, their whole page of 256: each try costs a drawing."""
    pages = {ord(sign) >> 8 for sign in refused if ord(sign) >= FROM_HERE_WHOLE_PAGES_LACK}
    everything = "".join([*said["title"], said["name"], said["round"]])
    return set(refused) | {sign for sign in everything if ord(sign) >> 8 in pages}


def _code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, dark="#17302f", light="#ffffff")
    return drawn.getvalue().decode()
