"""Every line of docs/python.md is run, in a folder with the seeds."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pytest

import geo
from geo.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "python.md"


def test_each_line_does_what_the_page_says(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert done.attempted > 20
    assert done.failed == 0


def test_each_line_of_code_on_the_page_is_run() -> None:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert blocks
    assert all(kind == "python" and body.startswith(">>> ") for kind, body in blocks)


def test_each_public_name_is_on_the_page_and_each_name_there_is_public() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"\bgeo\.([A-Za-z_]+)", text))
    assert named == set(geo.__all__) - {"__version__"}
