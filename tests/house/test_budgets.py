"""Our own checkers, asked of the tree as it is; `python3 dev.py lint` asks the same."""

import pytest

from tools import budgets, habits, names, templates

pytestmark = pytest.mark.slow  # they read the whole tree


def test_every_file_function_and_template_keeps_its_budget() -> None:
    assert budgets.findings() == []


def test_writes_clocks_and_keywords_keep_our_habits() -> None:
    assert habits.findings() == []


def test_names_say_what_they_are() -> None:
    assert names.findings() == []


def test_templates_hold_nothing_inline() -> None:
    assert templates.findings() == []
