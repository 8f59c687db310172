"""The benchmark tells what was asked for, in a process of its own."""

from __future__ import annotations

import json

import pytest

from pariter import bench

pytestmark = pytest.mark.slow  # a process of its own, and a warm-up


def test_a_size_is_measured_with_its_proven_gap():
    figures = bench.measure(80)
    assert (figures.people, figures.gap_percent, figures.value) == (80, 0.0, figures.bound)


def test_the_command_prints_a_list_or_a_table(capsys):
    assert bench.main(["--people", "30", "40", "--json"]) == 0
    assert [row["people"] for row in json.loads(capsys.readouterr().out)] == [30, 40]
    assert bench.main(["--people", "30"]) == 0
    assert capsys.readouterr().out.split()[:2] == ["people", "pairs"]
