"""The JavaScript's types, checked by TypeScript where Node is at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMPILER = ROOT / "node_modules" / ".bin" / "tsc"


def missing(message: str) -> None:
    """Without TypeScript the test is skipped, but in CI it fails."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def compiler() -> str:
    if shutil.which("node") is None:
        missing("Node was not found: the JavaScript's types are not checked. Install Node 20 or newer.")
    if not COMPILER.exists():
        missing("TypeScript is not installed: the JavaScript's types are not checked. Run `make types` once.")
    return str(COMPILER)


def check(compiler: str, project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([compiler, "--project", str(project)], capture_output=True, text=True, cwd=ROOT)


def test_every_script_fits_its_types(compiler: str) -> None:
    done = check(compiler, ROOT / "geo" / "browser" / "jsconfig.json")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_message_that_does_not_fit_is_found_before_it_is_sent(compiler: str, tmp_path: Path) -> None:
    folder = ROOT / "geo" / "browser"
    (tmp_path / "jsconfig.json").write_text(
        f'{{"extends": "{folder}/jsconfig.json", "include": ["{folder}/types.d.ts", "wrong.js"]}}'
    )
    (tmp_path / "wrong.js").write_text(
        f'import {{ openBus }} from "{folder}/bus.js";\n'
        'openBus("x").send({ type: "select", place: "a", from: "text" });\n'  # fits
        'openBus("x").send({ type: "select", place: 7, from: "text" });\n'
        'openBus("x").send({ type: "select", place: "a", from: "moon" });\n'
        'openBus("x").send({ type: "dance" });\n'
    )
    done = check(compiler, tmp_path / "jsconfig.json")
    assert [
        line.partition("(")[2].partition(",")[0] for line in done.stdout.splitlines() if "error" in line
    ] == [
        "3",
        "4",
        "5",
    ]
