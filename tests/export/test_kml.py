"""The KML opens in other programs, and an article in it is text: no markup, no script, no template."""

from __future__ import annotations

import struct
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pyogrio.raw
import pytest

from geo.model import ParsedDocument
from tests.export.conftest import Written
from tests.export.documents import KYIV, empty, parsed

KML = {"kml": "http://www.opengis.net/kml/2.2"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "]]></description><name>owned",
    "$[id] $[description]",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; &amp;",
    "\x00\x1b\ufffe\ud800",
]


class Balloon(HTMLParser):
    """The text that a balloon shows, and the elements that it holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown, self.tags = "", set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.shown += data


def placemarks(text: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text).findall("kml:Document/kml:Placemark", KML)  # noqa: S314 - our own


def of(placemark: ElementTree.Element, path: str) -> str:
    """The text of an element by its names: "Point/coordinates"."""
    return placemark.findtext("/".join(f"kml:{name}" for name in path.split("/")), "", KML)


def test_each_place_is_a_placemark_with_longitude_first(written: Written) -> None:
    (placemark,) = placemarks(written("kml", parsed()))
    assert of(placemark, "name") == "Kyiv"
    assert of(placemark, "Snippet") == "capital of Ukraine, named twice"
    assert of(placemark, "Point/coordinates") == "30.5238,50.45466"


def test_the_balloon_quotes_each_sentence_with_the_toponym_marked(written: Written) -> None:
    (placemark,) = placemarks(written("kml", parsed(title="Talks")))
    balloon = of(placemark, "description")
    assert "<p>In <b>Kyiv</b> 😀.</p>" in balloon
    assert "<p>Atlantis and <b>Kyiv</b> said so.</p>" in balloon
    assert balloon.count("<h4>Talks · 2025-06-02</h4>") == 1


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_article_is_text_wherever_it_stands(written: Written, payload: str) -> None:
    document = parsed(f"In Kyiv {payload}. Atlantis Kyiv", title=payload, id=payload)
    place = replace(KYIV, name=payload, note=payload, country_name=payload)
    resolution = replace(document.resolutions[0], place=place)
    hostile: ParsedDocument = replace(document, resolutions=(resolution,))
    (placemark,) = placemarks(written("kml", hostile))
    clean = "".join("\ufffd" if c in "\x00\x1b\ufffe\ud800" else c for c in payload)
    assert of(placemark, "name") == clean
    balloon = of(placemark, "description")
    read = Balloon(balloon)
    assert f"In Kyiv {clean}." in read.shown
    assert read.tags <= {"p", "h4", "b"}
    assert "$[" not in balloon


def test_no_places_is_an_empty_document(written: Written) -> None:
    assert placemarks(written("kml", empty())) == []


@pytest.mark.parametrize("format", ["kml", "geojson"])
def test_gdal_reads_it(written: Written, format: str, tmp_path: Path) -> None:
    path = tmp_path / f"places.{format}"
    path.write_text(written(format, parsed(), parsed("In Kyiv. Atlantis, Kyiv", id="b")), encoding="utf-8")
    meta, _, geometry, fields = pyogrio.raw.read(path)
    assert len(geometry) == 1
    names = dict(zip(meta["fields"], fields, strict=True))
    assert list(names["Name" if format == "kml" else "name"]) == ["Kyiv"]
    lon, lat = struct.unpack("<dd", geometry[0][5:21])  # well-known binary: byte order, type, x, y
    assert (lon, lat) == (30.5238, 50.45466)
