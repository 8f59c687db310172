"""Two equal languages: nothing is missing, nothing is fuzzy, and the catalogue is what the sources say."""

import shutil
from pathlib import Path

import polib
import pytest

from tools import words


def test_italian_is_complete_and_compiled() -> None:
    assert words.findings() == []


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="gettext is not installed: sources and catalogue not compared"
)
def test_the_catalogue_holds_what_the_sources_say(tmp_path: Path) -> None:
    """Collecting again, in a copy, finds neither a new text nor one that nobody says any more."""
    shutil.copytree(
        words.ROOT / words.HOME, tmp_path / words.HOME, ignore=shutil.ignore_patterns("vendor", "__pycache__")
    )
    before = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(tmp_path / words.CATALOGUE))}
    words.collect(tmp_path)
    after = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(tmp_path / words.CATALOGUE))}
    assert (sorted(after - before, key=str), sorted(before - after, key=str)) == ([], [])
