"""Names that say nothing, and names that mean something else here (docs/build/glossary.md): `python -m tools.names`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src/paripasso", "packages/pariter/src", "tools")
MODULE = {"utils", "helpers", "misc", "data", "info", "common", "services", "managers"}
FUNCTION = re.compile(r"^_?(process|handle|do|perform)_")
DJANGO = {"process_view", "process_exception", "process_template_response"}  # its middleware calls them so
CLASS = {"User": "Person", "Match": "Proposal", "Manager": "line_manager or program_manager", "Programme": "Program"}


def in_module(name: str, text: str) -> Iterator[str]:
    """Yield each finding as `path:line: what`."""
    for part in sorted({Path(part).stem for part in Path(name).parts} & MODULE):
        yield f"{name}:1: `{part}` says nothing about what is in it"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and FUNCTION.match(node.name) and node.name not in DJANGO:
            yield f"{name}:{node.lineno}: `{node.name}`: name the verb"
        if isinstance(node, ast.ClassDef) and node.name in CLASS:
            yield f"{name}:{node.lineno}: class {node.name}: we say {CLASS[node.name]}"


def findings(root: Path = ROOT) -> list[str]:
    """Every finding in our own code; Django names the folder of migrations."""
    paths = [
        path for folder in FOLDERS for path in sorted((root / folder).rglob("*.py")) if "migrations" not in path.parts
    ]
    return [line for path in paths for line in in_module(path.relative_to(root).as_posix(), path.read_text())]


if __name__ == "__main__":
    results = findings()
    print("\n".join(results) or "Names: each says what it is.")
    sys.exit(bool(results))
