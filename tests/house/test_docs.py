"""Documents that cannot rot: what they name exists, and what exists is named."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps

from paripasso.config import cli
from tools import columns, commands, papers

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("packages/*/*.md"), *ROOT.glob("changes/*.md")]
)
SOURCE = ROOT / "src" / "paripasso"
# Rows that serve the house itself and that nobody talks about.
UNSPOKEN = {"Entry", "Head", "Opening", "DataKey", "Holder"}


def named(pattern: str, *paths: Path) -> set[str]:
    return {found for path in paths for found in re.findall(pattern, path.read_text(), re.MULTILINE)}


def all_commands() -> set[str]:
    """Every command by its first word."""
    return set(commands.below(cli.parser()))


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    read = named(r"[\"'](PARIPASSO_[A-Z_]+[A-Z])[\"']", SOURCE / "config" / "environment.py")
    assert named(r"^\| `(PARIPASSO_\w+)`", ROOT / "docs" / "run" / "settings.md") == read


@pytest.mark.slow
def test_papers_name_only_commands_that_exist() -> None:
    dev = named(r'^    "(\w+)": \w+,$', ROOT / "dev.py")
    unknown = {
        f"{path.relative_to(ROOT)}: {command} {word}"
        for path in PAPERS
        for command, known in (("dev.py", dev), ("paripasso", all_commands()))
        for word in re.findall(rf"(?:^|`|python3 ){re.escape(command)} ([a-z]\w+)", path.read_text(), re.MULTILINE)
        if word not in known
    }
    assert unknown == set()


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text())
    assert [link for link in targets if "://" not in link and not (path.parent / link).exists()] == []


def test_every_decision_is_listed() -> None:
    listed = named(r"\]\((\d{4}-[\w-]+\.md)\)", ROOT / "docs" / "adr" / "README.md")
    assert listed == {path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")}


def test_the_glossary_knows_every_noun() -> None:
    glossary = (ROOT / "docs" / "build" / "glossary.md").read_text()
    words = set(re.findall(r"^\| (\w+) \|", glossary, re.MULTILINE))
    nouns = {model.__name__ for model in apps.get_models() if model.__module__.startswith("paripasso.")}
    assert nouns - UNSPOKEN - words == set()


def test_every_kind_of_notice_has_its_three_texts() -> None:
    """All but `account`, whose words come from django-allauth."""
    folders = [path for path in (SOURCE / "templates" / "emails").iterdir() if path.is_dir() and path.name != "account"]
    wanted = {"subject.txt", "body.txt", "body.html"}
    assert {path.name: sorted(wanted - {file.name for file in path.iterdir()}) for path in folders} == {
        path.name: [] for path in folders
    }


def test_both_readmes_say_the_same() -> None:
    """The same headings in number, the same commands, the same links."""
    english, italian = (ROOT / "README.md").read_text(), (ROOT / "README.it.md").read_text()
    shape = [
        (len(re.findall(r"^#+ ", text, re.MULTILINE)), re.findall(r"^python3 .*$", text, re.MULTILINE))
        for text in (english, italian)
    ]
    assert shape[0] == shape[1]
    links = [
        {link.replace("/it/", "/en/").replace(".it.png", ".png") for link in re.findall(r"\]\(([^)]+)\)", text)}
        - {"README.md", "README.it.md"}
        for text in (english, italian)
    ]
    assert links[0] == links[1]


@pytest.mark.parametrize("paper", [papers, commands, columns], ids=lambda paper: paper.PAPER)
def test_papers_made_from_the_code_are_up_to_date(paper: ModuleType) -> None:
    assert (ROOT / paper.PAPER).read_text() == paper.text(), "run: python3 dev.py docs"
