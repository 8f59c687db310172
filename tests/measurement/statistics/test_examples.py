"""The examples in the docstrings say what comes out."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from paripasso.measurement import statistics

MODULES = sorted(one.name for one in pkgutil.walk_packages(statistics.__path__, "paripasso.measurement.statistics."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
