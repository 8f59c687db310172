"""Our habits, as far as a syntax tree can see them: `python -m tools.habits`.

Writes live in actions; nobody but views, jobs and commands looks at the clock; actions take keywords.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = "src/paripasso"
TIMELESS = {"rules", "queries", "actions", "access", "models", "messages", "enums", "statistics", "disclosure"}
READERS = {"rules", "queries", "access", "forms", "enums", "web", "api", "messages", "calendar"}
WRITES = re.compile(r"\.objects\b.*\.(create|bulk_create|get_or_create|update_or_create|update|delete)$|\w\.save$")
CLOCKS = re.compile(r"(^|\.)(clock\.now|timezone\.now|datetime\.(now|today|utcnow)|date\.today)$")
# Verbs of the ground take their object first, as in `record("meeting.held", by=…)`.
OBJECT_FIRST = ("audit/", "messaging/", "sealing/", "core/")

# Every exception in one place: `path: rule` -> why.
EXCEPTIONS: dict[str, str] = {}


def calls(tree: ast.AST, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield the lines that call something by such a name; a row's `save` takes no values, others may."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and pattern.search(name := ast.unparse(node.func)):
            told = {keyword.arg for keyword in node.keywords} - {"update_fields", "using", "force_insert"}
            if not (name.endswith(".save") and told):
                yield node.lineno


def late_clock(parts: set[str], tree: ast.AST) -> Iterator[int]:
    """A clock where `at` is handed in."""
    return calls(tree, CLOCKS) if parts & TIMELESS else iter(())


def stray_write(parts: set[str], tree: ast.AST) -> Iterator[int]:
    """A write outside actions."""
    return calls(tree, WRITES) if parts & READERS and "actions" not in parts else iter(())


def positional_action(parts: set[str], tree: ast.AST) -> Iterator[int]:
    """An action that can be called without naming its arguments."""
    for node in getattr(tree, "body", []) if "actions" in parts else ():
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            placed = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)]
            if placed and "at" in {*placed, *(arg.arg for arg in node.args.kwonlyargs)}:  # others only help
                yield node.lineno


Rule = Callable[[set[str], ast.AST], Iterator[int]]
RULES: tuple[Rule, ...] = (late_clock, stray_write, positional_action)


def in_module(name: str, text: str) -> Iterator[str]:
    """Yield each finding as `path:line: what`; `name` is the path inside src/paripasso."""
    parts, tree = {Path(part).stem for part in Path(name).parts}, ast.parse(text)
    for rule in RULES:
        excused = f"{name}: {rule.__name__}" in EXCEPTIONS or (
            rule is positional_action and name.startswith(OBJECT_FIRST)
        )
        for line in () if excused else rule(parts, tree):
            yield f"{HOME}/{name}:{line}: {(rule.__doc__ or '').rstrip('.')} ({rule.__name__})"


def findings(root: Path = ROOT) -> list[str]:
    """Every finding in the product's own code; migrations write what they must."""
    paths = [path for path in sorted((root / HOME).rglob("*.py")) if "migrations" not in path.parts]
    return [line for path in paths for line in in_module(path.relative_to(root / HOME).as_posix(), path.read_text())]


if __name__ == "__main__":
    results = findings()
    print("\n".join(results) or "Habits: kept.")
    sys.exit(bool(results))
