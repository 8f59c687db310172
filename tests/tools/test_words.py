from pathlib import Path

import polib

from tools import words

ENTRIES = [
    polib.POEntry(msgid="Hello %(name)s", msgstr="Ciao %(name)s"),
    polib.POEntry(msgid="On %(day)s you meet", msgstr="%(Day)s vi vedete"),
    polib.POEntry(msgid="Save", msgstr=""),
    polib.POEntry(msgid="Close", msgstr="Chiudi", flags=["fuzzy"]),
    polib.POEntry(msgid="Dear %(name)s", msgstr="Ciao %(nome)s"),
    polib.POEntry(msgid="Well done", msgstr="Bravo!"),
    polib.POEntry(msgid="%(n)s pair", msgid_plural="%(n)s pairs", msgstr_plural={0: "Una coppia", 1: "%(n)s coppie"}),
    polib.POEntry(msgid="a day", msgid_plural="days", msgstr_plural={0: "un giorno", 1: ""}),
]


def lay(root: Path, entries: list[polib.POEntry]) -> Path:
    path = root / words.CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.extend(entries)
    catalogue.save(str(path))
    return path


def test_names_what_is_missing_fuzzy_or_says_something_else(tmp_path: Path) -> None:
    lay(tmp_path, ENTRIES)
    words.compile_catalogue(tmp_path)
    assert words.findings(tmp_path)[:-1] == [
        "'Save': not in Italian yet",
        "'Close': fuzzy",
        "'Dear %(name)s': names a placeholder that the English does not have",
        "'Dear %(name)s': leaves out a placeholder",
        "'Well done': has an exclamation mark",
        "'a day': not in Italian yet",
    ]


def test_a_compiled_catalogue_that_is_out_of_date_is_named(tmp_path: Path) -> None:
    lay(tmp_path, ENTRIES[:1])
    words.compile_catalogue(tmp_path)
    assert words.findings(tmp_path) == []
    lay(tmp_path, [polib.POEntry(msgid="Hello %(name)s", msgstr="Salve %(name)s")])
    assert words.findings(tmp_path) == ["django.mo is not what django.po says: run `python3 dev.py words`"]
