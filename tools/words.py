"""The Italian of the interface: collect what there is to say, compile it, name what is missing: `python -m tools.words`."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
HOME = "src/paripasso"
CATALOGUE = f"{HOME}/locale/it/LC_MESSAGES/django.po"
COLLECT = (sys.executable, "-m", "django", "makemessages")
OPTIONS = ["-l", "it", "--no-obsolete", "--no-wrap", "--add-location", "file", "-i", "static/*"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
HEAD = {
    "POT-Creation-Date": "2026-11-23 00:00+0000",  # the same at each run: git tells when
    "PO-Revision-Date": "2026-11-23 00:00+0000",
    "Plural-Forms": "nplurals=2; plural=n != 1;",
}


def collect(root: Path = ROOT) -> None:
    """Read every text to translate out of the sources into the catalogue; keep what is translated already."""
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([*COLLECT, *OPTIONS], cwd=root / HOME, check=True, capture_output=True, env=bare)
    catalogue = polib.pofile(str(root / CATALOGUE), wrapwidth=0)
    catalogue.metadata, catalogue.metadata_is_fuzzy = {**catalogue.metadata, **HEAD}, 0
    catalogue.save()


def compile_catalogue(root: Path = ROOT) -> None:
    """Write the .mo that Django reads."""
    polib.pofile(str(root / CATALOGUE), wrapwidth=0).save_as_mofile(str((root / CATALOGUE).with_suffix(".mo")))


def said(entry: polib.POEntry) -> list[str]:
    """The Italian of an entry: one text, or one for each number."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    """The names in a text. `%(Weekday)s` is `%(weekday)s` where the sentence begins with it."""
    return {found.lower() for found in PLACEHOLDER.findall(text)}


def in_entry(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one entry."""
    if entry.fuzzy:
        yield "fuzzy"
    if not all(said(entry)):
        yield "not in Italian yet"
        return
    allowed = placeholders(entry.msgid + entry.msgid_plural)
    if any(placeholders(text) - allowed for text in said(entry)):
        yield "names a placeholder that the English does not have"
    if not entry.msgid_plural and allowed - placeholders(entry.msgstr):
        yield "leaves out a placeholder"
    if any("!" in text for text in said(entry)) and "!" not in entry.msgid:
        yield "has an exclamation mark"


def findings(root: Path = ROOT) -> list[str]:
    """What the Italian catalogue lacks, and whether the compiled one says the same."""
    catalogue = polib.pofile(str(root / CATALOGUE), wrapwidth=0)
    found = [f"{entry.msgid!r}: {what}" for entry in catalogue for what in in_entry(entry)]
    compiled = {(e.msgctxt, e.msgid): said(e) for e in polib.mofile(str((root / CATALOGUE).with_suffix(".mo")))}
    same = compiled == {(e.msgctxt, e.msgid): said(e) for e in catalogue if all(said(e))}
    return found if same else [*found, "django.mo is not what django.po says: run `python3 dev.py words`"]


if __name__ == "__main__":
    collect()
    compile_catalogue()
    results = findings()
    print("\n".join(results) or "Every text is there in Italian.")
    sys.exit(bool(results))
