"""Names the tests that take longer than they should and do not say `slow`. It reports; it fails nothing."""

from __future__ import annotations

import pytest

BUDGET = 0.1  # seconds
late: list[tuple[float, str]] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note each unmarked test above the budget; setting up is shared, so only the call counts."""
    excused = {"slow", "browser"} & set(report.keywords)
    if report.when == "call" and report.duration > BUDGET and not excused:
        late.append((report.duration, report.nodeid))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the ten slowest of them."""
    if late:
        terminalreporter.section(f"{len(late)} tests above {BUDGET * 1000:.0f} ms without the slow mark")
        for seconds, name in sorted(late, reverse=True)[:10]:
            terminalreporter.write_line(f"{seconds * 1000:6.0f} ms  {name}")
