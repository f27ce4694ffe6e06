"""A format is one descriptor, this package's or another's."""

from __future__ import annotations

import io
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from geo import export
from geo.errors import UnknownFormat
from geo.export import Format, format_for, format_names, format_of, formats, writer
from tests.export.documents import parsed

TOY = """
from geo.export import Format, text_writer

def write(documents, out):
    for parsed in documents:
        out.write(f"{parsed.document.id}: {len(parsed.resolutions)} mentions\\n")

FORMAT = Format(name="tally", suffixes=(".tally",), label="Tally", media_type="text/plain",
                hint="How many mentions each document has", write=text_writer(write))
"""


def test_every_format_describes_itself_and_no_two_share_an_ending() -> None:
    assert [each.name for each in formats()] == list(format_names())
    endings = [suffix for each in formats() for suffix in each.suffixes]
    assert len(endings) == len(set(endings))
    assert all(each.label and each.hint and "/" in each.media_type for each in formats())


def test_an_ending_tells_the_format() -> None:
    assert format_for(".GeoJSON") == "geojson"
    assert format_for(".doc") is None


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownFormat, match="There is no format 'shp'; there are jsonl, geojson"):
        writer("shp")


@pytest.fixture
def _toy_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package with a format, as docs/extending.md tells it."""
    (tmp_path / "toy_tally.py").write_text(TOY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = EntryPoint(name="tally", value="toy_tally:FORMAT", group=export.GROUP)
    monkeypatch.setattr(export, "entry_points", lambda group: [found] if group == export.GROUP else [])
    for cached in (export._loaders, export.format_of):
        cached.cache_clear()


@pytest.mark.usefixtures("_toy_plugin")
def test_another_packages_format_is_found_by_its_entry_point() -> None:
    try:
        assert format_names()[-1] == "tally"
        assert "toy_tally" not in sys.modules
        tally = format_of("tally")
        assert isinstance(tally, Format)
        assert format_for(".tally") == "tally"
        out = io.BytesIO()
        writer("tally")([parsed()], out)
        assert out.getvalue() == b"a: 3 mentions\n"
    finally:
        sys.modules.pop("toy_tally", None)
        for cached in (export._loaders, export.format_of):
            cached.cache_clear()
