"""Texts that came with the template carry its figures. While nobody has changed or accepted them, they follow the structure."""

from __future__ import annotations

from datetime import datetime

from paripasso.programs.enums import GuidelineKind, Kind
from paripasso.programs.models import Acceptance, Guideline, Program
from paripasso.programs.queries import programs
from paripasso.programs.templates import Pace, guideline, template, time_asked

LANGUAGES = ("it", "en")


def pace(program: Program) -> Pace:
    """The figures of a programme that stand in texts."""
    return Pace(
        minutes=program.meeting_minutes,
        weeks=program.weeks,
        cadence_days=program.cadence_days,
        meetings=len(program.topics),
    )


def follow(*, program: Program, before: Pace, at: datetime) -> None:
    """Bring the role and the question about time up to date, where they still say what the template said.

    A text that somebody has accepted is never changed under their name: it gets a new version, which asks again.
    The programme's `faq` is changed in memory; the caller saves it.
    """
    after, chosen = pace(program), template(Kind(program.kind))
    asked = {language: time_asked(before, language) for language in LANGUAGES}
    for question in program.faq:
        for language in LANGUAGES:
            if question["answer"].get(language) == asked[language]:
                question["answer"][language] = time_asked(after, language)
    newest = {one.kind: one for one in programs.current_guidelines(program)}
    role = newest.get(GuidelineKind.ROLE)
    if role is None:
        return
    old = [guideline(GuidelineKind.ROLE, of=chosen, language=language, pace=before) for language in LANGUAGES]
    new = [guideline(GuidelineKind.ROLE, of=chosen, language=language, pace=after) for language in LANGUAGES]
    if [role.text_it, role.text_en] != old or old == new:
        return
    if Acceptance.objects.filter(guideline=role).exists():
        version = role.version + 1
        role = Guideline(program=program, kind=role.kind, version=version, published_at=at)
    role.text_it, role.text_en = new
    role.save()
