"""What is installed is what is here: no template, picture or catalogue stays behind."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "requirements")


def files(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".pyc", ".swp"})
    return {path.relative_to(folder.parent).as_posix() for path in found}


@pytest.mark.slow
@pytest.mark.parametrize(("package", "home"), [("paripasso", "."), ("pariter", "packages/pariter")])
def test_the_wheel_holds_every_file_of_the_package(package: str, home: str, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    for source in (ROOT / home / name for name in NEEDED if (ROOT / home / name).exists()):
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tree / source.name)
    shutil.copytree(ROOT / home / "src" / package, tree / "src" / package, ignore=shutil.ignore_patterns("__pycache__"))
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", tmp_path)
    subprocess.run([sys.executable, "-m", "pip", "wheel", *offline, tree], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith(f"{package}/")}
    assert held == files(tree / "src" / package)
