"""How long a file, a function or a template may be (docs/build/architecture.md, budgets): `python -m tools.budgets`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ("dev.py", "tools/**/*.py", "scripts/**/*.py", "src/**/*.py", "packages/*/*/**/*.py", "tests/**/*.py")
TEMPLATES = ("src/paripasso/templates/**/*.html", "src/paripasso/templates/**/*.txt")
FILE, TEST_FILE, TOOL, FUNCTION, ENGINE_FUNCTION, TEMPLATE, SCRIPTS = 400, 500, 80, 60, 40, 200, 1500

# Every exception in one place: path, or path::function -> (what it may be instead, why).
EXCEPTIONS: dict[str, tuple[int, str]] = {}


def docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines the docstring takes; the engine's are specifications and do not count."""
    first = function.body[0]
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return (first.end_lineno or first.lineno) - first.lineno + 1 if is_text else 0


def file_limit(path: str) -> int:
    """How many lines a Python file may have."""
    if path.startswith("tools/"):
        return TOOL
    return TEST_FILE if "tests/" in path else FILE


def of_python(path: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is measured in a Python file: its name, its lines, its limit."""
    yield path, text.count("\n"), file_limit(path)
    engine = path.startswith("packages/pariter/src/")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield (
                f"{path}::{node.name}",
                lines - (docstring_lines(node) if engine else 0),
                (ENGINE_FUNCTION if engine else FUNCTION),
            )


def measured(root: Path) -> Iterator[tuple[str, int, int]]:
    """Yield everything that has a budget."""
    for path in sorted({path for pattern in PYTHON for path in root.glob(pattern)}):
        name = path.relative_to(root).as_posix()
        if "/migrations/" not in name and "/node_modules/" not in name:
            yield from of_python(name, path.read_text())
    for path in sorted({path for pattern in TEMPLATES for path in root.glob(pattern)}):
        yield path.relative_to(root).as_posix(), path.read_text().count("\n"), TEMPLATE
    yield "own JavaScript", sum(p.read_text().count("\n") for p in root.glob("src/paripasso/static/js/*.js")), SCRIPTS


def findings(root: Path = ROOT) -> list[str]:
    """What is above its budget, and exceptions that nobody needs any more."""
    over = {name: (lines, limit) for name, lines, limit in measured(root) if lines > limit}
    found = [
        f"{name}: {lines} lines, {EXCEPTIONS.get(name, (limit, ''))[0]} allowed"
        for name, (lines, limit) in over.items()
        if lines > EXCEPTIONS.get(name, (limit, ""))[0]
    ]
    return found + [f"{name}: its exception is no longer needed" for name in EXCEPTIONS if name not in over]


if __name__ == "__main__":
    results = findings()
    print("\n".join(results) or "Every file, function and template keeps its budget.")
    sys.exit(bool(results))
