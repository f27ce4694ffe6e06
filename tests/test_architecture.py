"""The house rules that a program can check: a home for each edge, stages in one direction, a light import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "geo"
HOMES = {
    "charset_normalizer": {"geo/readers"},
    "click": {"geo/cli"},
    "feedparser": {"geo/readers"},
    "filelock": {"geo/locking.py"},
    "folium": {"geo/mapping"},
    "geopy": {"geo/geocoding"},
    "markdown_it": {"geo/readers/markdown.py"},
    "mcp": {"geo/mcp/server.py"},
    "mcp_types": {"geo/mcp/server.py"},
    "onnxruntime": {"geo/recognition/sessions.py"},
    "py3langid": {"geo/recognition/by_language.py"},
    "pypdf": {"geo/readers"},
    "sentencex": {"geo/readers/sentences.py"},
    "sqlite3": {"geo/storage.py"},
    "starlette": {"geo/api", "geo/page"},
    "streamlit": {"geo/page"},
    "streamlit_folium": {"geo/page"},
    "tokenizers": {"geo/recognition/pieces.py", "geo/recognition/unigram.py"},
    "trafilatura": {"geo/readers"},
    "urllib3": {"geo/web"},
    "uvicorn": {"geo/api/server.py"},
}
"""Where each library of an edge may be imported; a folder stands for the files in it."""
STAGES = [
    "readers",
    "recognition",
    "gazetteer",
    "geocoding",
    "resolution",
    "corrections",
    "evaluation",
    "atlases",
    "mapping",
    "export",
    "python",
    "api",
    "mcp",
    "page",
    "cli",
]
"""A stage imports none that stands after it."""


def imports(file: Path) -> set[str]:
    """The full names of the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("library", HOMES)
def test_only_its_home_imports_the_library_of_an_edge(library: str) -> None:
    users = {
        str(file.relative_to(ROOT))
        for file in FILES
        if any(name.split(".")[0] == library for name in imports(file))
    }
    strangers = {user for user in users if not any(user.startswith(home) for home in HOMES[library])}
    assert strangers == set()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_none_that_comes_after_it(stage: str) -> None:
    later = {f"geo.{name}" for name in STAGES[STAGES.index(stage) + 1 :]}
    own = [file for file in FILES if file.relative_to(PACKAGE).parts[0].removesuffix(".py") == stage]
    assert own
    backwards = {
        f"{file.name}: {name}"
        for file in own
        for name in imports(file)
        if ".".join(name.split(".")[:2]) in later
    }
    assert backwards == set()


def test_importing_the_package_loads_no_edge() -> None:
    code = f"import sys, geo; print([m for m in {sorted(HOMES)!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_a_python_that_is_started_runs_no_code_of_the_current_folder() -> None:
    """It may be a stranger's: `-I` or `-P` keeps it off the path."""
    unsafe = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in [*FILES, *sorted((ROOT / "sources").glob("*.py"))]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.List | ast.Tuple)
        and node.elts
        and ast.unparse(node.elts[0]) == "sys.executable"
        if len(node.elts) < 2 or ast.unparse(node.elts[1]) not in ("'-I'", "'-P'")
    ]
    assert unsafe == []


def test_the_page_is_short_enough_to_own_no_logic() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 150
