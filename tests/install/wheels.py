"""The project as a wheel, and environments that hold it and what it declares, nothing else.

No environment here asks an index: what the wheel declares is linked from where the tests run, so that a
library that is imported and not declared is missing there as it would be for a stranger.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "NOTICE", "geo", "seeds", ".streamlit")


def build_wheel(folder: Path) -> Path:
    """The wheel of this checkout, built from a copy so that the checkout stays as it is."""
    copy = folder / "source"
    for name in SOURCES:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    command = [
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        ".",
    ]
    subprocess.run([sys.executable, "-m", *command], cwd=copy, check=True)
    (wheel,) = folder.glob("dateline-*.whl")
    return wheel


def requirements(wheel: Path) -> list[Requirement]:
    """What the wheel's own metadata declare."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(metadata).decode().split("\n\n", 1)[0].splitlines()
    return [Requirement(line.split(": ", 1)[1]) for line in lines if line.startswith("Requires-Dist: ")]


def needed(wanted: list[Requirement], extras: set[str]) -> dict[str, Distribution]:
    """The installed distributions that requirements with these extras ask for, and what those ask for."""
    found: dict[str, Distribution] = {}
    open_ends = [(requirement, frozenset(extras)) for requirement in wanted]
    seen: set[tuple[str, frozenset[str]]] = set()
    while open_ends:
        requirement, chosen = open_ends.pop()
        if requirement.marker and not any(
            requirement.marker.evaluate({"extra": extra}) for extra in (chosen or {""})
        ):
            continue
        inner = frozenset(requirement.extras)
        if (requirement.name.lower(), inner) in seen:
            continue
        seen.add((requirement.name.lower(), inner))
        try:
            installed = distribution(requirement.name)
        except PackageNotFoundError:
            continue  # of an optional kind that this environment does without
        found[requirement.name.lower()] = installed
        open_ends += [(Requirement(line), inner) for line in installed.requires or []]
    return found


def environment(folder: Path, wheel: Path, *extras: str) -> Path:
    """A fresh environment with the wheel, and the path of its Python. Its packages are links, each once."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    packages = Path(paths["purelib"])
    for installed in needed(requirements(wheel), {"", *extras}).values():
        _link(installed, packages)
    install = ["pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run([sys.executable, "-m", *install], check=True)
    return python


def _link(installed: Distribution, packages: Path) -> None:
    """Link a distribution's modules; folders of namespace packages are made, and what is in them linked."""
    for file in installed.files or []:
        if file.parts[0] == ".." or "__pycache__" in file.parts:
            continue
        target = packages / file
        if any(parent.is_symlink() for parent in target.parents) or target.exists():
            continue
        top = packages / file.parts[0]
        source = Path(str(installed.locate_file(file.parts[0])))
        if len(file.parts) == 1 or (source / "__init__.py").is_file() or source.suffix == ".dist-info":
            top.symlink_to(source)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(Path(str(installed.locate_file(file))))
