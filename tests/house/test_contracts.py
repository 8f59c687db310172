"""A guard that nobody has heard bark may be asleep: one violation of every kind is planted, and every one must be named."""

import os
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")

# contract, the module that breaks it, what it imports. A module that exists gets a line more; a package gets a new module.
PLANTED = (
    ("story", "paripasso.people.queries", "paripasso.relationships.queries"),
    ("story", "paripasso.enrolment.actions", "paripasso.relationships.actions"),
    ("story", "paripasso.messaging.drafts", "paripasso.matching.queries"),
    ("story", "paripasso.sealing.crypto", "paripasso.people.queries"),
    ("story", "paripasso.audit.queries", "paripasso.people.enums"),
    ("story", "paripasso.core.clock", "paripasso.people.enums"),
    ("story", "paripasso.relationships.actions", "paripasso.measurement.queries"),
    ("story", "paripasso.people.enums", "paripasso.config.environment"),
    ("story", "paripasso.gamification", None),
    ("anatomy", "paripasso.relationships.models", "paripasso.relationships.actions"),
    ("anatomy", "paripasso.relationships.queries", "paripasso.relationships.access"),
    ("anatomy", "paripasso.programs.enums", "paripasso.programs.models"),
    ("sealing-anatomy", "paripasso.sealing.providers", "paripasso.sealing.keys"),
    ("engine-pure", "pariter.result", "django"),
    ("statistics-pure", "paripasso.measurement.statistics", "django"),
    ("engine-anatomy", "pariter.problem", "pariter.result"),
    ("engine-anatomy", "pariter.checks", "pariter.solvers"),
    ("engine-anatomy", "pariter.magic", None),
    ("criteria-apart", "pariter.criteria", "pariter.criteria.aims"),
    ("rules-apart", "pariter.rules", "pariter.rules.site"),
    ("solvers-apart", "pariter.solvers", "pariter.solvers.pairs"),
    ("one-bridge", "paripasso.relationships.actions", "pariter"),
    ("one-bridge", "paripasso.matching.actions", "pariter.problem"),
    ("one-door", "paripasso.web.peer.views", "paripasso.sealing.door"),
    ("one-door", "paripasso.relationships.queries", "paripasso.sealing.door"),
    ("one-door", "paripasso.relationships.actions", "paripasso.sealing.door"),
    ("one-opening", "paripasso.sealing.actions", "paripasso.sealing.opening"),
    ("pages-use-doors", "paripasso.web.peer.views", "paripasso.relationships.models"),
    ("measurement-reads", "paripasso.measurement.queries", "paripasso.relationships.models"),
    ("measurement-reads", "paripasso.measurement.queries", "paripasso.enrolment.actions"),
    ("audiences", "paripasso.web.peer.views", "paripasso.web.program_manager.views"),
)


def plant(source: Path, number: int, module: str, imported: str | None) -> str:
    """Break a contract in the copy; return the name of the module that does."""
    path = source / Path(*module.split("."))
    line = f"\n\ndef planted_{number}():\n    import {imported}\n" if imported else "planted = True\n"
    if path.is_dir():
        module, path = f"{module}.planted_{number}", path / f"planted_{number}"
    with path.with_suffix(".py").open("a") as file:
        file.write(line)
    return module


def heard(folder: Path) -> dict[str, str]:
    """Run lint-imports there; return each broken contract's own words."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--config",
        str(ROOT / ".importlinter"),
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    _, _, told = done.stdout.partition("Broken contracts\n")
    names = {
        CONTRACTS[section]["name"]: section.rpartition(":")[2] for section in CONTRACTS.sections() if ":" in section
    }
    headings = "|".join(map(re.escape, names))
    pieces = re.split(rf"^({headings})\n-+\n", told, flags=re.MULTILINE)
    return {names[name]: words for name, words in zip(pieces[1::2], pieces[2::2], strict=True)}


@pytest.mark.slow
def test_every_contract_barks_at_what_it_forbids(tmp_path: Path) -> None:
    source = tmp_path / "src"
    skip = shutil.ignore_patterns("static", "locale", "__pycache__", "*.html", "*.txt")
    shutil.copytree(ROOT / "src" / "paripasso", source / "paripasso", ignore=skip)
    shutil.copytree(ROOT / "packages" / "pariter" / "src" / "pariter", source / "pariter", ignore=skip)
    breakers = [(c, plant(source, n, module, imported), imported) for n, (c, module, imported) in enumerate(PLANTED)]
    told = heard(tmp_path)
    unheard = [
        (contract, module, imported)
        for contract, module, imported in breakers
        if not re.search(
            rf"\b{re.escape(module)}\b" + (rf" -> {re.escape(imported)}" if imported else ""), told.get(contract, "")
        )
    ]
    assert unheard == []


def test_every_contract_has_its_violation() -> None:
    sections = {section.rpartition(":")[2] for section in CONTRACTS.sections() if ":" in section}
    assert sections - {contract for contract, _, _ in PLANTED} == set()
