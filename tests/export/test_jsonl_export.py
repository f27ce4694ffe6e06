"""The JSONL is the record that programs rely on, key by key."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

from geo.export import writer
from geo.model import ParsedDocument
from tests.export.conftest import Written
from tests.export.documents import empty, parsed

PLACE = {
    "id": "geonames:703448",
    "geonameid": 703448,
    "name": "Kyiv",
    "kind": "settlement",
    "country": "UA",
    "region": "Kyiv City",
    "lat": 50.45466,
    "lon": 30.5238,
    "population": 2797553,
    "source": "geonames",
}


def test_the_record_is_exactly_this(written: Written) -> None:
    record = json.loads(written("jsonl", parsed()))
    first, second, third = record.pop("mentions")
    focus = record.pop("focus")
    assert focus["countries"] == [{"id": "UA", "name": "Ukraine", "country": "UA", "weight": 1.0}]
    assert focus["regions"] == [{"id": "UA.Kyiv City", "name": "Kyiv City", "country": "UA", "weight": 1.0}]
    assert focus["places"] == [{"id": "geonames:703448", "name": "Kyiv", "country": "UA", "weight": 1.0}]
    assert record == {"id": "a", "notices": ["Photon is down."]}
    best = first["candidates"].pop(0)
    assert best == PLACE | {
        "score": 0.9123,
        "evidence": [{"name": "population", "weight": 1.2346, "text": "largest of 3 places of this name"}],
    }
    assert len(first.pop("candidates")) == 4
    assert first == {
        "start": 3,
        "end": 7,
        "text": "Kyiv",
        "reading": "literal",
        "score": 0.9123,
        "place": PLACE,
    }
    assert second == {
        "start": 11,
        "end": 19,
        "text": "Atlantis",
        "reading": "literal",
        "score": 0.0,
        "place": None,
        "candidates": [],
        "failure": "Photon is down.",
    }
    assert third["reading"] == "metonymic"


def test_a_document_without_places_has_its_line(written: Written) -> None:
    assert [json.loads(line) for line in written("jsonl", empty(), empty()).splitlines()] == [
        {"id": "nothing", "mentions": [], "focus": {"countries": [], "regions": [], "places": []}}
    ] * 2


def test_line_separators_in_a_text_do_not_break_the_line(written: Written) -> None:
    document = parsed("In Kyiv.\u2028\n Atlantis: Kyiv", id="a\nb")
    assert written("jsonl", document).count("\n") == 1


def test_a_document_is_written_before_the_next_is_asked_for() -> None:
    out = io.BytesIO()

    def documents() -> Iterator[ParsedDocument]:
        yield empty()
        assert out.getvalue().endswith(b"\n")
        yield empty()

    writer("jsonl")(documents(), out)
    assert out.getvalue().count(b"\n") == 2


def test_a_place_that_only_the_text_knows_says_how_far_it_may_be(written: Written) -> None:
    whole = parsed()
    first = whole.resolutions[0]
    assert first.place is not None
    near = replace(first, place=replace(first.place, approximate_km=15.0))
    record = json.loads(written("jsonl", replace(whole, resolutions=(near, *whole.resolutions[1:]))))
    assert record["mentions"][0]["place"]["approximate"] == {"km": 15.0}
    assert "approximate" not in record["mentions"][2]["place"]
