"""`paripasso doctor`: say what is wrong, and what to do about it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.conf import settings

from paripasso.audit import queries as audit
from paripasso.config import checks
from paripasso.messaging import queries as messaging

if TYPE_CHECKING:
    from paripasso.config.cli import Commands

NOT_SET_UP = 4


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Look whether the house is well: keys, databases, the record, the outbox."
    command = commands.add_parser("doctor", help=words, description=words)
    command.add_argument("--json", action="store_true", help="print figures as JSON")
    command.set_defaults(run=run, before="nothing")


def run(arguments: argparse.Namespace) -> int:
    """Print every fault; return 4 if there is one."""
    faults = list(checks.faults())
    report: dict[str, object] = {"home": str(settings.ENV.home), "demo": settings.DEMO, "faults": faults}
    if not faults:
        verdict = audit.verify()
        faults += verdict.faults
        report |= {"audit_entries": verdict.entries, "outbox": asdict(messaging.outbox())}
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for name, value in report.items():
            if name != "faults":
                print(f"{name:<14} {value}")
        for fault in faults:
            print(f"!!! {fault}")
        print("Everything is well." if not faults else f"{len(faults)} to mend.")
    return NOT_SET_UP if faults else 0
