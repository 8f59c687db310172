"""The page of all commands, made from the commands themselves: `python -m tools.papers` writes docs/run/commands.md."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from paripasso.config import cli

PAPER = "docs/run/commands.md"
HEAD = """# Commands

Made from the commands themselves by `python3 dev.py docs`; a test compares. Each knows `--help`.

| exit code | says |
|---|---|
| 0 | done |
| 1 | it crashed: please report it |
| 2 | bad usage or bad input: the message names the place and the cure |
| 3 | refused: the house says no, and why |
| 4 | not set up: a setting, a key or a table is missing, and the message says what to do |
"""


def below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands under a parser, by name; each described by its line of help if by nothing better."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - argparse offers no other way
    for group in groups:
        for action in group._choices_actions:  # noqa: SLF001 - as above
            group.choices[action.dest].description = group.choices[action.dest].description or action.help
    return dict(groups[0].choices) if groups else {}


def commands(parser: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield every command that does something, with its full name."""
    under = below(parser)
    if not under:
        yield name, parser
    for word, command in under.items():
        yield from commands(command, f"{name} {word}")


def row(action: argparse.Action) -> str:
    """One argument, as a row of a table."""
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    takes = "" if action.nargs == 0 or not action.option_strings else f" {value}"
    names = ", ".join(f"`{option}{takes}`" for option in action.option_strings) or f"`{action.metavar or action.dest}`"
    told = (action.help or "").replace("|", "\\|") % {"default": action.default, "prog": "paripasso"}
    return f"| {names.replace('|', chr(92) + '|')} | {told} |"


def sentence(words: str) -> str:
    """A description as a sentence."""
    return words[:1].upper() + words[1:].rstrip(".") + "." if words else ""


def section(name: str, parser: argparse.ArgumentParser) -> str:
    """One command: what it is for, and what it takes."""
    shown = [action for action in parser._actions if action.dest != "help" and action.help != argparse.SUPPRESS]  # noqa: SLF001 - as above
    table = ["", "| argument | what it does |", "|---|---|", *map(row, shown)] if shown else []
    return "\n".join([f"\n## `{name}`\n", sentence(parser.description or ""), *table])


def text() -> str:
    """The page, as it should be. Django must be set up."""
    found = [section(name, parser) for name, parser in commands(cli.parser(), "paripasso")]
    return HEAD + "\n".join(found) + "\n"
