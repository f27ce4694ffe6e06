"""What the page does without. It runs in processes of its own, for others here have loaded pandas."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from geo.page.no_tables import import_folium

ROOT = Path(__file__).resolve().parents[2]
PAGE = """
import sys
from geo.page.warm_up import warm_up
warm_up()
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("app.py", default_timeout=60).run()
assert not page.exception, page.exception
assert page.get("component_instance"), "no map"
assert len(page.get("bidi_component")) == 2, "no panels"
print(sorted({"pandas"} & sys.modules.keys()))
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_page_is_drawn_without_pandas() -> None:
    assert run(PAGE) == "[]"


def test_pandas_can_be_imported_after_folium() -> None:
    code = (
        "from geo.page.no_tables import import_folium; import_folium(); import pandas; print(pandas.__name__)"
    )
    assert run(code) == "pandas"


def test_a_failing_import_of_folium_takes_pandas_from_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pandas", "folium"):
        monkeypatch.delitem(sys.modules, library, raising=False)

    def fail(name: str) -> None:
        assert sys.modules["pandas"] is None
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", fail)
    with pytest.raises(ImportError):
        import_folium()
    assert "pandas" not in sys.modules
