from pathlib import Path

from tools import budgets


def lay(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def function(lines: int, docstring: int = 0) -> str:
    words = ['    """Words.', *["    more"] * (docstring - 2), '    """'] if docstring else []
    return "\n".join(["def long():", *words, *["    x = 1"] * (lines - 1)]) + "\n"


def test_names_each_thing_that_is_too_long_and_nothing_at_its_limit(tmp_path: Path) -> None:
    lay(tmp_path, "src/paripasso/core/at_limit.py", "x = 1\n" * 400)
    lay(tmp_path, "src/paripasso/core/over.py", "x = 1\n" * 401)
    lay(tmp_path, "tests/core/test_over.py", "x = 1\n" * 501)
    lay(tmp_path, "tests/core/test_at_limit.py", "x = 1\n" * 500)
    lay(tmp_path, "tools/over.py", "x = 1\n" * 81)
    lay(tmp_path, "src/paripasso/core/functions.py", function(60))
    lay(tmp_path, "src/paripasso/people/functions.py", function(61))
    lay(tmp_path, "packages/pariter/src/pariter/at_limit.py", function(40, docstring=30))
    lay(tmp_path, "packages/pariter/src/pariter/over.py", function(41, docstring=30))
    lay(tmp_path, "src/paripasso/templates/peer/over.html", "<p></p>\n" * 201)
    lay(tmp_path, "src/paripasso/core/migrations/0001.py", "x = 1\n" * 900)
    lay(tmp_path, "src/paripasso/static/js/one.js", "x;\n" * 800)
    lay(tmp_path, "src/paripasso/static/js/two.js", "x;\n" * 701)
    assert budgets.findings(tmp_path) == [
        "packages/pariter/src/pariter/over.py::long: 41 lines, 40 allowed",
        "src/paripasso/core/over.py: 401 lines, 400 allowed",
        "src/paripasso/people/functions.py::long: 61 lines, 60 allowed",
        "tests/core/test_over.py: 501 lines, 500 allowed",
        "tools/over.py: 81 lines, 80 allowed",
        "src/paripasso/templates/peer/over.html: 201 lines, 200 allowed",
        "own JavaScript: 1501 lines, 1500 allowed",
    ]


def test_an_exception_is_honoured_and_asked_back_when_it_is_not_needed(tmp_path: Path, monkeypatch) -> None:
    lay(tmp_path, "dev.py", "x = 1\n" * 410)
    monkeypatch.setattr(budgets, "EXCEPTIONS", {"dev.py": (420, "one file by design"), "gone.py": (500, "once long")})
    assert budgets.findings(tmp_path) == ["gone.py: its exception is no longer needed"]
    lay(tmp_path, "dev.py", "x = 1\n" * 421)
    assert budgets.findings(tmp_path)[0] == "dev.py: 421 lines, 420 allowed"
